import { describe, expect, test } from 'vitest'
import { blockId, linkId, nodeId } from '../../core/base/ids'
import type { BlockData } from '../../core/doc/block'
import { COMMAND_TYPES, type Command } from '../../core/doc/commands/index'
import type { Document } from '../../core/doc/document'
import { exercised, graph, link, node, refusal, SOME_HASH, testCommand } from '../helpers/test-command'

const z = nodeId('z')
const conv = nodeId('conv')
const ref = { sha256: SOME_HASH, dims: [128] }

/** z → mapping → affine; const → adain ← affine. */
const base = graph(
  [
    node('z', 'input/latent', { dim: 64 }, { title: 'My latent' }),
    node('mapping', 'mapping/mlp', { width: 32 }),
    node('affine', 'style/affine', { channels: 16 }),
    node('const', 'input/constant', { channels: 16 }),
    node('adain', 'norm/adain'),
    node('conv', 'conv/conv2d', { filters: 8 }),
  ],
  [
    link('l1', 'z.z', 'mapping.z'),
    link('l2', 'mapping.w', 'affine.w'),
    link('l3', 'const.y', 'adain.x'),
    link('l4', 'affine.styles', 'adain.styles'),
  ],
)

const linksOf = ({ links }: Document): string[] => [...links.keys()].sort()
const at = (document: Document, id: string): unknown => document.nodes.get(nodeId(id))

