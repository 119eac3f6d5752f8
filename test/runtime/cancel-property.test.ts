import { expect, test } from 'vitest'
import { createRandom, type Random } from '../../core/base/random'
import { createCancelSource } from '../../core/contract/cancellation'
import { below, chance, pick } from '../helpers/pick'
import { randomEdit } from '../helpers/random-edit'
import { randomGenerator, type RandomGenerator } from '../helpers/random-generator'
import { testSeed } from '../helpers/seed'
import { createTestEngine, freshOutcome, outcomeOf } from '../helpers/test-engine'
import { watchOrt } from '../helpers/watched-ort'

/**
 * A run may be stopped anywhere, any number of times, and another may start before it has stopped: what comes after
 * equals a fresh run, nothing is lost or kept too long, and no two calls meet in onnxruntime.
 */

const GRAPHS = 30
const ROUNDS = 4

/** Calls `act` at a random progress event, before a random call into onnxruntime, or after some turns of the event loop. */
function atRandom(
  random: Random,
  act: () => void,
): { readonly onProgress: () => void; readonly onCall: () => void; readonly pass: () => Promise<void> } {
  const [which, when] = [below(random, 4), below(random, 12)]
  let events = 0
  let calls = 0
  return {
    onProgress: () => void (which === 0 && events++ === when && act()),
    onCall: () => void (which === 1 && calls++ === when && act()),
    async pass() {
      if (which < 2) return
      for (let turn = 0; turn < when * 4; turn++)
        await (which === 2 ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve)))
      act()
    },
  }
}

test(`${GRAPHS} generators, cancelled in ${ROUNDS} rounds`, async () => {
  const seed = testSeed()
  let stopped = 0
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
      sessionBudget: pick([2 ** 28, 2 ** 18], random),
    })
    const together = chance(random, 0.4)
    const what = `STYLELOOM_SEED=${seed}, graph ${graph}, budget ${resultBudget}${together ? ', together' : ''}`
    for (let round = 0; round < ROUNDS; round++) {
      const open: Promise<unknown>[] = []
      for (let times = 1 + below(random, 3); times > 0; times--) {
        const source = createCancelSource()
        const trigger = atRandom(random, () => source.cancel())
        watch.before = trigger.onCall
        const { document } = editor
        const run = engine
          .run({ document, cancellation: source.cancellation, onProgress: trigger.onProgress })
          .then(async (result) => {
            if (result.ok) return
            if (result.error.length === 0 && source.cancellation.cancelled) stopped++
            else expect(result.error, what).toEqual(await freshOutcome(document, store))
          })
        open.push(run)
        await trigger.pass()
        if (!together) await run
        randomEdit(generator, random)
      }
      watch.before = () => undefined
      const last = engine.run({ document: editor.document })
      await Promise.all(open)
      const found = outcomeOf(await last)
      expect(found, what).toEqual(await freshOutcome(editor.document, store))
      expect(watch.overlaps, what).toBe(0)
      expect(watch.tensorBytes, what).toBeLessThanOrEqual(resultBudget)
    }
    await engine.release()
    expect(watch.tensorBytes, what).toBe(0)
    expect(watch.sessions, what).toBe(0)
  }
  expect(stopped).toBeGreaterThan(GRAPHS)
})

test('a run that is cancelled at any segment lets go of what it held', async () => {
  const { editor, store } = styledGenerator()
  const watch = watchOrt()
  const engine = createTestEngine({ store, ort: watch.ort, resultBudget: 0 })
  const { document } = editor
  let stops = 0
  for (let ended = false; !ended;) {
    const source = createCancelSource()
    let events = 0
    const onProgress = (): void => void (events++ === stops && source.cancel())
    const result = await engine.run({ document, cancellation: source.cancellation, onProgress })
    ended = result.ok
    // Cancelled, and nothing else went wrong.
    if (!result.ok) expect(result.error, `cancelled at event ${stops}`).toEqual([])
    expect(watch.tensorBytes, `cancelled at event ${stops}`).toBe(0)
    if (!ended) stops++
  }
  expect(stops).toBeGreaterThan(5)
  await engine.release()
})

/** The first random generator whose layers wait for styles as well as for a map. */
function styledGenerator(): RandomGenerator {
  for (let stream = 0; ; stream++) {
    const generator = randomGenerator(1, stream)
    const types = [...generator.editor.document.nodes.values()].map(({ type }) => type)
    if (types.filter((type) => type === 'norm/adain').length > 2) return generator
  }
}
