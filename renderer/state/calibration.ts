import { effect, signal, type ReadonlySignal } from '@preact/signals'
import { APP_VERSION } from '../../core/app-version'
import { areCosts } from '../../core/compile/rewrites/costs'
import { createCancelSource, type CancelSource } from '../../core/contract/cancellation'
import type { Backend, Calibration, EngineSettings } from '../../core/contract/engine-types'
import type { Result } from '../../core/base/result'
import type { Clock } from '../engine/clock'
import type { Live } from '../engine/live'

/** What the engine's choice of forms costs on this computer, measured once and remembered. */
export interface CalibrationStore {
  readonly isMeasuring: ReadonlySignal<boolean>
  /** Measures the backend in use. It counts from the next start on, so that no session is thrown away now. */
  measure(): Promise<Result<Calibration, string>>
}

/** Nothing has run for this long: nobody will be kept waiting for a second. */
const QUIET_MS = 20_000
/** A busy computer is left in peace after this many tries. */
const MOST_TRIES = 3
const KEY = 'styleloom.costs'

/**
 * Hands the engine what was measured at an earlier start, and measures a backend that never was, some time after the
 * last run. A run that begins meanwhile goes first: the measurement is given up and made in the next quiet time.
 */
export function createCalibration(
  live: Pick<Live, 'state' | 'configure' | 'calibrate'>,
  window: Window,
  clock: Clock,
): CalibrationStore {
  const machine = `${APP_VERSION}, ${window.navigator.hardwareConcurrency} threads, ${window.crossOriginIsolated ? 'shared' : 'single'}`
  const isMeasuring = signal(false)
  let costs = recallCosts(window, machine)
  let tries = 0
  let source: CancelSource | null = null

  if (Object.keys(costs).length > 0) live.configure({ costs })

  async function measure(): Promise<Result<Calibration, string>> {
    const own = createCancelSource()
    source = own
    isMeasuring.value = true
    try {
      const measured = await live.calibrate(own.cancellation)
      if (measured.ok) {
        costs = { ...costs, [measured.value.backend]: measured.value.costs }
        rememberCosts(window, machine, costs)
      }
      return measured
    } finally {
      isMeasuring.value = false
      source = null
    }
  }

  let stopWaiting = (): void => undefined
  effect(() => {
    const { status, backend } = live.state.value
    stopWaiting()
    if (status === 'running') source?.cancel()
    if (status !== 'idle' || backend === null || costs[backend] || tries >= MOST_TRIES) return
    stopWaiting = clock.after(QUIET_MS, () => {
      tries++
      // Without an answer the built-in costs stay, which are never far off: nothing that the user need know.
      void measure()
    })
  })

  return { isMeasuring, measure }
}

type MeasuredCosts = EngineSettings['costs']
const BACKENDS: readonly Backend[] = ['wasm', 'webgpu']

function recallCosts(window: Window, machine: string): MeasuredCosts {
  try {
    const held: unknown = JSON.parse(window.localStorage.getItem(KEY) ?? 'null')
    const entries = new Map<string, unknown>(Object.entries(held ?? {}))
    if (entries.get('machine') !== machine) return {}
    let costs: MeasuredCosts = {}
    for (const backend of BACKENDS) {
      const found = entries.get(backend)
      if (areCosts(found)) costs = { ...costs, [backend]: found }
    }
    return costs
  } catch {
    // Storage is forbidden, or holds something else: it is measured again.
    return {}
  }
}

function rememberCosts(window: Window, machine: string, costs: MeasuredCosts): void {
  try {
    window.localStorage.setItem(KEY, JSON.stringify({ machine, ...costs }))
  } catch {
    // Forbidden: the measurement is lost with the window.
  }
}
