import { expect, test } from 'vitest'
import { createRandom } from '../../core/base/random'
import { below, chance, pick } from '../helpers/pick'
import { randomEdit } from '../helpers/random-edit'
import { randomGenerator } from '../helpers/random-generator'
import { testSeed } from '../helpers/seed'
import { createTestEngine, freshOutcome, outcomeOf } from '../helpers/test-engine'
import { watchOrt } from '../helpers/watched-ort'

/** A run that fails in the middle says so, and leaves nothing behind that makes a later one wrong. */

const GRAPHS = 40
const ROUNDS = 4

test(`${GRAPHS} generators, ${ROUNDS} times with failures`, async () => {
  const seed = testSeed()
  let failures = 0
  for (let graph = 0; graph < GRAPHS; graph++) {
    const random = createRandom(seed, graph)
    const generator = randomGenerator(seed, graph)
    const { editor, store } = generator
    const watch = watchOrt()
    const resultBudget = pick([2 ** 26, 8192, 0], random)
    const engine = createTestEngine({
      store,
      ort: watch.ort,
      resultBudget,
      sessionBudget: pick([2 ** 28, 2 ** 18, 0], random),
    })
    const what = `STYLELOOM_SEED=${seed}, graph ${graph}`
    for (let round = 0; round < ROUNDS; round++) {
      for (let times = 1 + below(random, 3); times > 0; times--) {
        let left = below(random, 12)
        const thrown: unknown = chance(random, 0.5) ? new Error('out of memory') : 137
        watch.before = (call) => {
          if (call !== 'release' && left-- === 0) throw thrown
        }
        const result = await engine.run({ document: editor.document })
        watch.before = () => undefined
        if (left < 0) {
          failures++
          const codes = result.ok ? [] : result.error.map(({ code }) => code)
          expect(codes, what).toEqual(['run/failed'])
          const [place] = result.ok ? [] : result.error.map((problem) => problem.place)
          expect(place?.kind === 'node' && editor.document.nodes.has(place.node), what).toBe(true)
        }
        expect(watch.tensorBytes, what).toBeLessThanOrEqual(resultBudget)
        if (chance(random, 0.5)) randomEdit(generator, random)
      }
      const found = outcomeOf(await engine.run({ document: editor.document }))
      expect(found, what).toEqual(await freshOutcome(editor.document, store))
      expect(watch.tensorBytes, what).toBeLessThanOrEqual(resultBudget)
    }
    expect(watch.overlaps, what).toBe(0)
    await engine.release()
    expect({ tensors: watch.tensorBytes, sessions: watch.sessions }, what).toEqual({
      tensors: 0,
      sessions: 0,
    })
  }
  expect(failures).toBeGreaterThan(GRAPHS)
})
