import { signal } from '@preact/signals'
import { beforeEach, describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { blockId, linkId, nodeId } from '../../core/base/ids'
import { ok } from '../../core/base/result'
import type { Cancellation } from '../../core/contract/cancellation'
import type { Picture } from '../../core/contract/engine-types'
import { compareDocuments } from '../../core/doc/compare'
import { comparisonText } from '../../core/doc/compare-text'
import { createDocument, emptyDocument, type Document, type NodeRecord } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createGraphScope } from '../../core/doc/graph-scope'
import { rgbaImage } from '../../core/image/rgba-image'
import { diffMarks } from '../../renderer/diff/diff-marks'
import { createDiffPictures, type Pair } from '../../renderer/diff/diff-pictures-store'
import { diffRows, type DiffRow } from '../../renderer/diff/diff-rows'
import { sideOptions } from '../../renderer/diff/diff-sides'
import { createDiffStore } from '../../renderer/diff/diff-store'
import { amplification, differenceOf } from '../../renderer/diff/picture-difference'
import { withoutMoves } from '../../renderer/diff/without-moves'
import type { Live } from '../../renderer/engine/live'
import { createDrawer } from '../../renderer/state/drawer'
import { createEditorStore } from '../../renderer/state/editor-store'
import { createScopeStore } from '../../renderer/state/scope'
import { allNodes } from '../helpers/random-graph'

function node(id: string, type: string, more: Partial<NodeRecord> = {}): NodeRecord {
  const version = allNodes.get(type)?.version ?? 1
  return { id: nodeId(id), type, version, position: { x: 0, y: 0 }, params: {}, ...more }
}

function graph(
  nodes: readonly NodeRecord[],
  blocks: Parameters<typeof createDocument>[3] = [],
  links: Parameters<typeof createDocument>[2] = [],
): Document {
  return createDocument({ name: 'g', description: '' }, nodes, links, blocks)
}

const block = (inside: readonly NodeRecord[], title = 'Layer') => ({
  id: blockId('layer'),
  title,
  summary: '',
  params: [],
  nodes: new Map(inside.map((record) => [record.id, record])),
  links: new Map(),
})

const Z = 'input/latent'
const INSTANCE = node('l1', 'block/layer')
const before = graph(
  [node('z', Z), node('gone', Z), INSTANCE],
  [block([node('inner', 'norm/adain')])],
  [{ id: linkId('a'), from: { node: nodeId('z'), port: 'z' }, to: { node: nodeId('l1'), port: 'x' } }],
)
const after = graph(
  [
    node('z', Z, { title: 'Latent', params: { dim: 64, seed: 7 }, position: { x: 9, y: 0 } }),
    node('new', Z, { position: { x: 1, y: 1 } }),
    INSTANCE,
  ],
  [block([node('inner', 'norm/adain', { params: { eps: 0.5 }, position: { x: 4, y: 4 } })])],
)
const comparison = compareDocuments(before, after)

