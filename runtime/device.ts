import type { Ir } from '../core/compile/ir'
import { applyRewrites } from '../core/compile/rewrites/index'
import { finishWith, remembering, type Finish } from '../core/compile/segments'
import type { Backend, EngineSettings } from '../core/contract/engine-types'
import { createExecutor, type Executor } from './executor'
import type { Ort } from './ort'
import type { Queue } from './queue'
import { createScheduler, type Scheduler } from './scheduler'

/** One backend with all that it holds: sessions, results, and segments in the form they run in. */
export interface Device {
  readonly executor: Executor
  readonly scheduler: Scheduler
  /** Puts segments into the form they run in, with convolutions in half precision or not. */
  finish(halfPrecision: boolean): Finish
  release(): Promise<void>
  /** The same for a device that is lost or has failed, which may refuse. */
  abandon(): Promise<void>
}

export interface DeviceOptions {
  readonly threads?: number | undefined
  /** The rewrites to apply: all that pay, these of them, or none. */
  readonly rewrites: boolean | ReadonlySet<string>
  readonly sessionBudget?: number | undefined
  /** That all devices of this onnxruntime wait in. */
  readonly queue: Queue
}

export function createDevice(
  ort: Ort,
  backend: Backend,
  { resultBudget, costs }: EngineSettings,
  { threads, rewrites, sessionBudget, queue }: DeviceOptions,
): Device {
  const executor = createExecutor(ort, {
    backend,
    queue,
    ...(threads === undefined ? {} : { threads }),
    ...(sessionBudget === undefined ? {} : { sessionBudget }),
  })
  const scheduler = createScheduler(executor, resultBudget)
  const measured = costs[backend]
  const finishIn = (halfPrecision: boolean): Finish => {
    const options = {
      target: backend,
      halfPrecision,
      ...(measured ? { costs: measured } : {}),
      ...(typeof rewrites === 'boolean' ? {} : { names: rewrites }),
    }
    const rewrite = (ir: Ir): Ir => (rewrites === false ? ir : applyRewrites(ir, options))
    return remembering(finishWith(rewrite))
  }
  const inFull = finishIn(false)
  const inHalf = finishIn(true)
  return {
    executor,
    scheduler,
    finish: (halfPrecision) => (halfPrecision ? inHalf : inFull),
    async release() {
      scheduler.clear()
      await executor.release()
    },
    async abandon() {
      const gone = executor.abandon()
      scheduler.clear()
      await gone
    },
  }
}
