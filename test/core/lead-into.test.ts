import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { blockId, nodeId, type NodeId } from '../../core/base/ids'
import { createRandom, type Random } from '../../core/base/random'
import type { Command } from '../../core/doc/commands/index'
import { emptyDocument, type NodeRecord, type PromotedParam } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { expand } from '../../core/doc/expand'
import { createGraphScope, type GraphScope } from '../../core/doc/graph-scope'
import type { ParamValue, ParamValues } from '../../core/nodedef/params'
import { integrityProblems } from '../helpers/integrity'
import { below, chance, pick } from '../helpers/pick'
import { allNodes } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'
import { node, SOME_HASH } from '../helpers/test-command'

/** What is set, reset or taken back inside an instance is what is seen there, and is set where it belongs. */

const [a, b, conv, other, top] = ['a', 'b', 'conv', 'other', 'top'].map(nodeId) as [
  NodeId,
  NodeId,
  NodeId,
  NodeId,
  NodeId,
]

function knob(key: string, ...targets: readonly (readonly [NodeId, string])[]): PromotedParam {
  return { key, label: key, targets: targets.map(([node, param]) => ({ node, param })) }
}

function block(id: string, nodes: readonly NodeRecord[], ...params: readonly PromotedParam[]): Command {
  return { type: 'block/add', block: { id: blockId(id), title: id, summary: '', nodes, links: [], params } }
}

function opened(...commands: readonly Command[]): GraphScope {
  const root = createEditor(emptyDocument(), allNodes)
  expect(root.dispatchAll('build', commands)).toMatchObject({ ok: true })
  return createGraphScope(root)
}

function added(...nodes: readonly NodeRecord[]): Command {
  return { type: 'node/add', nodes }
}

function set(scope: Editor, node: NodeId, key: string, value?: ParamValue, gesture?: string): void {
  const command: Command = { type: 'param/set', node, key, ...(value === undefined ? {} : { value }) }
  expect(scope.dispatch(command, gesture === undefined ? {} : { gesture })).toMatchObject({ ok: true })
}

function run(scope: GraphScope, command: Command): void {
  expect(scope.dispatch(command)).toMatchObject({ ok: true })
  expect(integrityProblems(scope.root.document, allNodes)).toEqual([])
}

function paramsOf(scope: GraphScope, node: NodeId): ParamValues | undefined {
  return scope.document.nodes.get(node)?.params
}

function inDefinition(scope: GraphScope, id: string, node: NodeId): NodeRecord {
  return required(scope.root.document.blocks.get(blockId(id))?.nodes.get(node), node)
}

/** What a run has, by path. */
function running(scope: GraphScope, path: string): ParamValues | undefined {
  return expand(scope.root.document).nodes.get(nodeId(path))?.params
}

/** An instance of A, which holds one of B, whose knob is on A's face too; and one more of each. */
function twoDeep(outerValue: ParamValues): GraphScope {
  return opened(
    block('inner', [node('conv', 'conv/conv2d', { filters: 4 })], knob('filters', [conv, 'filters'])),
    block('outer', [node('b', 'block/inner')], knob('f', [b, 'filters'])),
    added(node('a', 'block/outer', outerValue), node('other', 'block/outer'), node('top', 'block/inner')),
  )
}

describe('a parameter two blocks deep', () => {
  test('is set on the outermost face that decides it, and nowhere else', () => {
    const scope = twoDeep({ f: 9 })
    scope.show([a, b])
    set(scope, conv, 'filters', 6)
    expect(paramsOf(scope, conv)).toEqual({ filters: 6 })
    expect(scope.root.document.nodes.get(a)?.params).toEqual({ f: 6 })
    expect(running(scope, 'a:b:conv')).toEqual({ filters: 6 })
    expect(running(scope, 'other:b:conv')).toEqual({ filters: 4 })
    expect(running(scope, 'top:conv')).toEqual({ filters: 4 })
  })

  test('is set in the definition around when that is what decides', () => {
    const scope = twoDeep({})
    scope.enter(a)
    set(scope, b, 'filters', 5)
    scope.enter(b)
    set(scope, conv, 'filters', 6)
    expect(paramsOf(scope, conv)).toEqual({ filters: 6 })
    expect(inDefinition(scope, 'outer', b).params).toEqual({ filters: 6 })
    expect(running(scope, 'top:conv')).toEqual({ filters: 4 })
  })

  test('is set in its own definition when no face sets it', () => {
    const scope = twoDeep({})
    scope.show([a, b])
    set(scope, conv, 'filters', 6)
    expect(inDefinition(scope, 'inner', conv).params).toEqual({ filters: 6 })
    expect(running(scope, 'top:conv')).toEqual({ filters: 6 })
  })

  test('follows a drag as one step', () => {
    const scope = twoDeep({ f: 9 })
    const steps = scope.history.steps.length
    scope.show([a, b])
    for (const value of [8, 7, 6]) {
      set(scope, conv, 'filters', value, 'drag')
      expect(paramsOf(scope, conv)).toEqual({ filters: value })
    }
    expect(scope.history.steps.length).toBe(steps + 1)
    scope.undo()
    expect(running(scope, 'a:b:conv')).toEqual({ filters: 9 })
  })

  test('goes back one face at a time', () => {
    const scope = twoDeep({ f: 9 })
    scope.show([a, b])
    set(scope, conv, 'filters')
    expect(paramsOf(scope, conv)).toEqual({ filters: 4 })
    expect(scope.root.document.nodes.get(a)?.params).toEqual({})
    set(scope, conv, 'filters')
    expect(paramsOf(scope, conv)).toEqual({})
  })
})

