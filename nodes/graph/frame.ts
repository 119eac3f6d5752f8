import { defineAnnotation } from '../../core/nodedef/passive'
import { param } from '../../core/nodedef/params'

export default defineAnnotation({
  type: 'graph/frame',
  title: 'Frame',
  summary: 'A titled rectangle behind the nodes; moving it moves what lies in it.',
  help: `A frame groups nodes for readers. It has no ports and does not change what the graph computes.

A node is in a frame when it lies wholly inside it.

Source: a drawing, no formula.`,
  keywords: ['group', 'area', 'region', 'rectangle', 'section', 'comment', 'box'],
  params: {
    width: param.int({ default: 480, min: 80, max: 100_000, unit: 'px', doc: 'Width at 100 %.' }),
    height: param.int({ default: 320, min: 60, max: 100_000, unit: 'px', doc: 'Height at 100 %.' }),
  },
  cases: [{ name: 'computes nothing', out: {} }],
})
