import { defineAnnotation } from '../../core/nodedef/passive'
import { param } from '../../core/nodedef/params'

export default defineAnnotation({
  type: 'graph/note',
  title: 'Note',
  summary: 'Words beside the graph, in Markdown.',
  help: `A note says something to the readers of a graph: headings, lists, emphasis, code and links in Markdown. It has no ports and does not change what the graph computes.

HTML in a note is shown as it is written and never run. Links open nothing by themselves.

Source: CommonMark, https://spec.commonmark.org.`,
  keywords: ['comment', 'text', 'markdown', 'documentation', 'remark', 'sticky'],
  params: {
    text: param.text({ default: '', maxLength: 20_000, doc: 'The note, in Markdown.' }),
    width: param.int({ default: 280, min: 120, max: 2000, unit: 'px', doc: 'Width at 100 %.' }),
    height: param.int({ default: 160, min: 60, max: 4000, unit: 'px', doc: 'Height at 100 %.' }),
  },
  cases: [{ name: 'computes nothing', params: { text: '# A title' }, out: {} }],
})
