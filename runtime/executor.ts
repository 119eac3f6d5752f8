import { required } from '../core/base/assert'
import { fail, ok, type Result } from '../core/base/result'
import type { Backend } from '../core/contract/engine-types'
import type { Tensor } from '../core/tensor/tensor'
import { createLru } from './lru'
import type { Ort, OrtSession } from './ort'
import { createQueue } from './queue'

/** The runtime or the device failed. `operator` is the operator its message names, if it names one. */
export interface RunFailure {
  readonly message: string
  readonly operator: string | null
}

/** A model as the executor takes it: equal keys are the same model, so its bytes are only made when needed. */
export interface ExecutableModel {
  readonly key: string
  readonly encode: () => Uint8Array
  /** Bytes of its weights: what its session holds on to. */
  readonly weightBytes: number
}

/** A tensor where the backend keeps it: in memory, or on the device until somebody reads it. */
export interface DeviceValue {
  readonly dims: readonly number[]
  readonly byteLength: number
  read(): Promise<Float32Array>
  release(): void
}

/** Runs ONNX models on one backend. Sessions are kept by key under a memory budget. */
export interface Executor {
  readonly backend: Backend
  /** A value to feed; it stays in memory. */
  upload(tensor: Tensor): DeviceValue
  /** Prepares the model unless it is known. True when a session had to be made. */
  prepare(model: ExecutableModel): Promise<Result<boolean, RunFailure>>
  run(
    model: ExecutableModel,
    feeds: ReadonlyMap<string, DeviceValue>,
    outputs: readonly string[],
  ): Promise<Result<Map<string, DeviceValue>, RunFailure>>
  /** Bytes of weights held by sessions. */
  readonly sessionBytes: number
  release(): Promise<void>
}

export interface ExecutorOptions {
  readonly backend: Backend
  /** WASM threads; onnxruntime's own choice when absent. */
  readonly threads?: number
  /** Sessions are released, least recently used first, when their weights take more than this. */
  readonly sessionBudget?: number
}

const DEFAULT_SESSION_BUDGET = 1.5 * 2 ** 30

interface OrtValue extends DeviceValue {
  readonly ort: InstanceType<Ort['Tensor']>
}

export function createExecutor(ort: Ort, options: ExecutorOptions): Executor {
  const queue = createQueue()
  const sessions = createLru<OrtSession>(options.sessionBudget ?? DEFAULT_SESSION_BUDGET, (session) => {
    // Releasing must wait its turn like every other call into onnxruntime.
    void queue.run(() => session.release())
  })
  // Thread count and log level can only be chosen before the first session of the realm.
  if (options.threads !== undefined) ort.env.wasm.numThreads = options.threads
  ort.env.logLevel = 'error'
  const onDevice = options.backend === 'webgpu'

  async function sessionFor(model: ExecutableModel): Promise<{ session: OrtSession; fresh: boolean }> {
    const known = sessions.get(model.key)
    if (known) return { session: known, fresh: false }
    const session = await ort.InferenceSession.create(model.encode(), {
      // The default NHWC layout gives wrong numbers for channel counts our users build; NCHW does not.
      executionProviders: onDevice ? [{ name: 'webgpu', preferredLayout: 'NCHW' }] : ['wasm'],
      ...(onDevice ? { preferredOutputLocation: 'gpu-buffer' as const } : {}),
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    })
    sessions.set(model.key, session, model.weightBytes)
    return { session, fresh: true }
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
    upload: ({ dims, data }) => wrap(new ort.Tensor('float32', data, dims)),
    prepare: (model) => guarded(async () => (await sessionFor(model)).fresh),
    run: (model, feeds, outputs) =>
      guarded(async () => {
        const { session } = await sessionFor(model)
        const tensors: Record<string, InstanceType<Ort['Tensor']>> = {}
        for (const [name, value] of feeds) tensors[name] = (value as OrtValue).ort
        const results = await session.run(tensors, outputs)
        return new Map(outputs.map((name) => [name, wrap(required(results[name], `output ${name}`))]))
      }),
    get sessionBytes() {
      return sessions.bytes
    },
    async release() {
      sessions.clear()
      await queue.run(() => Promise.resolve())
    },
  }
}

function wrap(tensor: InstanceType<Ort['Tensor']>): OrtValue {
  return {
    ort: tensor,
    dims: tensor.dims,
    byteLength: tensor.size * Float32Array.BYTES_PER_ELEMENT,
    async read() {
      const data = await tensor.getData()
      if (!(data instanceof Float32Array)) throw new Error('Internal error: a result is not float32')
      return data
    },
    release: () => tensor.dispose(),
  }
}

/** onnxruntime's messages quote the name of the operator that failed; ours are called `n7`. */
export function describeFailure(problem: unknown): RunFailure {
  const message = problem instanceof Error ? problem.message : `onnxruntime failed with ${String(problem)}`
  const operator = /(?:Name:|node[ '"(]+|Node \()\s*'?([^\s'")]+)/.exec(message)?.[1]
  return { message, operator: operator ?? null }
}