describe('what commands do', () => {
  test('node/add: one node', () => {
    const { document, label } = testCommand(base, { type: 'node/add', nodes: [node('n', 'input/noise')] })
    expect(label).toBe('Add n')
    expect(at(document, 'n')).toEqual(node('n', 'input/noise'))
    expect(document.nodes.size).toBe(7)
  })

  test('node/add: a pasted selection with its wires and one from outside', () => {
    const { document, label } = testCommand(base, {
      type: 'node/add',
      nodes: [node('c1', 'conv/conv2d'), node('c2', 'conv/conv2d')],
      links: [link('p1', 'c1.y', 'c2.x'), link('p2', 'adain.y', 'c1.x')],
    })
    expect(label).toBe('Add 2 nodes')
    expect(linksOf(document)).toEqual(['l1', 'l2', 'l3', 'l4', 'p1', 'p2'])
  })

  test('node/remove takes every wire at the node along', () => {
    const { document, label } = testCommand(base, { type: 'node/remove', nodes: [nodeId('affine')] })
    expect(label).toBe('Delete affine')
    expect(linksOf(document)).toEqual(['l1', 'l3'])
  })

  test.each([
    [{ nodes: [z] }, 'Delete My latent'],
    [{ nodes: [z, conv] }, 'Delete 2 nodes'],
    [{ nodes: [], links: [linkId('l1')] }, 'Delete 1 wire'],
    [{ nodes: [z], links: [linkId('l1'), linkId('l4')] }, 'Delete 1 node'],
  ])('node/remove %j is called "%s"', (what, label) => {
    expect(testCommand(base, { type: 'node/remove', ...what }).label).toBe(label)
  })

  test('node/move', () => {
    const moves = [
      { node: z, x: 5, y: -7.5 },
      { node: conv, x: 0, y: 1 },
    ]
    const { document, label } = testCommand(base, { type: 'node/move', moves })
    expect(label).toBe('Move 2 nodes')
    expect(at(document, 'z')).toMatchObject({ position: { x: 5, y: -7.5 } })
  })

  test('node/rename, and back to the title of the type', () => {
    const renamed = testCommand(base, { type: 'node/rename', node: conv, title: 'Layer 1' })
    expect(renamed.label).toBe('Rename conv')
    expect(at(renamed.document, 'conv')).toMatchObject({ title: 'Layer 1' })
    const back = testCommand(renamed.document, { type: 'node/rename', node: conv, title: null })
    expect(back.document).toEqual(base)
  })

  test('param/set, and back to the default', () => {
    const set = testCommand(base, { type: 'param/set', node: conv, key: 'kernel', value: 5 })
    expect(set.label).toBe('Set kernel')
    expect(at(set.document, 'conv')).toMatchObject({ params: { filters: 8, kernel: 5 } })
    const reset = testCommand(set.document, { type: 'param/set', node: conv, key: 'kernel' })
    expect(reset.label).toBe('Reset kernel')
    expect(reset.document).toEqual(base)
  })

  test.each([
    [{ type: 'node/mode', nodes: [z], mode: 'muted' }, 'Mute My latent', { mode: 'muted' }],
    [{ type: 'node/mode', nodes: [z, conv], mode: 'bypassed' }, 'Bypass 2 nodes', { mode: 'bypassed' }],
    [{ type: 'node/color', nodes: [z], color: 'teal' }, 'Colour My latent', { color: 'teal' }],
    [{ type: 'node/pin', node: z, params: ['seed'] }, 'Change the face of My latent', { pinned: ['seed'] }],
  ] as const)('%j, and back', (command, label, change) => {
    const set = testCommand(base, command)
    expect(set.label).toBe(label)
    expect(at(set.document, 'z')).toMatchObject(change)
    const undo: Command =
      command.type === 'node/pin'
        ? { ...command, params: [] }
        : command.type === 'node/mode'
          ? { ...command, mode: null }
          : { ...command, color: null }
    expect(testCommand(set.document, undo).document).toEqual(base)
  })

  test('link/connect: what was on the input gives way', () => {
    const two = testCommand(base, {
      type: 'node/add',
      nodes: [node('other', 'input/constant', { channels: 16 })],
    })
    const { document, label } = testCommand(two.document, {
      type: 'link/connect',
      link: link('l5', 'other.y', 'adain.x'),
    })
    expect(label).toBe('Connect other.y to adain.x')
    expect(linksOf(document)).toEqual(['l1', 'l2', 'l4', 'l5'])
  })

  test('link/disconnect', () => {
    const { document, label } = testCommand(base, { type: 'link/disconnect', links: [linkId('l1')] })
    expect(label).toBe('Disconnect a wire')
    expect(linksOf(document)).toEqual(['l2', 'l3', 'l4'])
  })

  test('weights/bind, and back to the initial values', () => {
    const bound = testCommand(base, { type: 'weights/bind', node: nodeId('affine'), weights: { B: ref } })
    expect(bound.label).toBe('Load weights')
    expect(at(bound.document, 'affine')).toMatchObject({ weights: { B: ref } })
    const reset = testCommand(bound.document, {
      type: 'weights/bind',
      node: nodeId('affine'),
      weights: { B: null },
    })
    expect(reset.label).toBe('Reset weights')
    expect(reset.document).toEqual(base)
  })

  test('weights/reseed', () => {
    const { document, label } = testCommand(base, { type: 'weights/reseed', node: conv, seed: 4294967295 })
    expect(label).toBe('Reseed weights')
    expect(at(document, 'conv')).toMatchObject({ weightSeed: 4294967295 })
  })

  test('weights/replace puts what is given in the place of all that is held', () => {
    const held = testCommand(base, { type: 'weights/reseed', node: conv, seed: 1, inner: 'a:b' }).document
    const command = {
      type: 'weights/replace',
      node: conv,
      weights: { 'c:W': ref },
      innerSeeds: { 'c:b': 1 },
    } as const
    const { document, label } = testCommand(held, command)
    expect(label).toBe('Move weights')
    expect(at(document, 'conv')).toMatchObject({ weights: { 'c:W': ref }, innerSeeds: { 'c:b': 1 } })
    expect(testCommand(document, command).label).toBeNull()
    expect(at(testCommand(document, { ...command, weights: {}, innerSeeds: {} }).document, 'conv')).toEqual(
      at(base, 'conv'),
    )
  })

  test('project/edit', () => {
    const named = testCommand(base, { type: 'project/edit', change: { name: 'Faces' } })
    expect(named.label).toBe('Rename the graph')
    expect(named.document.project).toEqual({ name: 'Faces', description: '' })
    const described = testCommand(base, { type: 'project/edit', change: { description: 'What it is.' } })
    expect(described.label).toBe('Describe the graph')
  })
})