describe('what differs', () => {
  test('as text, with what lies inside blocks', () => {
    expect(comparisonText(comparison)).toBe(
      [
        '- gone (input/latent)',
        '+ new (input/latent)',
        '~ z (input/latent)',
        '    title: not set -> Latent',
        '    place: 0, 0 -> 9, 0',
        '    params.dim: not set -> 64',
        '    params.seed: not set -> 7',
        '- z.z -> l1.x',
        '~ block layer (Layer)',
        '    ~ inner (norm/adain)',
        '        place: 0, 0 -> 4, 4',
        '        params.eps: not set -> 0.5',
        '',
      ].join('\n'),
    )
  })

  test('as rows, with labels, units, and where it is now', () => {
    const rows = diffRows(withoutMoves(comparison).comparison, {
      before,
      after,
      now: after,
      registry: allNodes,
    })
    const tell = ({ kind, what, title, detail, fields, place }: DiffRow): string =>
      [
        kind,
        what,
        title,
        detail,
        ...fields.map((field) => `${field.label}: ${field.before} > ${field.after}`),
        place ?? 'nowhere',
      ].join(' | ')
    expect(rows.map(tell)).toMatchInlineSnapshot(`
      [
        "removed | node | gone | Latent z | nowhere",
        "added | node | new | Latent z | new",
        "changed | node | Latent | Latent z | title: not set > Latent | dim: 512 (default) > 64 | seed: 1 (default) > 7 | z",
        "removed | wire | z.z → l1.x | wire | l1",
        "changed | block | Layer | block | l1",
        "changed | node | inner | AdaIN · in Layer | eps: 1e-8 (default) > 0.5 | l1:inner",
      ]
    `)
    expect(new Set(rows.map(({ key }) => key)).size).toBe(rows.length)
  })

  test('without moves, which are counted', () => {
    const still = withoutMoves(comparison)
    expect(still.moves).toBe(2)
    expect(comparisonText(still.comparison)).not.toContain('place')
    const moved = compareDocuments(graph([node('z', Z)]), graph([node('z', Z, { position: { x: 1, y: 0 } })]))
    expect(withoutMoves(moved)).toMatchObject({ moves: 1, comparison: { nodes: [] } })
    const inside = compareDocuments(
      graph([], [block([node('inner', Z)])]),
      graph([], [block([node('inner', Z, { position: { x: 1, y: 0 } })])]),
    )
    expect(withoutMoves(inside).comparison.blocks).toEqual([])
  })

  test('as marks on the shown graph: of nodes, of instances whose block changed, and inside it', () => {
    expect([...diffMarks(comparison, after, null)]).toEqual([
      ['l1', 'changed'],
      ['new', 'added'],
      ['z', 'changed'],
    ])
    expect([...diffMarks(comparison, before, null)]).toContainEqual(['gone', 'removed'])
    const inside = { ...after, nodes: required(after.blocks.get(blockId('layer')), 'the block').nodes }
    expect([...diffMarks(comparison, inside, blockId('layer'))]).toEqual([['inner', 'changed']])
  })
})

test('what can be compared: now, the saved one, every step by the edit, files', () => {
  const steps = [
    { id: 0, label: null },
    { id: 4, label: 'Add z' },
    { id: 5, label: 'Set psi' },
    { id: 6, label: 'Move' },
  ]
  const options = sideOptions({ steps, present: 2 }, [{ name: 'a.loom' }])
  expect(options.map(({ key, label }) => `${key}: ${label}`)).toEqual([
    'now: Now',
    'saved: Last save, or as opened',
    'step 6: 1 step ahead: after “Move”',
    'step 4: 1 step back: before “Set psi”',
    'step 0: 2 steps back: before “Add z”',
    'file 0: a.loom',
  ])
})

describe('the difference of pictures', () => {
  const picture = (...values: number[]) => rgbaImage(values.length / 4, 1, Uint8Array.from(values))

  test('is told and shown as large as it goes by a power of two', () => {
    const compared = differenceOf(picture(10, 20, 30, 255), picture(10, 25, 0, 255))
    expect(compared.difference).toMatchObject({ factor: 8, largest: 30, changed: 1 })
    expect(compared.difference?.mean).toBeCloseTo(35 / 3)
    expect([...(compared.difference?.image.data ?? [])]).toEqual([0, 40, 240, 255])
    expect([0, 1, 2, 127, 128, 255].map(amplification)).toEqual([1, 128, 64, 2, 1, 1])
  })

  test('of unlike sizes is none', () => {
    expect(differenceOf(picture(1, 2, 3, 4), picture(1, 2, 3, 4, 5, 6, 7, 8)).difference).toBeNull()
  })
})

interface Asked {
  readonly document: Document
  readonly cancellation: Cancellation
  readonly answer: (result: Awaited<ReturnType<Live['renderAside']>>) => void
}

let asked: Asked[]
const reportBug = (bug: unknown): void => {
  throw bug
}
const live: Pick<Live, 'renderAside'> = {
  renderAside: (document, cancellation) =>
    new Promise((answer) => asked.push({ document, cancellation, answer })),
}
beforeEach(() => {
  asked = []
})

function grey(value: number, id = 'out'): Picture {
  const rgba = [new Uint8ClampedArray([value, value, value, 255])]
  return { node: nodeId(id), width: 1, height: 1, samples: 1, rgba }
}

async function answer(...pictures: readonly Picture[]): Promise<void> {
  required(asked.at(-1), 'a run').answer(ok(pictures))
  await Promise.resolve()
  await Promise.resolve()
  await Promise.resolve()
}

