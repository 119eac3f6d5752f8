import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import { fail, ok, type Result } from '../../core/base/result'
import { builtInCosts } from '../../core/compile/rewrites/costs'
import type { Cancellation } from '../../core/contract/cancellation'
import type { Calibration, EngineSettings } from '../../core/contract/engine-types'
import type { LiveState } from '../../renderer/engine/live'
import { START } from '../../renderer/engine/live-state'
import { createCalibration, type CalibrationStore } from '../../renderer/state/calibration'

const COSTS = { ...builtInCosts('wasm'), conv: 0.05 }

/** A window over `storage`, an engine that measures when told to, and a clock that the test moves. */
function bench(storage: Map<string, string>, threads = 8) {
  const state = signal<LiveState>(START)
  const configured: Partial<EngineSettings>[] = []
  const asked: { cancellation: Cancellation; answer: (result: Result<Calibration, string>) => void }[] = []
  let alarms: (() => void)[] = []
  const window = {
    navigator: { hardwareConcurrency: threads },
    crossOriginIsolated: true,
    localStorage: {
      getItem: (key: string) => storage.get(key) ?? null,
      setItem: (key: string, value: string) => void storage.set(key, value),
    },
  } as unknown as Window
  const store: CalibrationStore = createCalibration(
    {
      state,
      configure: (change) => void configured.push(change),
      calibrate: (cancellation) =>
        new Promise((answer) => {
          asked.push({ cancellation, answer })
        }),
    },
    window,
    {
      now: () => 0,
      after(_ms, run) {
        alarms.push(run)
        return () => void (alarms = alarms.filter((alarm) => alarm !== run))
      },
      every: () => () => undefined,
    },
  )
  return {
    store,
    configured,
    asked,
    be: (status: LiveState['status']) => void (state.value = { ...state.value, status, backend: 'wasm' }),
    quiet() {
      const due = alarms
      alarms = []
      for (const run of due) run()
    },
    async answer(result: Result<Calibration, string>) {
      asked.shift()?.answer(result)
      await Promise.resolve()
      await Promise.resolve()
    },
  }
}

test('a new computer is measured when nothing runs, and the next start goes by it', async () => {
  const storage = new Map<string, string>()
  const first = bench(storage)
  expect(first.configured).toEqual([])
  first.quiet()
  expect(first.asked).toHaveLength(0)
  first.be('idle')
  first.quiet()
  expect(first.asked).toHaveLength(1)
  expect(first.store.isMeasuring.value).toBe(true)
  await first.answer(ok({ backend: 'wasm', costs: COSTS }))
  expect(first.store.isMeasuring.value).toBe(false)
  expect(first.configured).toEqual([])

  const second = bench(storage)
  expect(second.configured).toEqual([{ costs: { wasm: COSTS } }])
  second.be('idle')
  second.quiet()
  expect(second.asked).toHaveLength(0)
})

test('a run goes first: the measurement is given up and made in the next quiet time', async () => {
  const { be, quiet, asked, answer } = bench(new Map())
  be('idle')
  quiet()
  const cancellation = asked[0]?.cancellation
  expect(cancellation?.cancelled).toBe(false)
  be('running')
  expect(cancellation?.cancelled).toBe(true)
  await answer(fail('the measurement was stopped'))
  be('idle')
  quiet()
  expect(asked).toHaveLength(1)
})

test('a computer that is always busy is left in peace', async () => {
  const { be, quiet, asked, answer } = bench(new Map())
  let tries = 0
  for (let i = 0; i < 10; i++) {
    be('running')
    be('idle')
    quiet()
    tries += asked.length
    await answer(fail('the computer was too busy'))
  }
  expect(tries).toBe(3)
})

test.each([
  ['another number of threads', (storage: Map<string, string>) => bench(storage, 4)],
  [
    'costs that are none',
    (storage: Map<string, string>) => {
      for (const [key, text] of storage) storage.set(key, text.replace('0.05', '-1'))
      return bench(storage)
    },
  ],
  [
    'no JSON',
    (storage: Map<string, string>) => {
      for (const key of storage.keys()) storage.set(key, '{')
      return bench(storage)
    },
  ],
])('%s: what is remembered is not used', async (_title, open) => {
  const storage = new Map<string, string>()
  const first = bench(storage)
  void first.store.measure()
  await first.answer(ok({ backend: 'wasm', costs: COSTS }))
  expect(storage.size).toBe(1)
  expect(open(storage).configured).toEqual([])
})