test('commands that change nothing leave no trace in the history', () => {
  const reseeded = testCommand(base, { type: 'weights/reseed', node: conv, seed: 3 }).document
  const bound = testCommand(base, {
    type: 'weights/bind',
    node: nodeId('affine'),
    weights: { B: ref },
  }).document
  const idle: readonly (readonly [Document, Command])[] = [
    [base, { type: 'node/add', nodes: [] }],
    [base, { type: 'node/remove', nodes: [] }],
    [base, { type: 'node/move', moves: [{ node: z, x: 0, y: 0 }] }],
    [base, { type: 'node/rename', node: z, title: 'My latent' }],
    [base, { type: 'node/rename', node: conv, title: null }],
    [base, { type: 'param/set', node: conv, key: 'filters', value: 8 }],
    [base, { type: 'param/set', node: conv, key: 'kernel' }],
    [base, { type: 'link/disconnect', links: [] }],
    [base, { type: 'weights/bind', node: conv, weights: { W: null, nobody: null } }],
    [bound, { type: 'weights/bind', node: nodeId('affine'), weights: { B: { ...ref, dims: [128] } } }],
    [reseeded, { type: 'weights/reseed', node: conv, seed: 3 }],
    [base, { type: 'project/edit', change: { name: 'Test' } }],
  ]
  for (const [document, command] of idle)
    expect(testCommand(document, command).label, command.type).toBe(null)
})