/** An instance whose knob sets both convolutions, or the constant too. */
function oneKnob(
  first: ParamValues,
  second: ParamValues,
  type = 'conv/conv2d',
  param = 'filters',
): GraphScope {
  return opened(
    block(
      'pair',
      [node('conv', 'conv/conv2d', first), node('other', type, second)],
      knob('f', [conv, 'filters'], [other, param]),
    ),
    added(node('a', 'block/pair')),
  )
}

/** The face, what inference finds inside and what runs, in this order: first and second target. */
function everywhere(scope: GraphScope, param = 'filters'): readonly unknown[] {
  const { inference, registry } = scope.root
  const inside = required(inference.node(a)?.inside, 'the graph inside')
  const seen = (node: NodeId): unknown => inside.typeOf({ node, port: 'y' })?.dims.at(1)
  const runs = (node: NodeId, key: string): unknown =>
    running(scope, `a:${node}`)?.[key] ??
    registry.get(inDefinition(scope, 'pair', node).type)?.params[key]?.default
  return [
    registry.get('block/pair')?.params.f?.default,
    seen(conv),
    seen(other),
    runs(conv, 'filters'),
    runs(other, param),
  ]
}

describe('a knob with several targets that no instance sets', () => {
  test.each([
    ['the first', conv],
    ['the second', other],
  ])('gives all what is set for %s', (_which, target) => {
    const scope = oneKnob({ filters: 4 }, { filters: 8 })
    scope.enter(a)
    set(scope, target, 'filters', 6)
    expect([paramsOf(scope, conv), paramsOf(scope, other)]).toEqual([{ filters: 6 }, { filters: 6 }])
    expect(everywhere(scope)).toEqual([6, 6, 6, 6, 6])
  })

  test.each([
    ['the first', conv],
    ['the second', other],
  ])('gives all its default when %s is reset', (_which, target) => {
    const scope = oneKnob({ filters: 4 }, { filters: 8 })
    scope.enter(a)
    set(scope, target, 'filters')
    const initial = allNodes.get('conv/conv2d')?.params.filters?.default
    expect(everywhere(scope)).toEqual(Array(5).fill(initial))
    scope.undo()
    expect(everywhere(scope)).toEqual([4, 4, 4, 4, 4])
  })

  test('gives a target of another type the default of the first when it is reset', () => {
    const scope = oneKnob({ filters: 4 }, { channels: 8 }, 'input/constant', 'channels')
    const initial = allNodes.get('conv/conv2d')?.params.filters?.default
    expect(allNodes.get('input/constant')?.params.channels?.default).not.toBe(initial)
    scope.enter(a)
    set(scope, other, 'channels')
    expect(everywhere(scope, 'channels')).toEqual(Array(5).fill(initial))
  })

  test('gives all the default when the first had no value', () => {
    const scope = oneKnob({}, { filters: 8, kernel: 1 })
    const initial = allNodes.get('conv/conv2d')?.params.filters?.default
    expect(everywhere(scope)).toEqual(Array(5).fill(initial))
    scope.enter(a)
    expect(paramsOf(scope, other)).toEqual({ kernel: 1 })
  })

  test('follows a drag of the second as one step', () => {
    const scope = oneKnob({ filters: 4 }, {})
    const steps = scope.history.steps.length
    scope.enter(a)
    for (const value of [5, 6, 7]) {
      set(scope, other, 'filters', value, 'drag')
      expect(paramsOf(scope, other)).toEqual({ filters: value })
    }
    expect(scope.history.steps.length).toBe(steps + 1)
    scope.undo()
    expect(everywhere(scope)).toEqual([4, 4, 4, 4, 4])
  })
})

