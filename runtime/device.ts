import type { Ir } from '../core/compile/ir'
import { applyRewrites } from '../core/compile/rewrites/index'
import { finishWith, remembering, type Finish } from '../core/compile/segments'
import type { Backend, EngineSettings } from '../core/contract/engine-types'
import { createExecutor, type Executor } from './executor'
import type { Ort } from './ort'
import { createScheduler, type Scheduler } from './scheduler'

/** One backend with all that it holds: sessions, results, and segments in the form they run in. */
export interface Device {
  readonly executor: Executor
  readonly scheduler: Scheduler
  readonly finish: Finish
  release(): Promise<void>
}

export interface DeviceOptions {
  readonly threads?: number | undefined
  /** Run each segment in the form that is fastest on its backend, or as it is written. */
  readonly rewrites: boolean
}

export function createDevice(
  ort: Ort,
  backend: Backend,
  { resultBudget, costs }: EngineSettings,
  { threads, rewrites }: DeviceOptions,
): Device {
  const executor = createExecutor(ort, { backend, ...(threads === undefined ? {} : { threads }) })
  const scheduler = createScheduler(executor, resultBudget)
  const measured = costs[backend]
  const rewrite = (ir: Ir): Ir =>
    rewrites ? applyRewrites(ir, { backend, ...(measured ? { costs: measured } : {}) }) : ir
  return {
    executor,
    scheduler,
    finish: remembering(finishWith(rewrite)),
    async release() {
      scheduler.clear()
      await executor.release()
    },
  }
}