describe('what is refused, and why', () => {
  const add = (...nodes: ReturnType<typeof node>[]): Command => ({ type: 'node/add', nodes })
  const addWith = (...links: ReturnType<typeof link>[]): Command => ({
    type: 'node/add',
    nodes: [node('c1', 'conv/conv2d'), node('c2', 'conv/conv2d')],
    links,
  })
  const cases: readonly (readonly [string, Command, string, string])[] = [
    ['a taken id', add(node('z', 'input/noise')), 'document/id-taken', 'There is already a node z.'],
    [
      'two new nodes of one id',
      add(node('a', 'input/noise'), node('a', 'input/noise')),
      'document/id-taken',
      'There is already a node a.',
    ],
    [
      'a malformed id',
      add(node('__proto__', 'input/noise')),
      'document/bad-id',
      '"__proto__" is no node id: use letters, digits and _ . - /.',
    ],
    [
      'an unknown type',
      add(node('a', 'no/such')),
      'graph/unknown-node-type',
      'There is no node type no/such.',
    ],
    [
      'a place that is no number',
      add({ ...node('a', 'input/noise'), position: { x: NaN, y: 0 } }),
      'document/bad-position',
      'The place of a is not a pair of numbers.',
    ],
    [
      'a new node with a long title',
      add(node('a', 'input/noise', {}, { title: 'x'.repeat(201) })),
      'document/title-too-long',
      'A node title has at most 200 characters.',
    ],
    [
      'a new node with a bad seed',
      add(node('a', 'input/noise', {}, { weightSeed: -1 })),
      'document/bad-seed',
      'A seed is a whole number between 0 and 4294967295.',
    ],
    [
      'a new node with weights that nobody can find',
      add(node('a', 'input/constant', {}, { weights: { const: { sha256: 'x' as never, dims: [1] } } })),
      'weights/bad-reference',
      'The weight const needs a SHA-256 and a shape of at most 8 whole numbers.',
    ],
    [
      'a new node with an unknown parameter',
      add(node('a', 'norm/adain', JSON.parse('{"__proto__": 1}') as Record<string, number>)),
      'document/unknown-param',
      'AdaIN has no parameter __proto__.',
    ],
    [
      'a wire of a taken id',
      addWith(link('l1', 'c1.y', 'c2.x')),
      'document/id-taken',
      'The wire id "l1" cannot be used: it is taken or malformed.',
    ],
    [
      'two wires of one id',
      addWith(link('a', 'c1.y', 'c2.x'), link('a', 'adain.y', 'c1.x')),
      'document/id-taken',
      'The wire id "a" cannot be used: it is taken or malformed.',
    ],
    [
      'a wire to nowhere',
      addWith(link('a', 'c1.y', 'gone.x')),
      'document/dangling-link',
      'The wire from c1.y to gone.x needs a node "gone", which is not there.',
    ],
    [
      'a wire to a port that is not there',
      addWith(link('a', 'c1.y', 'c2.toString')),
      'document/no-such-port',
      'Conv 2D (c2) has no input toString.',
    ],
    [
      'two new wires on one input',
      addWith(link('a', 'c1.y', 'c2.x'), link('b', 'adain.y', 'c2.x')),
      'document/input-taken',
      'Two of the wires end at the input c2.x; it takes one.',
    ],
    [
      'new wires in a circle',
      addWith(link('a', 'c1.y', 'c2.x'), link('b', 'c2.y', 'c1.x')),
      'graph/cycle',
      'These wires would form a loop: c1 → c2 → c1.',
    ],
    [
      'new wires that close a circle through the graph',
      addWith(link('a', 'adain.y', 'c1.x'), link('b', 'c1.y', 'adain.x')),
      'graph/cycle',
      'These wires would form a loop: adain → c1 → adain.',
    ],
    [
      'removing nobody',
      { type: 'node/remove', nodes: [nodeId('n')] },
      'document/no-such-node',
      'There is no node n.',
    ],
    [
      'removing no wire',
      { type: 'node/remove', nodes: [z], links: [linkId('l9')] },
      'document/no-such-link',
      'There is no wire l9.',
    ],
    [
      'moving nobody',
      { type: 'node/move', moves: [{ node: nodeId('n'), x: 0, y: 0 }] },
      'document/no-such-node',
      'There is no node n.',
    ],
    [
      'moving to nowhere',
      { type: 'node/move', moves: [{ node: z, x: Infinity, y: 0 }] },
      'document/bad-position',
      'A node cannot be moved to a place that is not a number.',
    ],
    [
      'a long title',
      { type: 'node/rename', node: z, title: 'x'.repeat(201) },
      'document/title-too-long',
      'A node title has at most 200 characters.',
    ],
    [
      'a value out of range',
      { type: 'param/set', node: conv, key: 'kernel', value: 16 },
      'document/bad-param',
      'Conv 2D: kernel must be between 1 and 15 px, not 16.',
    ],
    [
      'a value of another kind',
      { type: 'param/set', node: conv, key: 'bias', value: 'yes' },
      'document/bad-param',
      'Conv 2D: bias must be true or false.',
    ],
    [
      'a parameter that every object has',
      { type: 'param/set', node: conv, key: 'constructor', value: 1 },
      'document/unknown-param',
      'Conv 2D has no parameter constructor.',
    ],
    [
      'a parameter of nobody',
      { type: 'param/set', node: nodeId('n'), key: 'kernel', value: 1 },
      'document/no-such-node',
      'There is no node n.',
    ],
    [
      'a wire id that is taken',
      { type: 'link/connect', link: link('l1', 'adain.y', 'conv.x') },
      'document/id-taken',
      'The wire id l1 cannot be used: it is taken or malformed.',
    ],
    [
      'disconnecting nothing',
      { type: 'link/disconnect', links: [linkId('l9')] },
      'document/no-such-link',
      'There is no wire l9.',
    ],
    [
      'weights of another node',
      { type: 'weights/bind', node: conv, weights: { average: ref } },
      'weights/unknown',
      'conv has no weight average.',
    ],
    [
      'weights without a hash',
      { type: 'weights/bind', node: conv, weights: { W: { ...ref, sha256: 'A'.repeat(64) as never } } },
      'weights/bad-reference',
      'The weight W needs a SHA-256 and a shape of at most 8 whole numbers.',
    ],
    [
      'weights of half a dim',
      { type: 'weights/bind', node: conv, weights: { W: { ...ref, dims: [0.5] } } },
      'weights/bad-reference',
      'The weight W needs a SHA-256 and a shape of at most 8 whole numbers.',
    ],
    [
      'a seed beyond 32 bits',
      { type: 'weights/reseed', node: conv, seed: 2 ** 32 },
      'document/bad-seed',
      'A seed is a whole number between 0 and 4294967295.',
    ],
    [
      'values in place of others, without a hash',
      {
        type: 'weights/replace',
        node: conv,
        weights: { 'a:W': { ...ref, sha256: 'A'.repeat(64) as never } },
        innerSeeds: {},
      },
      'weights/bad-reference',
      'The weight a:W needs a SHA-256 and a shape of at most 8 whole numbers.',
    ],
    [
      'a seed inside that is none',
      { type: 'weights/replace', node: conv, weights: {}, innerSeeds: { a: -1 } },
      'document/bad-seed',
      'A seed is a whole number between 0 and 4294967295.',
    ],
    [
      'a long name',
      { type: 'project/edit', change: { name: 'x'.repeat(201) } },
      'document/text-too-long',
      'A name has at most 200 characters and a description 10000.',
    ],
  ]
  test.each(cases)('%s', (_, command, code, message) => {
    const problem = refusal(base, command)
    expect({ code: problem.code, message: problem.message, severity: problem.severity }).toEqual({
      code,
      message,
      severity: 'error',
    })
  })
})

