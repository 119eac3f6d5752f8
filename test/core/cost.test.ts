import { describe, expect, test } from 'vitest'
import { blockId, linkId, nodeId } from '../../core/base/ids'
import { blockType } from '../../core/doc/block'
import { createDocument, type Document, type NodeRecord } from '../../core/doc/document'
import { nodeCost, sumCosts, type NodeCost } from '../../core/infer/cost'
import { inferAll } from '../../core/infer/inference'
import { defaultArchitecture } from '../../core/import/stylegan1-architecture'
import { buildStylegan1 } from '../../core/import/stylegan1-graph'
import { createRegistry } from '../../core/nodedef/registry'
import { createTensorStore } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'

const registry = createRegistry(nodeDefinitions)
const project = { name: 'test', description: '' }

function costsOf(document: Document): ReadonlyMap<string, NodeCost> {
  const inference = inferAll(document, registry)
  return new Map(
    [...document.nodes].map(([id, record]) => [id, nodeCost(record, inference.node(id), document.blocks)]),
  )
}

function graph(
  nodes: Readonly<Record<string, Partial<NodeRecord>>>,
  wires: readonly string[] = [],
): Document {
  return createDocument(
    project,
    Object.entries(nodes).map(([id, change]) => ({
      id: nodeId(id),
      type: 'input/constant',
      version: 1,
      position: { x: 0, y: 0 },
      params: {},
      ...change,
    })),
    wires.map((wire) => {
      const [from = '', to = ''] = wire.split(' ')
      return { id: linkId(wire), from: port(from), to: port(to) }
    }),
  )
}

function port(text: string): { node: NodeRecord['id']; port: string } {
  const [node = '', name = ''] = text.split('.')
  return { node: nodeId(node), port: name }
}

const CONSTANT = { type: 'input/constant', params: { channels: 16, height: 4, width: 4 } }
const CONV = { type: 'conv/conv2d', params: { filters: 8, kernel: 3 } }

describe('one node', () => {
  test('is counted by its sizes', () => {
    const costs = costsOf(graph({ const: CONSTANT, conv: CONV }, ['const.y conv.x']))
    expect(costs.get('const')).toEqual({
      parameters: 16 * 4 * 4,
      macs: 0,
      weightBytes: 16 * 4 * 4 * 4,
      outputBytes: 16 * 4 * 4 * 4,
      memory: 2 * 16 * 4 * 4 * 4,
    })
    const weights = 8 * 16 * 3 * 3 + 8
    expect(costs.get('conv')).toEqual({
      parameters: weights,
      macs: 8 * 16 * 3 * 3 * 4 * 4,
      weightBytes: 4 * weights,
      outputBytes: 4 * 8 * 4 * 4,
      memory: 4 * weights + 4 * 8 * 4 * 4,
    })
  })

  test('of a batch counts one sample', () => {
    const latent = costsOf(graph({ z: { type: 'input/latent', params: { dim: 7, batch: 3 } } })).get('z')
    expect(latent).toMatchObject({ parameters: 0, weightBytes: 0, outputBytes: 7 * 4 })
  })

  test('holds its buffers, but they are no parameters', () => {
    const costs = costsOf(
      graph(
        {
          z: { type: 'input/latent', params: { dim: 8 } },
          map: { type: 'mapping/mlp', params: { layers: 1, width: 8 } },
          psi: { type: 'mapping/truncation' },
        },
        ['z.z map.z', 'map.w psi.w'],
      ),
    )
    expect(costs.get('psi')).toMatchObject({ parameters: 0, weightBytes: 8 * 4 })
  })

  test.each<[string, Document, string]>([
    ['an input is missing', graph({ conv: CONV }), 'conv'],
    ['its type is of a newer version', graph({ new: { type: 'conv/of-tomorrow' } }), 'new'],
    [
      'it is part of a loop',
      graph({ a: { type: 'conv/blur' }, b: { type: 'conv/blur' } }, ['a.y b.x', 'b.y a.x']),
      'a',
    ],
  ])('is unknown where %s', (_why, document, node) => {
    expect(costsOf(document).get(node)?.memory).toBe('?')
    expect(costsOf(document).get(node)?.macs).toBe('?')
  })

  test.each(['bypassed', 'muted'] as const)('that is %s costs nothing', (mode) => {
    const costs = costsOf(graph({ const: CONSTANT, conv: { ...CONV, mode } }, ['const.y conv.x']))
    expect(costs.get('conv')).toEqual({
      parameters: 0,
      macs: 0,
      weightBytes: 0,
      outputBytes: 0,
      memory: 0,
    })
  })
})

