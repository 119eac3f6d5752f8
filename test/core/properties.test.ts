import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import type { NodeId } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { blockOf, graphOf } from '../../core/doc/block'
import type { Command } from '../../core/doc/commands/index'
import {
  applyDiff,
  diffDocuments,
  isEmptyDiff,
  reverseDiff,
  squashDiffs,
  type DocumentDiff,
} from '../../core/doc/diff'
import { emptyDocument, type Document, type LinkRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createTopology, type Topology } from '../../core/doc/topology'
import { inferAll, type Inference } from '../../core/infer/inference'
import { createTensorStore } from '../../core/weights/tensor-store'
import { integrityProblems } from '../helpers/integrity'
import { chance, pick } from '../helpers/pick'
import { allNodes, randomCommand, RANDOM_TYPES } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

/** Random editing sessions: what must hold after every command, and after undoing and redoing everything. */

const SESSIONS = 12
const STEPS = 150

const seed = testSeed()

interface Step {
  readonly command: Command
  readonly before: Document
  readonly after: Document
  readonly diff: DocumentDiff
}

/** One session: `check` is asked after every command that was carried out. */
function playSession(
  number: number,
  check: (editor: Editor, step: Step) => void = () => undefined,
): {
  readonly editor: Editor
  readonly start: Document
  readonly steps: readonly Step[]
  readonly refused: number
} {
  const random = createRandom(seed, number)
  const store = createTensorStore()
  const start = emptyDocument()
  const editor = createEditor(start, allNodes)
  const steps: Step[] = []
  let refused = 0
  for (let i = 0; i < STEPS; i++) {
    const command = randomCommand(editor, store, random)
    const before = editor.document
    const result = editor.dispatch(command)
    if (!result.ok) {
      refused++
      expect(editor.document, 'a refused command changes nothing').toBe(before)
      expect(result.error.message).toMatch(/\.$/)
      continue
    }
    const step = { command, before, after: editor.document, diff: result.value }
    steps.push(step)
    check(editor, step)
  }
  return { editor, start, steps, refused }
}

describe.each(Array.from({ length: SESSIONS }, (_, i) => i))('random session %i', (number) => {
  test('every command leaves a sound document, and undoing all of them the first one', () => {
    const { editor, start, steps } = playSession(number, ({ document }) => {
      expect(integrityProblems(document, allNodes)).toEqual([])
    })
    expect(steps.length).toBeGreaterThan(STEPS / 3)
    const end = editor.document

    const passed: Document[] = [end]
    while (editor.undo()) passed.push(editor.document)
    expect(editor.document).toEqual(start)
    for (const state of passed.toReversed().slice(1)) {
      expect(editor.redo()).toBe(true)
      expect(editor.document).toEqual(state)
    }
    expect(editor.redo()).toBe(false)
    expect(editor.document).toEqual(end)
  })

  test('incremental inference equals inference from scratch after every command, undo and redo', () => {
    const random = createRandom(seed, 1000 + number)
    playSession(number, (editor) => {
      expectSameFacts(editor)
      if (!chance(random, 0.3)) return
      const back = 1 + Math.floor(random.uniform() * 4)
      for (let i = 0; i < back; i++) editor.undo()
      expectSameFacts(editor)
      for (let i = 0; i < back; i++) editor.redo()
      expectSameFacts(editor)
    })
  })

  test('commands survive JSON: the log replayed gives the same document', () => {
    const { editor, steps } = playSession(number)
    const replayed = createEditor(emptyDocument(), allNodes)
    for (const { command } of steps) {
      const copy = JSON.parse(JSON.stringify(command)) as Command
      expect(replayed.dispatch(copy).ok, JSON.stringify(command)).toBe(true)
    }
    // A log has lost -0, so both sides are compared as JSON would write them.
    expect(asJson(replayed.document)).toEqual(asJson(editor.document))
  })

  test('diffs can be reversed, applied and squashed', () => {
    const { start, steps } = playSession(number)
    let total = diffDocuments(start, start)
    expect(isEmptyDiff(total)).toBe(true)
    for (const { before, after, diff } of steps) {
      expect(applyDiff(before, diff)).toEqual(after)
      expect(applyDiff(after, reverseDiff(diff))).toEqual(before)
      expect(diff).toEqual(diffDocuments(before, after))
      total = squashDiffs(total, diff)
      expect(applyDiff(start, total)).toEqual(after)
      expect(applyDiff(after, reverseDiff(total))).toEqual(start)
    }
  })

  test('"saved" is said exactly of the states that were saved', () => {
    const random = createRandom(seed, 2000 + number)
    const store = createTensorStore()
    const editor = createEditor(emptyDocument(), allNodes)
    // Positions in the history, named by a number that a new edit never reuses.
    let path = [0]
    let at = 0
    let saved = 0
    let next = 1
    for (let i = 0; i < STEPS; i++) {
      const action = pick(['edit', 'edit', 'edit', 'undo', 'redo', 'save'], random)
      if (action === 'edit') {
        const result = editor.dispatch(randomCommand(editor, store, random))
        if (result.ok && !isEmptyDiff(result.value)) {
          path = [...path.slice(0, at + 1), next++]
          at++
        }
      } else if (action === 'undo') at -= editor.undo() ? 1 : 0
      else if (action === 'redo') at += editor.redo() ? 1 : 0
      else {
        editor.markSaved()
        saved = required(path[at], 'where we are')
      }
      expect(editor.isSaved).toBe(path[at] === saved)
      expect(editor.undoLabel === null).toBe(at === 0)
      expect(editor.redoLabel === null).toBe(at === path.length - 1)
    }
  })
})

test('the sessions together exercise every kind of command, and refusals', () => {
  const seen = new Set<string>()
  let refusals = 0
  // Rare kinds need luck: further sessions are played until all were seen.
  for (let number = 0; number < SESSIONS || (seen.size < RANDOM_TYPES.length && number < 200); number++) {
    const { steps, refused } = playSession(number)
    for (const { command } of steps) seen.add(command.type)
    refusals += refused
  }
  expect([...seen].sort()).toEqual([...RANDOM_TYPES].sort())
  expect(refusals).toBeGreaterThan(SESSIONS)
})

function expectSameFacts({ document, inference }: Editor): void {
  const fresh = inferAll(document, allNodes)
  expect(factsOf(inference, document)).toEqual(factsOf(fresh, document))
  expect(inference.diagnostics()).toEqual(fresh.diagnostics())
  expect(edgesOf(inference.topology, document)).toEqual(edgesOf(createTopology(document), document))
}

function factsOf(inference: Inference, document: Document): unknown {
  return new Map(
    [...document.nodes].map(([id, node]) => {
      const { inside, ...facts } = inference.node(id) ?? {}
      const block = blockOf(node, document.blocks)
      return [id, { facts, inside: inside && block && factsOf(inside, graphOf(block, document)) }]
    }),
  )
}

/** Both directions, in an order of their own: how the edges came about does not matter. */
function edgesOf(topology: Topology, document: Document): unknown {
  const byId = (a: LinkRecord, b: LinkRecord): number => (a.id < b.id ? -1 : 1)
  return new Map(
    [...document.nodes.keys()].map((id: NodeId) => [
      id,
      { in: new Map(topology.incoming(id)), out: [...topology.outgoing(id)].sort(byId) },
    ]),
  )
}

function asJson({ project, nodes, links }: Document): unknown {
  return JSON.parse(
    JSON.stringify({ project, nodes: Object.fromEntries(nodes), links: Object.fromEntries(links) }),
  )
}
