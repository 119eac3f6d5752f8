import { expect, test } from 'vitest'
import { createRandom, type Random } from '../../core/base/random'
import type { Document, PortRef } from '../../core/doc/document'
import { createGraphBuilder } from '../../core/import/graph-builder'
import { createTensorStore } from '../../core/weights/tensor-store'
import { below, chance, pick } from '../helpers/pick'
import { isSound, randomEdit } from '../helpers/random-edit'
import { randomGenerator, type RandomGenerator } from '../helpers/random-generator'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { createTestEngine, freshOutcome, outcomeOf } from '../helpers/test-engine'

/** Over random generators and random edits, a run that reuses what it can equals a fresh run to the bit. */

const GRAPHS = 30
const EDITS = 12
/** Bytes: everything, a few maps, and next to nothing. */
const RESULT_BUDGETS = [2 ** 26, 4096, 0]
const SESSION_BUDGETS = [2 ** 28, 2 ** 28, 2 ** 18, 0]

/** Ports that people may be looking at; some of them cannot be computed. */
function inspectedPorts({ editor }: RandomGenerator, random: Random): PortRef[] {
  const { document, registry } = editor
  return Array.from({ length: below(random, 3) }, () => {
    const { id, type } = pick([...document.nodes.values()], random)
    return { node: id, port: pick(Object.keys(registry.get(type)?.outputs ?? {}), random) }
  })
}

test(`${GRAPHS} generators, ${EDITS} edits each`, async () => {
  const seed = testSeed()
  let sound = 0
  for (let graph = 0; graph < GRAPHS; graph++) {
    const random = createRandom(seed, graph)
    const generator = randomGenerator(seed, graph)
    const { editor, store } = generator
    const resultBudget = pick(RESULT_BUDGETS, random)
    const engine = createTestEngine({ store, resultBudget, sessionBudget: pick(SESSION_BUDGETS, random) })
    const history: string[] = []
    for (let edit = 0; edit < EDITS; edit++) {
      if (chance(random, 0.1)) engine.configure({ resultBudget: pick(RESULT_BUDGETS, random) })
      // Now and then several edits pass before anybody looks.
      for (let count = chance(random, 0.8) ? 1 : 3; count > 0; count--)
        history.push(randomEdit(generator, random))
      const inspected = inspectedPorts(generator, random)
      const what = `STYLELOOM_SEED=${seed}, graph ${graph}, edits:\n${history.join('\n')}`
      const reused = outcomeOf(await engine.run({ document: editor.document, inspected }))
      if (isSound(editor)) {
        sound++
        expect(reused, what).toHaveProperty('outputs')
      }
      expect(reused, what).toEqual(await freshOutcome(editor.document, store, { inspected }))
    }
    await engine.release()
  }
  expect(sound).toBeGreaterThan(GRAPHS * EDITS * 0.7)
})

const AT = { column: 0, row: 0 }

/** Graphs that random edits have found. */
const FOUND: Readonly<Record<string, (builder: ReturnType<typeof createGraphBuilder>) => void>> = {
  'two dragged values that are equal, but not of the same shape': (builder) => {
    builder.node('z', 'input/latent', AT, { params: { dim: 4 } })
    builder.node('mlp', 'mapping/mlp', AT, { params: { layers: 1, width: 3 }, from: { z: 'z.z' } })
    const params = { psi: 1, cutoff: 1, layers: 1 }
    builder.node('truncation', 'mapping/truncation', AT, { params, from: { w: 'mlp.w' } })
    builder.node('rows', 'output/tensor', AT, { from: { x: 'truncation.w' } })
    builder.node('const', 'input/constant', AT, { params: { channels: 3 } })
    builder.node('image', 'output/image', AT, { params: { high: 1, clamp: true }, from: { x: 'const.y' } })
  },
  'two latents of different batches': (builder) => {
    builder.node('many', 'input/latent', AT, { params: { dim: 4, batch: 3 } })
    builder.node('one', 'input/latent', AT, { params: { dim: 4, batch: 1 } })
    const from = { a: 'one.z', b: 'many.z' }
    builder.node('between', 'mapping/interpolate', AT, { params: { mode: 'slerp' }, from })
    builder.node('value', 'output/tensor', AT, { from: { x: 'between.y' } })
  },
}

function documentOf(draw: (typeof FOUND)[string], store: ReturnType<typeof createTensorStore>): Document {
  const builder = createGraphBuilder(store)
  draw(builder)
  return builder.build({ name: 'found', description: '' })
}

test.each(Object.entries(FOUND))('%s', async (_title, draw) => {
  const store = createTensorStore()
  const engine = createTestEngine({ store })
  const { outputs, diagnostics } = valueOf(await engine.run({ document: documentOf(draw, store) }))
  expect(diagnostics).toEqual([])
  expect(outputs.length).toBeGreaterThan(0)
  await engine.release()
})
