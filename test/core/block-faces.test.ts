import { describe, expect, test } from 'vitest'
import { blockId, nodeId } from '../../core/base/ids'
import { createRandom, type Random } from '../../core/base/random'
import type { Command } from '../../core/doc/commands/index'
import { emptyDocument, type LinkRecord, type NodeRecord, type PromotedParam } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { integrityProblems } from '../helpers/integrity'
import { chance, pick } from '../helpers/pick'
import { randomBlockCommand, type EditedGraph } from '../helpers/random-blocks'
import { allNodes, randomCommand } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'
import { node } from '../helpers/test-command'

/** A block whose definition or face changes must leave no value behind that means something else by now. */

function knob(key: string, ...targets: readonly string[]): PromotedParam {
  return {
    key,
    label: key,
    targets: targets.map((target) => {
      const [inner = '', param = ''] = target.split('.')
      return { node: nodeId(inner), param }
    }),
  }
}

function block(
  id: string,
  nodes: readonly NodeRecord[],
  params: readonly PromotedParam[],
  links: readonly LinkRecord[] = [],
): Command {
  return { type: 'block/add', block: { id: blockId(id), title: id, summary: '', nodes, links, params } }
}

function edited(...commands: readonly Command[]): Editor {
  const editor = createEditor(emptyDocument(), allNodes)
  expect(editor.dispatchAll('build', commands)).toMatchObject({ ok: true })
  return editor
}

function run(editor: Editor, command: Command): void {
  expect(editor.dispatch(command)).toMatchObject({ ok: true })
  expect(integrityProblems(editor.document, allNodes)).toEqual([])
}

function refusal(editor: Editor, command: Command): string {
  const done = editor.dispatch(command)
  return done.ok ? '' : done.error.message
}

const CONV = node('a', 'conv/conv2d')

describe('a value set on a face', () => {
  test('goes when the node comes to stand for a block whose knob of that name sets something else', () => {
    const editor = edited(
      block('sizes', [CONV], [knob('p', 'a.filters')]),
      block('paddings', [CONV], [knob('p', 'a.padding')]),
      { type: 'node/add', nodes: [node('n', 'block/sizes', { p: 7 })] },
    )
    run(editor, { type: 'block/relink', node: nodeId('n'), block: blockId('paddings') })
    expect(editor.document.nodes.get(nodeId('n'))?.params).toEqual({})
  })

  test('stays when it goes on to set the same', () => {
    const editor = edited(
      block('one', [CONV], [knob('p', 'a.filters')]),
      block('two', [CONV, node('b', 'activation/relu')], [knob('p', 'a.filters')]),
      { type: 'node/add', nodes: [node('n', 'block/one', { p: 7 })] },
    )
    run(editor, { type: 'block/relink', node: nodeId('n'), block: blockId('two') })
    expect(editor.document.nodes.get(nodeId('n'))?.params).toEqual({ p: 7 })
  })

  test.each([
    ['another type under the same name', [node('a', 'conv/up-conv')]],
    ['a block under the same name', [node('a', 'block/sizes')]],
  ])('goes when the knob sets %s', (_what, nodes) => {
    const editor = edited(
      block('sizes', [node('b', 'input/constant')], [knob('filters', 'b.height')]),
      block('plain', [CONV], [knob('p', 'a.filters')]),
      block('other', nodes, [knob('p', 'a.filters')]),
      { type: 'node/add', nodes: [node('n', 'block/plain', { p: 4096 })] },
    )
    run(editor, { type: 'block/relink', node: nodeId('n'), block: blockId('other') })
    expect(editor.document.nodes.get(nodeId('n'))?.params).toEqual({})
  })

  test('goes in every block around, also where two ways lead to it', () => {
    const editor = edited(
      block('inner', [CONV], [knob('p', 'a.filters')]),
      block('middle', [node('i', 'block/inner', { p: 2 })], [knob('p', 'i.p')]),
      block(
        'outer',
        [node('i', 'block/inner', { p: 3 }), node('m', 'block/middle', { p: 4 })],
        [knob('p', 'm.p'), knob('q', 'i.p')],
      ),
      { type: 'node/add', nodes: [node('n', 'block/outer', { p: 5, q: 6 })] },
    )
    run(editor, { type: 'block/promote', block: blockId('inner'), params: [knob('p', 'a.padding')] })
    const { nodes, blocks } = editor.document
    const inside = [...blocks.values()].flatMap((each) => [...each.nodes.values()])
    expect([...nodes.values(), ...inside].map(({ params }) => params)).toEqual(
      inside.map(() => ({})).concat({}),
    )
  })

  test('stays when the knob only loses the first of what it sets', () => {
    const editor = edited(
      block('two', [CONV, node('b', 'conv/conv2d')], [knob('p', 'a.filters', 'b.filters')]),
      { type: 'node/add', nodes: [node('n', 'block/two', { p: 7 })] },
    )
    run(editor, {
      type: 'block/edit',
      block: blockId('two'),
      command: { type: 'node/remove', nodes: [nodeId('a')] },
    })
    expect(editor.document.nodes.get(nodeId('n'))?.params).toEqual({ p: 7 })
  })

  test('goes with the node inside that took it', () => {
    const editor = edited(
      block('layer', [CONV, node('b', 'conv/conv2d')], [knob('p', 'a.filters'), knob('q', 'b.filters')]),
      { type: 'node/add', nodes: [node('n', 'block/layer', { p: 7, q: 8 })] },
    )
    run(editor, {
      type: 'block/edit',
      block: blockId('layer'),
      command: { type: 'node/remove', nodes: [nodeId('a')] },
    })
    expect(editor.document.nodes.get(nodeId('n'))?.params).toEqual({ q: 8 })
    expect(editor.document.blocks.get(blockId('layer'))?.params.map(({ key }) => key)).toEqual(['q'])
  })
})