test('an instance of a block costs what the nodes in it cost, and what hands on costs nothing', () => {
  const inner = graph(
    {
      in: { type: 'graph/block-input' },
      conv: CONV,
      act: { type: 'activation/leaky-relu' },
      out: { type: 'graph/block-output' },
    },
    ['in.y conv.x', 'conv.y act.x', 'act.y out.x'],
  )
  const block = {
    id: blockId('b'),
    title: 'b',
    summary: '',
    nodes: inner.nodes,
    links: inner.links,
    params: [],
  }
  const flat = graph({ const: CONSTANT, conv: CONV, act: { type: 'activation/leaky-relu' } }, [
    'const.y conv.x',
    'conv.y act.x',
  ])
  const outer = graph(
    { const: CONSTANT, bend: { type: 'graph/reroute' }, one: { type: blockType(block.id) } },
    ['const.y bend.x', 'bend.y one.in'],
  )
  const document = createDocument(project, outer.nodes.values(), outer.links.values(), [block])
  const costs = costsOf(document)
  expect(costs.get('bend')?.memory).toBe(0)
  expect(costs.get('one')?.parameters).toBe(8 * 16 * 3 * 3 + 8)
  expect(sumCosts(costs.values())).toEqual(sumCosts(costsOf(flat).values()))
})

test('a sum is of what is known, and says when that is not everything', () => {
  const costs = costsOf(graph({ const: CONSTANT, conv: CONV }))
  expect(sumCosts([...costs.values()])).toMatchObject({
    parameters: { total: 256, complete: false },
    memory: { total: 2048, complete: false },
  })
  expect(sumCosts([])).toMatchObject({ macs: { total: 0, complete: true } })
})

test('the 256 px generator is the sum of its parts, and as large as the reference', () => {
  const document = buildStylegan1(defaultArchitecture(256), new Map(), createTensorStore(), { project })
  const inference = inferAll(document, registry)
  const costs = [...document.nodes].map(([id, record]) =>
    nodeCost(record, inference.node(id), document.blocks),
  )
  const sums = sumCosts(costs)
  expect(sums.parameters).toEqual({ total: 26_078_915, complete: true })
  expect(Math.round(sums.macs.total / 1e6)).toBe(22_846)
  // Plain counting, over values rather than dims: buffers come on top, and every output once.
  let weights = 0
  let outputs = 0
  for (const id of document.nodes.keys()) {
    const facts = inference.node(id)
    for (const { dims } of Object.values(facts?.weights ?? {}))
      weights += dims.reduce<number>((count, dim) => count * Number(dim), 1)
    for (const { dims } of facts?.outputs.values() ?? [])
      outputs += dims.reduce<number>((count, dim) => count * (dim === 'N' ? 1 : Number(dim)), 1)
  }
  expect(sums.weightBytes).toEqual({ total: 4 * weights, complete: true })
  expect(weights).toBeGreaterThan(26_078_915)
  expect(sums.outputBytes).toEqual({ total: 4 * outputs, complete: true })
  expect(sums.memory.total).toBe(4 * (weights + outputs))
  const half = Math.floor(costs.length / 2)
  const parts = [sumCosts(costs.slice(0, half)), sumCosts(costs.slice(half))]
  expect(parts.reduce((sum, { memory }) => sum + memory.total, 0)).toBe(sums.memory.total)
})