describe('pictures', () => {
  function start(now = () => 0) {
    const pair = signal<Pair | null>({ before, after })
    const pictures = createDiffPictures({
      live,
      clock: { now },
      pair,
      shownOutput: signal(nodeId('b')),
      reportBug,
    })
    return { pair, pictures }
  }

  test('are made one after the other, of the output that is shown where both have it', async () => {
    const { pictures } = start()
    const done = pictures.start()
    expect(pictures.running.value).toMatchObject({ side: 'before' })
    await answer(grey(1, 'a'), grey(2, 'b'))
    expect(pictures.running.value).toMatchObject({ side: 'after' })
    expect(asked.map(({ document }) => document)).toEqual([before, after])
    await answer(grey(9, 'a'), grey(5, 'b'))
    await done
    expect(pictures.running.value).toBeNull()
    expect(pictures.outcome.value).toMatchObject({ kind: 'done', pictures: { difference: { largest: 3 } } })
  })

  test('that a graph does not make are told, and stopping leaves what was shown', async () => {
    const { pictures } = start()
    void pictures.start()
    await answer(grey(1))
    await answer()
    expect(pictures.outcome.value).toMatchObject({ kind: 'failed', side: 'after' })
    void pictures.start()
    pictures.cancel()
    expect(asked.at(-1)?.cancellation.cancelled).toBe(true)
    await answer(grey(1))
    expect(asked).toHaveLength(3)
    expect(pictures.outcome.value).toMatchObject({ kind: 'failed' })
    expect(pictures.running.value).toBeNull()
  })

  test.each([
    [100, 2],
    [900, 0],
  ])('that took %d ms follow edits with %d more runs', async (ms, more) => {
    let time = 0
    const { pair, pictures } = start(() => time)
    const done = pictures.start()
    await answer(grey(1))
    time = ms
    await answer(grey(2))
    await done
    pair.value = { before, after: before }
    expect(pictures.isStale.value).toBe(true)
    if (more > 0) {
      await answer(grey(1))
      await answer(grey(1))
    }
    expect(asked).toHaveLength(2 + more)
    expect(pictures.isStale.value).toBe(more === 0)
  })
})

describe('the panel’s state', () => {
  function start() {
    const root = createEditor(emptyDocument('first'), allNodes)
    const editor = createGraphScope(root)
    const drawer = createDrawer()
    const whole = createEditorStore(root)
    const session = { readAside: () => Promise.resolve({ name: 'other.loom', document: after }) }
    const diff = createDiffStore({
      root,
      whole,
      store: createEditorStore(editor),
      scope: createScopeStore(editor),
      live,
      session,
      drawer,
      clock: { now: () => 0 },
      shownOutput: signal(null),
      reportBug,
    })
    return { root, drawer, whole, diff }
  }

  test('compares the saved graph with the open one, and any other that is chosen', async () => {
    const { root, drawer, diff } = start()
    root.dispatch({ type: 'project/edit', change: { name: 'second' } })
    await expect.poll(() => diff.rows.value.length).toBe(1)
    expect(diff.marks.value).toBeNull()
    drawer.show('diff')
    expect(diff.marks.value).toEqual(new Map())
    expect(diff.text()).toBe('~ name: first -> second\n')

    diff.swap()
    expect(diff.text()).toBe('~ name: second -> first\n')
    await diff.chooseFile('before')
    expect(diff.chosen.before.value).toBe('file 0')
    diff.choose('after', 'saved')
    expect(diff.text()).toContain('~ name: g -> first\n')
  })

  test('forgets files and choices when another graph is opened', async () => {
    const { root, diff } = start()
    await diff.chooseFile('after')
    root.replace(emptyDocument('third'))
    expect([diff.chosen.before.value, diff.chosen.after.value]).toEqual(['saved', 'now'])
    expect(diff.options.value.map(({ key }) => key)).toEqual(['now', 'saved'])
  })

  test('a step that is gone gives way to the first choice', async () => {
    const { root, diff, whole } = start()
    const rename = (name: string): void => void root.dispatch({ type: 'project/edit', change: { name } })
    rename('second')
    rename('third')
    root.undo()
    await expect.poll(() => whole.settled.value.project.name).toBe('second')
    const ahead = required(
      diff.options.value.find(({ group }) => group === 'steps'),
      'a step',
    ).key
    diff.choose('before', ahead)
    expect(diff.text()).toBe('~ name: third -> second\n')
    rename('fourth')
    await expect.poll(() => whole.settled.value.project.name).toBe('fourth')
    expect(diff.chosen.before.value).toBe('saved')
    expect(diff.text()).toBe('~ name: first -> fourth\n')
  })
})