describe('a knob that sets several parameters', () => {
  const sizes = block('sizes', [CONV, node('c', 'input/constant')], [])
  const promote = (...targets: readonly string[]): Command => ({
    type: 'block/promote',
    block: blockId('sizes'),
    params: [knob('p', ...targets)],
  })

  test('takes only what all of them take', () => {
    expect(refusal(edited(sizes), promote('a.filters', 'c.height'))).toBe(
      'The parameter p on the face of sizes takes values that c.height does not.',
    )
    run(edited(sizes), promote('c.height', 'a.filters'))
  })

  test.each(['a.padding', 'c.init', 'a.bias'])('sets nothing of another kind: %s', (other) => {
    expect(refusal(edited(sizes), promote('a.filters', other))).toContain(
      `takes values that ${other} does not`,
    )
  })

  test('sets no choice of other options', () => {
    expect(refusal(edited(sizes), promote('a.padding', 'c.init'))).toContain(
      'takes values that c.init does not',
    )
  })

  test('keeps a block inside from changing what they have in common', () => {
    const editor = edited(
      block('inner', [CONV], [knob('p', 'a.filters')]),
      block('outer', [node('i', 'block/inner'), node('b', 'conv/conv2d')], [knob('p', 'b.filters', 'i.p')]),
    )
    const change = {
      type: 'block/promote',
      block: blockId('inner'),
      params: [knob('p', 'a.padding')],
    } as const
    expect(refusal(editor, change)).toBe(
      'The parameter p on the face of outer takes values that i.p does not.',
    )
  })
})

test('random sessions of faces and blocks in blocks leave sound documents', () => {
  const seed = testSeed()
  let changed = 0
  for (let session = 0; session < 40; session++) {
    const random = createRandom(seed, session)
    const store = createTensorStore()
    const editor = createEditor(emptyDocument(), allNodes)
    for (let step = 0; step < 200; step++) {
      if (chance(random, 0.1)) editor.undo()
      else if (!editor.dispatch(randomStep(editor, store, random)).ok) continue
      changed++
      expect(integrityProblems(editor.document, allNodes), `seed ${seed}, ${session}, ${step}`).toEqual([])
    }
  }
  expect(changed).toBeGreaterThan(2000)
})

const BLOCK_STEPS = ['block/promote', 'block/promote', 'block/relink', 'block/edit', 'block/add'] as const

/** Half of them about blocks. */
function randomStep(editor: Editor, store: MutableTensorStore, random: Random): Command {
  const plain = (graph: EditedGraph): Command => randomCommand(graph, store, random)
  if (editor.document.nodes.size < 3 || chance(random, 0.5)) return plain(editor)
  return randomBlockCommand(pick(BLOCK_STEPS, random), editor, random, (inner) =>
    chance(random, 0.5) ? randomBlockCommand('block/relink', inner, random, plain) : plain(inner),
  )
}
