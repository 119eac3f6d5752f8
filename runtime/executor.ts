import { required } from '../core/base/assert'
import { fail, ok, type Result } from '../core/base/result'
import type { Backend } from '../core/contract/engine-types'
import type { NodeId } from '../core/base/ids'
import type { Tensor } from '../core/tensor/tensor'
import type { Ort, OrtSession } from './ort'
import { createQueue } from './queue'

/** The runtime or the device failed. `node` is the node of the graph the message points at, if it names one. */
export interface RunFailure {
  readonly message: string
  readonly node: NodeId | null
}

/** A model as the executor takes it: equal keys are the same model, so its bytes are only made when needed. */
export interface ExecutableModel {
  readonly key: string
  readonly encode: () => Uint8Array
}

/** Runs ONNX models on one backend. Sessions are kept by key, so running a known model compiles nothing. */
export interface Executor {
  readonly backend: Backend
  /** Prepares the model unless it is known. True when a session had to be made. */
  prepare(model: ExecutableModel): Promise<Result<boolean, RunFailure>>
  run(
    model: ExecutableModel,
    feeds: ReadonlyMap<string, Tensor>,
    outputs: readonly string[],
  ): Promise<Result<Map<string, Tensor>, RunFailure>>
  release(): Promise<void>
}

export interface ExecutorOptions {
  readonly backend: Backend
  /** WASM threads; onnxruntime's own choice when absent. */
  readonly threads?: number
  /** Sessions kept; each holds its weights. */
  readonly keepSessions?: number
}

export function createExecutor(ort: Ort, options: ExecutorOptions): Executor {
  const queue = createQueue()
  const sessions = new Map<string, OrtSession>()
  const keep = options.keepSessions ?? 2
  // Thread count and log level can only be chosen before the first session of the realm.
  if (options.threads !== undefined) ort.env.wasm.numThreads = options.threads
  ort.env.logLevel = 'error'

  async function sessionFor(model: ExecutableModel): Promise<OrtSession> {
    const known = sessions.get(model.key)
    if (known) {
      sessions.delete(model.key)
      sessions.set(model.key, known)
      return known
    }
    const session = await ort.InferenceSession.create(model.encode(), {
      // The default NHWC layout gives wrong numbers for channel counts our users build; NCHW does not.
      executionProviders:
        options.backend === 'webgpu' ? [{ name: 'webgpu', preferredLayout: 'NCHW' }] : ['wasm'],
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    })
    sessions.set(model.key, session)
    for (const [key, old] of sessions) {
      if (sessions.size <= keep) break
      sessions.delete(key)
      await old.release()
    }
    return session
  }

  async function guarded<T>(task: () => Promise<T>): Promise<Result<T, RunFailure>> {
    try {
      return ok(await queue.run(task))
    } catch (problem) {
      // onnxruntime throws Errors and bare numbers alike; both are the device's or the model's failure.
      return fail(describeFailure(problem))
    }
  }

  return {
    backend: options.backend,
    prepare: (model) =>
      guarded(async () => {
        const fresh = !sessions.has(model.key)
        await sessionFor(model)
        return fresh
      }),
    run: (model, feeds, outputs) =>
      guarded(async () => {
        const session = await sessionFor(model)
        const tensors: Record<string, InstanceType<Ort['Tensor']>> = {}
        for (const [name, value] of feeds) tensors[name] = new ort.Tensor('float32', value.data, value.dims)
        const results = await session.run(tensors, outputs)
        const found = new Map<string, Tensor>()
        for (const name of outputs) {
          const result = required(results[name], `output ${name}`)
          found.set(name, { dims: result.dims, data: (await result.getData()) as Float32Array })
          result.dispose()
        }
        return found
      }),
    release: () =>
      queue.run(async () => {
        for (const session of sessions.values()) await session.release()
        sessions.clear()
      }),
  }
}

/** Operators are named `node:Operator`, and onnxruntime's messages quote the operator's name. */
export function describeFailure(problem: unknown): RunFailure {
  const message = problem instanceof Error ? problem.message : `onnxruntime failed with ${String(problem)}`
  const node = /(?:Name:|node[ '"(]+|Node \()\s*'?([A-Za-z0-9][A-Za-z0-9_./-]*):[A-Z][A-Za-z]*/.exec(
    message,
  )?.[1]
  return { message, node: node === undefined ? null : (node as NodeId) }
}
