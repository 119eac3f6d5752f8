import { expect, test } from 'vitest'
import { createRandom } from '../../core/base/random'
import { randomEdit } from '../helpers/random-edit'
import { randomGenerator } from '../helpers/random-generator'
import { testSeed } from '../helpers/seed'
import { createTestEngine, freshOutcome, outcomeOf } from '../helpers/test-engine'
import { watchOrt } from '../helpers/watched-ort'

/** However long somebody edits, memory stays within its budgets, and the picture right. */

const EDITS = 500
const RESULT_BUDGET = 32 * 1024
const SESSION_BUDGET = 2 ** 20
/** What onnxruntime takes of the WASM memory for a session of a few operators, beside its weights. */
const SMALLEST_SESSION = 48 * 1024
/** Comparing with a fresh run takes longer than an edit. */
const LOOK_EVERY = 20

test(`${EDITS} random edits`, async () => {
  const seed = testSeed()
  const random = createRandom(seed)
  const generator = randomGenerator(seed)
  const { editor, store } = generator
  const watch = watchOrt()
  const engine = createTestEngine({
    store,
    ort: watch.ort,
    resultBudget: RESULT_BUDGET,
    sessionBudget: SESSION_BUDGET,
  })
  const most = { results: 0, sessions: 0, sessionCount: 0 }
  for (let edit = 0; edit < EDITS; edit++) {
    randomEdit(generator, random)
    const what = `STYLELOOM_SEED=${seed}, edit ${edit}`
    const result = await engine.run({ document: editor.document })
    if (result.ok) {
      const { memory } = result.value
      most.results = Math.max(most.results, memory.results)
      most.sessions = Math.max(most.sessions, memory.sessions)
      most.sessionCount = Math.max(most.sessionCount, watch.sessions)
      // What is counted is what is there.
      expect(watch.tensorBytes, what).toBe(memory.results)
    }
    if (edit % LOOK_EVERY === 0)
      expect(outcomeOf(result), what).toEqual(await freshOutcome(editor.document, store))
  }
  expect(most.results).toBeLessThanOrEqual(RESULT_BUDGET)
  expect(most.results).toBeGreaterThan(RESULT_BUDGET / 2)
  expect(most.sessions).toBeLessThanOrEqual(SESSION_BUDGET)
  expect(most.sessionCount).toBeLessThanOrEqual(SESSION_BUDGET / SMALLEST_SESSION)
  await engine.release()
  expect({ tensors: watch.tensorBytes, sessions: watch.sessions }).toEqual({ tensors: 0, sessions: 0 })
})
