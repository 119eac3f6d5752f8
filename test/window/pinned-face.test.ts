import { describe, expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import type { NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { HEADER_HEIGHT, layoutNode, ROW_HEIGHT } from '../../renderer/canvas/layout'
import { summarizeParams } from '../../renderer/canvas/param-summary'
import { describePinned } from '../../renderer/canvas/pinned-face'
import { allNodes } from '../helpers/random-graph'

function definitionOf(type: string): NodeDefinition {
  const definition = allNodes.get(type)
  if (!definition) throw new Error(`${type} is a node type`)
  return definition
}

function faces(type: string, params: NodeRecord['params'], pinned: readonly string[]): readonly string[] {
  const record: NodeRecord = {
    id: nodeId('n'),
    type,
    version: 1,
    position: { x: 0, y: 0 },
    params,
    pinned,
  }
  return describePinned(record, definitionOf(type)).map(
    ({ label, text, fill }) => `${label}: ${text}${fill === null ? '' : ` (${fill})`}`,
  )
}

describe('what is pinned reads like the inspector', () => {
  test.each<[string, NodeRecord['params'], readonly string[], readonly string[]]>([
    ['mapping/truncation', { psi: 0.5 }, ['psi', 'layers'], ['psi: 0.5 (0.5)', 'layers: 18 layers']],
    ['norm/adain', { eps: 1e-12 }, ['eps'], ['eps: 1e-12 (0)']],
    ['input/latent', { seed: 4294967295 }, ['seed'], ['seed: 4294967295']],
    ['conv/conv2d', { bias: false }, ['bias', 'equalized'], ['bias: off', 'equalised rate: off']],
    ['output/tensor', { name: '' }, ['name'], ['name: no text']],
    ['input/picture', {}, ['picture'], ['picture: no picture']],
    ['norm/adain', {}, ['gone', 'constructor'], []],
  ])('%s %j', (type, params, pinned, expected) => {
    expect(faces(type, params, pinned)).toEqual(expected)
  })

  test('the summary does not say it twice', () => {
    const definition = definitionOf('mapping/truncation')
    const given = { psi: 0.5, layers: 10 }
    expect(summarizeParams(definition, given)).toContain('psi 0.5')
    expect(summarizeParams(definition, given, new Set(['psi']))).not.toContain('psi')
  })
})

test('pinned parameters stand below the ports, one under the other, and the node grows with them', () => {
  const face = { inputs: [1, 2], outputs: [1], pinned: [], summary: 'a 1', hasPicture: false }
  const plain = layoutNode(face)
  const { pinned, height, width, summaryY } = layoutNode({ ...face, pinned: [1, 2, 3] })
  expect(pinned).toHaveLength(3)
  let bottom = HEADER_HEIGHT + 2 * ROW_HEIGHT
  for (const box of pinned) {
    expect(box.y).toBeGreaterThan(bottom)
    expect(box.x).toBeGreaterThan(0)
    expect(box.x + box.width).toBeLessThan(width)
    bottom = box.y + box.height
  }
  expect(summaryY).toBeGreaterThan(bottom)
  expect(height - plain.height).toBe((summaryY ?? 0) - (plain.summaryY ?? 0))
})
