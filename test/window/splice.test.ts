import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { required } from '../../core/base/assert'
import { emptyDocument, formatPort, parsePort, type NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { findSplice, removeAndReconnect, spliceCommands } from '../../renderer/edit/splice'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

describe('a node fits into a wire', () => {
  test.each([
    ['conv/conv2d', 'constant.y > relu.x', 'x, y'],
    ['activation/leaky-relu', 'relu.y > adain.x', 'x, y'],
    ['style/affine', 'relu.y > adain.x', null],
    // A picture takes no other channels than three.
    ['output/image', 'relu.y > adain.x', null],
    ['mapping/mlp', 'z.z > affine.w', 'z, w'],
  ])('%s into %s: %s', (type, wire, expected) => {
    const editor = graph()
    const splice = findSplice(editor, [newNode(type)], linkOf(editor, wire))
    expect(splice && `${splice.input.port}, ${splice.output.port}`).toBe(expected)
  })

  test('and then stands in it, in one step', () => {
    const editor = graph()
    const before = editor.document
    const node = newNode('conv/conv2d')
    // A conv of other width than its target wants would be refused.
    const splice = findSplice(editor, [node], linkOf(editor, 'constant.y > relu.x'))
    if (!splice) throw new Error('a conv fits between features')
    const commands = [{ type: 'node/add', nodes: [node] } as const, ...spliceCommands(editor, splice)]
    expect(editor.dispatchAll('Insert', commands).ok).toBe(true)
    expect(wires(editor)).toEqual(expect.arrayContaining(['constant.y > new.x', 'new.y > relu.x']))
    expect(wires(editor)).not.toContain('constant.y > relu.x')
    editor.undo()
    expect(editor.document).toEqual(before)
  })

  test('never when a loop would close, or its ports are in use', () => {
    const editor = graph()
    const relu = required(editor.document.nodes.get(nodeId('relu')), 'relu')
    for (const link of editor.document.links.values()) expect(findSplice(editor, [relu], link)).toBeNull()
  })

  test('in any graph: what is found is not refused', () => {
    const seed = testSeed()
    let found = 0
    for (let run = 0; run < 8; run++) {
      const { editor } = randomGraph(seed + run, 40)
      for (const link of [...editor.document.links.values()].slice(0, 12)) {
        for (const node of editor.document.nodes.values()) {
          const splice = findSplice(editor, [node], link)
          if (!splice) continue
          found++
          const result = editor.dispatchAll('Insert', spliceCommands(editor, splice))
          expect(result.ok, `seed ${run}: ${node.id} into ${link.id}`).toBe(true)
          editor.undo()
        }
      }
    }
    expect(found).toBeGreaterThan(0)
  })
})

describe('a chain fits into a wire', () => {
  /** The given chain beside the graph: nodes as `type id`, then wires. */
  function withChain(
    nodes: readonly string[],
    chain: readonly string[],
  ): { editor: Editor; ids: NodeRecord[] } {
    const editor = graph()
    const records = nodes.map((node) => {
      const [type = '', id = ''] = node.split(' ')
      return newNode(type, id)
    })
    const links = chain.map((wire, i) => linkFrom(wire, `c${i}`))
    const added = editor.dispatch({ type: 'node/add', nodes: records, links })
    if (!added.ok) throw new Error(added.error.message)
    return { editor, ids: records }
  }

  test.each<[string, string[], string[], string, string | null]>([
    [
      'two in a row',
      ['conv/blur a', 'activation/relu b'],
      ['a.y > b.x'],
      'constant.y > relu.x',
      'a.x ... b.y',
    ],
    ['two not in a row', ['conv/blur a', 'activation/relu b'], [], 'constant.y > relu.x', null],
    [
      'with a side branch that is fed',
      ['activation/relu a', 'norm/adain b'],
      ['a.y > b.x', 'affine.styles > b.styles'],
      'constant.y > relu.x',
      'a.x ... b.y',
    ],
    // Its affine makes styles for 64 channels.
    [
      'with a side branch of other width',
      ['activation/relu a', 'norm/adain b', 'style/affine c'],
      ['a.y > b.x', 'z.z > c.w', 'c.styles > b.styles'],
      'constant.y > relu.x',
      null,
    ],
    [
      'that goes apart and comes together',
      ['conv/blur a', 'activation/relu b', 'arithmetic/add c'],
      ['a.y > b.x', 'a.y > c.a', 'b.y > c.b'],
      'constant.y > relu.x',
      'a.x ... c.y',
    ],
    [
      'that doubles',
      ['conv/upsample a', 'activation/relu b'],
      ['a.y > b.x'],
      'relu.y > adain.x',
      'a.x ... b.y',
    ],
    // Three channels do not fit sixteen styles.
    ['of other width', ['activation/relu a', 'conv/to-rgb b'], ['a.y > b.x'], 'relu.y > adain.x', null],
    [
      'of another kind',
      ['mapping/pixel-norm a', 'mapping/mlp b'],
      ['a.y > b.z'],
      'constant.y > relu.x',
      null,
    ],
    [
      'of the right kind',
      ['mapping/pixel-norm a', 'mapping/mlp b'],
      ['a.y > b.z'],
      'z.z > affine.w',
      'a.x ... b.w',
    ],
  ])('%s', (_name, nodes, chain, wire, expected) => {
    const { editor, ids } = withChain(nodes, chain)
    const before = editor.document
    const splice = findSplice(editor, ids, linkOf(editor, wire))
    expect(splice && `${formatPort(splice.input)} ... ${formatPort(splice.output)}`).toBe(expected)
    if (!splice) return
    expect(editor.dispatchAll('Insert', spliceCommands(editor, splice)).ok).toBe(true)
    expect(wires(editor)).not.toContain(wire)
    editor.undo()
    expect(editor.document).toEqual(before)
  })

  test('never a wire of its own, and never one that would close a loop', () => {
    const { editor, ids } = withChain(['conv/blur a', 'activation/relu b'], ['a.y > b.x'])
    expect(findSplice(editor, ids, linkOf(editor, 'a.y > b.x'))).toBeNull()
    editor.dispatch({ type: 'link/connect', link: linkFrom('tanh.y > a.x', 'loop') })
    expect(findSplice(editor, ids, linkOf(editor, 'constant.y > relu.x'))).toBeNull()
  })
})

describe('deleting and reconnecting', () => {
  test.each([
    [['relu'], ['constant.y > adain.x']],
    [['relu', 'adain'], ['constant.y > tanh.x']],
    // Nothing that goes into an affine can stand for styles.
    [['affine'], []],
    [['constant'], []],
  ])('%j', (ids, added) => {
    const editor = graph()
    const before = editor.document
    const old = new Set(wires(editor))
    expect(editor.dispatchAll('Delete', removeAndReconnect(editor, new Set(ids.map(nodeId)))).ok).toBe(true)
    expect(wires(editor).filter((wire) => !old.has(wire))).toEqual(added)
    editor.undo()
    expect(editor.document).toEqual(before)
  })

  test('of anything in any graph is accepted and undone in one step', () => {
    const seed = testSeed()
    // Once a wire was led to an input that a node that stays would feed with another kind from then on.
    const failedOnce: readonly (readonly [seed: number, third: number])[] = [[236, 0]]
    const drawn = Array.from({ length: 12 }, (_, run) => [seed + run, run % 3] as const)
    for (const [run, third] of [...failedOnce, ...drawn]) {
      const { editor, document } = randomGraph(run, 40)
      const ids = new Set([...document.nodes.keys()].filter((_, i) => i % 3 === third))
      if (ids.size === 0) continue
      const result = editor.dispatchAll('Delete', removeAndReconnect(editor, ids))
      expect(result.ok, `seed ${seed + run}: ${result.ok ? '' : result.error.message}`).toBe(true)
      expect(editor.document.nodes.size).toBe(document.nodes.size - ids.size)
      editor.undo()
      expect(editor.document).toEqual(document)
    }
  })
})

/** constant > relu > adain > tanh, and z > affine > adain. */
function graph(): Editor {
  const editor = createEditor(emptyDocument(), allNodes)
  const nodes: NodeRecord[] = [
    newNode('input/constant', 'constant', { channels: 16 }),
    newNode('activation/relu', 'relu'),
    newNode('input/latent', 'z', { dim: 64 }),
    newNode('style/affine', 'affine', { channels: 16 }),
    newNode('norm/adain', 'adain'),
    newNode('activation/tanh', 'tanh'),
  ]
  const result = editor.dispatch({
    type: 'node/add',
    nodes,
    links: [
      'constant.y > relu.x',
      'relu.y > adain.x',
      'z.z > affine.w',
      'affine.styles > adain.styles',
      'adain.y > tanh.x',
    ].map((wire, i) => linkFrom(wire, `l${i + 1}`)),
  })
  if (!result.ok) throw new Error(result.error.message)
  return editor
}

function newNode(type: string, id = 'new', params: NodeRecord['params'] = {}): NodeRecord {
  return { id: nodeId(id), type, version: 1, position: { x: 0, y: 0 }, params }
}

function linkFrom(wire: string, id: string) {
  const [from = '', to = ''] = wire.split(' > ')
  return { id: linkId(id), from: parsePort(from), to: parsePort(to) }
}

function linkOf(editor: Editor, wire: string) {
  const found = [...editor.document.links.values()].find((link) => textOf(link) === wire)
  return required(found, wire)
}

function wires(editor: Editor): readonly string[] {
  return [...editor.document.links.values()].map(textOf)
}

function textOf({
  from,
  to,
}: {
  from: Parameters<typeof formatPort>[0]
  to: Parameters<typeof formatPort>[0]
}) {
  return `${formatPort(from)} > ${formatPort(to)}`
}