test('what is set is what is seen, however deep and by whatever knobs, and undo takes it back', () => {
  const seed = testSeed()
  let steps = 0
  for (let session = 0; session < 8; session++) {
    const random = createRandom(seed, session)
    const scope = opened(...randomBlocks(random), added(node('a', 'block/b2'), node('top', 'block/b2')))
    for (let step = 0; step < 60; step++) {
      scope.show([])
      while (chance(random, 0.7) && scope.enter(pick([...scope.document.nodes.keys()], random)));
      const at = pick([...scope.document.nodes.values()], random)
      const keys = Object.keys(scope.registry.get(at.type)?.params ?? {}).filter((key) =>
        /^(filters|k\d)$/.test(key),
      )
      if (keys.length === 0) continue
      const key = pick(keys, random)
      const before = scope.root.document
      const value = chance(random, 0.8) ? 1 + below(random, 99) : undefined
      set(scope, at.id, key, value)
      const where = `seed ${seed}, ${session}, ${step}: ${[...scope.path, at.id].join(':')}.${key}`
      if (value !== undefined) expect(paramsOf(scope, at.id)?.[key], where).toBe(value)
      if (scope.root.document === before) continue
      expect(integrityProblems(scope.root.document, allNodes), where).toEqual([])
      const after = scope.root.document
      scope.root.undo()
      expect(scope.root.document, where).toEqual(before)
      scope.root.redo()
      expect(scope.root.document, where).toEqual(after)
      steps++
    }
  }
  expect(steps).toBeGreaterThan(200)
})

/** Three blocks in one another, whose knobs set anything that is a number of filters, one of them often by several. */
function randomBlocks(random: Random): readonly Command[] {
  const value = (key: string): ParamValues => (chance(random, 0.5) ? { [key]: 1 + below(random, 99) } : {})
  return [0, 1, 2].map((level) => {
    const nodes = ['c1', 'c2', 'i1', 'i2'].map((id) =>
      id.startsWith('c') || level === 0
        ? node(id, 'conv/conv2d', value('filters'))
        : node(id, `block/b${level - 1}`, value('k1')),
    )
    const all = nodes.flatMap(({ id, type }): (readonly [NodeId, string])[] =>
      type.startsWith('block/')
        ? [
            [id, 'k0'],
            [id, 'k1'],
          ]
        : [[id, 'filters']],
    )
    const knobs = [0, 1, 2].map((i) =>
      knob(`k${i}`, ...Array.from({ length: 1 + below(random, 3) }, () => pick(all, random))),
    )
    return block(`b${level}`, nodes, ...knobs)
  })
}

describe('weights taken back inside a block', () => {
  const ref = { sha256: SOME_HASH, dims: [4] }
  const weights = { b: ref }
  const reset = { type: 'weights/bind', node: conv, weights: { b: null } } as const

  function nested(outermost: NodeRecord, around = node('b', 'block/inner')): GraphScope {
    return opened(
      block('inner', [node('conv', 'arithmetic/bias', {}, { weights })]),
      block('outer', [around]),
      added(outermost),
    )
  }

  test('are taken from the definition when that holds them', () => {
    const scope = nested(node('a', 'block/outer'))
    scope.show([a, b])
    expect(scope.document.nodes.get(conv)?.weights).toEqual(weights)
    run(scope, reset)
    expect(scope.document.nodes.get(conv)?.weights).toBeUndefined()
    expect(scope.undoLabel).toBe('Reset weights')
    scope.undo()
    expect(inDefinition(scope, 'inner', conv).weights).toEqual(weights)
  })

  test('are taken from the instance first: it decides what is seen', () => {
    const own = { ...ref, sha256: 'b'.repeat(64) as typeof SOME_HASH }
    const scope = nested(node('a', 'block/outer', {}, { weights: { 'b:conv:b': own } }))
    scope.show([a, b])
    run(scope, reset)
    expect(scope.root.document.nodes.get(a)?.weights).toBeUndefined()
    expect(scope.document.nodes.get(conv)?.weights).toEqual(weights)
  })

  test('are taken from an instance in a definition', () => {
    const scope = nested(
      node('a', 'block/outer'),
      node('b', 'block/inner', {}, { weights: { 'conv:b': ref } }),
    )
    scope.show([a, b])
    run(scope, reset)
    expect(inDefinition(scope, 'outer', b).weights).toBeUndefined()
    expect(inDefinition(scope, 'inner', conv).weights).toEqual(weights)
  })

  test('from several places at once are one step', () => {
    const scope = opened(
      block('inner', [node('conv', 'conv/conv2d', {}, { weights: { W: ref } })]),
      added(node('top', 'block/inner', {}, { weights: { 'conv:b': ref } })),
    )
    const before = scope.root.document
    const steps = scope.history.steps.length
    scope.enter(top)
    run(scope, { ...reset, weights: { W: null, b: null } })
    expect(scope.document.nodes.get(conv)?.weights).toBeUndefined()
    expect(scope.history.steps.length).toBe(steps + 1)
    expect(scope.undoLabel).toBe('Reset weights')
    scope.undo()
    expect(scope.root.document).toEqual(before)
  })

  test('of which nobody holds any change nothing', () => {
    const scope = nested(node('a', 'block/outer'))
    const before = scope.root.document
    scope.show([a, b])
    run(scope, { ...reset, weights: {} })
    run(scope, { ...reset, weights: { W: null } })
    expect(scope.root.document).toBe(before)
  })
})