describe('blocks', () => {
  const block = blockId('layer')
  const layer: BlockData = {
    id: block,
    title: 'Layer',
    summary: '',
    nodes: [
      node('x', 'graph/block-input'),
      node('conv', 'conv/conv2d', { filters: 8 }),
      node('y', 'graph/block-output'),
    ],
    links: [link('a', 'x.y', 'conv.x'), link('b', 'conv.y', 'y.x')],
    params: [{ key: 'maps', label: 'maps', targets: [{ node: conv, param: 'filters' }] }],
  }
  const added = testCommand(base, { type: 'block/add', block: layer }).document
  const used = testCommand(added, {
    type: 'node/add',
    nodes: [node('one', 'block/layer', { maps: 4 }), node('two', 'block/layer')],
    links: [link('in', 'adain.y', 'one.x'), link('on', 'one.y', 'two.x')],
  }).document

  test('block/edit changes every instance, and takes away what hung on a lost port', () => {
    const { document, label } = testCommand(used, {
      type: 'block/edit',
      block,
      command: { type: 'node/remove', nodes: [nodeId('y')] },
    })
    expect(label).toBe('Delete y')
    expect(linksOf(document)).toEqual(['in', 'l1', 'l2', 'l3', 'l4'])
  })

  test('block/describe', () => {
    const { document, label } = testCommand(used, {
      type: 'block/describe',
      block,
      title: 'Other',
      summary: 'Words.',
    })
    expect(label).toBe('Rename block to Other')
    expect(document.blocks.get(block)).toMatchObject({ title: 'Other', summary: 'Words.' })
  })

  test('block/promote drops the values of what it takes from the face', () => {
    const { document, label } = testCommand(used, { type: 'block/promote', block, params: [] })
    expect(label).toBe('Change the face of Layer')
    expect(at(document, 'one')).toMatchObject({ params: {} })
  })

  test('block/relink keeps what means the same', () => {
    const other = { ...layer, id: blockId('other'), title: 'Other' }
    const both = testCommand(used, { type: 'block/add', block: other }).document
    const { document, label } = testCommand(both, {
      type: 'block/relink',
      node: nodeId('one'),
      block: other.id,
    })
    expect(label).toBe('Unlink one')
    expect(at(document, 'one')).toMatchObject({ type: 'block/other', params: { maps: 4 } })
  })

  test('block/remove of one that nothing stands for', () => {
    expect(testCommand(added, { type: 'block/remove', block }).document).toEqual(base)
  })
})

// Stands last: the tests above must have run.
test('every kind of command was exercised', () => {
  expect([...exercised].sort()).toEqual([...COMMAND_TYPES].sort())
})
