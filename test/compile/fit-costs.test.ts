import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ok } from '../../core/base/result'
import { costProbes } from '../../core/compile/rewrites/cost-probes'
import { areCosts, builtInCosts, COST_NAMES, type Costs } from '../../core/compile/rewrites/costs'
import { fitCosts } from '../../core/compile/rewrites/fit-costs'
import { calibrate } from '../../runtime/calibrate'
import type { DeviceValue, Executor } from '../../runtime/executor'
import { testSeed } from '../helpers/seed'

const BUILT_IN = builtInCosts('wasm')

/** Another machine: everything `speed` times the built-in costs, and each cost a little off on its own. */
const machine = fc
  .record({ speed: fc.double({ min: 0.2, max: 5, noNaN: true }), run: fc.integer({ min: 2e4, max: 4e5 }) })
  .chain(({ speed, run }) =>
    fc.tuple(...COST_NAMES.map(() => fc.double({ min: 0.6, max: 1.6, noNaN: true }))).map((own) => {
      let costs: Costs = BUILT_IN
      for (const [i, name] of COST_NAMES.entries())
        costs = { ...costs, [name]: BUILT_IN[name] * speed * (own[i] ?? 1) }
      return { costs, run }
    }),
  )

function expectNear(found: Costs, costs: Costs): void {
  for (const name of COST_NAMES) expect(Math.abs(found[name] / costs[name] - 1), name).toBeLessThan(0.05)
}

test('the costs of any machine are found from its times', () => {
  const probes = costProbes()
  fc.assert(
    fc.property(machine, ({ costs, run }) => {
      const times = probes.map(({ time }) => time({ ...costs, run }))
      expectNear(fitCosts(probes, times, BUILT_IN), costs)
    }),
    { numRuns: 60, seed: testSeed() },
  )
})

test('a cost that was not measured is the built-in one at the speed of the machine', () => {
  const probes = costProbes()
  let half: Costs = BUILT_IN
  for (const name of COST_NAMES) half = { ...half, [name]: BUILT_IN[name] / 2 }
  const times = probes.map(({ decides, time }) =>
    decides === 'result' ? undefined : time({ ...half, run: 5e4 }),
  )
  expectNear(fitCosts(probes, times, BUILT_IN), half)
})

test('without any times the built-in costs stay', () => {
  const probes = costProbes()
  const nothing = probes.map(() => undefined)
  expect(fitCosts(probes, nothing, BUILT_IN)).toEqual(BUILT_IN)
})

test('whatever is measured, the costs can be used', () => {
  const probes = costProbes()
  const time = fc.oneof(fc.double(), fc.constantFrom(0, -1, NaN, Infinity, 1e-30, 1e30))
  fc.assert(
    fc.property(fc.array(time, { minLength: 8, maxLength: 8 }), (times) => {
      expect(areCosts(fitCosts(probes, times, BUILT_IN))).toBe(true)
    }),
    { numRuns: 200, seed: testSeed() },
  )
})

test.each([
  [null],
  ['costs'],
  [{}],
  [{ ...BUILT_IN, conv: 0 }],
  [{ ...BUILT_IN, matMul: NaN }],
  [{ ...BUILT_IN, result: '2' }],
])('%j are no costs', (value) => {
  expect(areCosts(value)).toBe(false)
})

describe('calibrate', () => {
  /** An executor whose clock moves by what each probe costs, times how much the round is disturbed. */
  function machineWith(
    costs: Costs,
    disturbed: (round: number) => number,
  ): { executor: Executor; now: () => number; held: () => number } {
    const probes = new Map(costProbes().map((probe) => [`probe:${probe.decides}`, probe]))
    let clock = 0
    let runs = 0
    let held = 0
    const sessions = new Set<string>()
    const value = (): DeviceValue => {
      held++
      return {
        dims: [1],
        byteLength: 4,
        read: () => Promise.resolve(new Float32Array(1)),
        release: () => void held--,
      }
    }
    const executor: Executor = {
      backend: 'wasm',
      upload: value,
      prepare: () => Promise.resolve(ok(true)),
      run: ({ key }, _feeds, outputs) => {
        sessions.add(key)
        const round = Math.floor(runs++ / probes.size)
        const time = probes.get(key)?.time({ ...costs, run: 80_000 }) ?? NaN
        clock += (time / 1e6) * disturbed(round)
        return Promise.resolve(ok(new Map(outputs.map((name) => [name, value()]))))
      },
      forget: ({ key }) => void sessions.delete(key),
      sessionBytes: 0,
      release: () => Promise.resolve(),
      abandon: () => Promise.resolve(),
    }
    return { executor, now: () => clock, held: () => held + sessions.size }
  }

  const costs: Costs = { ...BUILT_IN, conv: 0.05, matMul: 0.02, result: 3.1 }

  test('finds the costs though every other round is disturbed, and keeps nothing', async () => {
    const { executor, now, held } = machineWith(costs, (round) => (round % 2 === 0 ? 1.8 : 1))
    const found = await calibrate(executor, { now })
    expectNear(found.ok ? found.value : BUILT_IN, costs)
    expect(held()).toBe(0)
  })

  test('says so when the computer is too busy', async () => {
    const { executor, now } = machineWith(costs, (round) => (round === 4 ? 1 : 3))
    const found = await calibrate(executor, { now })
    expect(found).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('too busy') as string },
    })
  })

  test('stops when it is cancelled', async () => {
    const { executor, now, held } = machineWith(costs, () => 1)
    const cancellation = { cancelled: true, onCancelled: () => () => undefined }
    const found = await calibrate(executor, { now, cancellation })
    expect(found).toMatchObject({ ok: false, error: { message: 'the measurement was stopped' } })
    expect(held()).toBe(0)
  })
})
