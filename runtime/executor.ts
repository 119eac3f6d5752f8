import { required } from '../core/base/assert'
import { fail, ok, type Result } from '../core/base/result'
import type { Backend } from '../core/contract/engine-types'
import type { SplitModel } from '../core/onnx/encode'
import type { Tensor } from '../core/tensor/tensor'
import { createLru } from './lru'
import type { Ort, OrtSession } from './ort'
import { createQueue, type Queue } from './queue'

/** The runtime or the device failed. `operator` is the operator its message names, if it names one. */
export interface RunFailure {
  readonly message: string
  readonly operator: string | null
}

/** A model as the executor takes it: equal keys are the same model, so its bytes are only made when needed. */
export interface ExecutableModel {
  readonly key: string
  readonly encode: () => SplitModel
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
  /** Gives up the model's session, which nobody will ask for again. */
  forget(model: ExecutableModel): void
  /** Bytes of weights held by sessions. */
  readonly sessionBytes: number
  release(): Promise<void>
  /** The device is gone: lets go of what it held, and from now on its refusals are nobody's fault. */
  abandon(): Promise<void>
}

export interface ExecutorOptions {
  readonly backend: Backend
  /** WASM threads; onnxruntime's own choice when absent. */
  readonly threads?: number
  /** Sessions are released, least recently used first, when their weights take more than this. */
  readonly sessionBudget?: number
  /** Shared by all executors on the same onnxruntime; one of its own when absent. */
  readonly queue?: Queue
}

/** What a session of a few operators takes of the WASM memory beside its weights, measured over 2,700 of them. */
const SESSION_BYTES = 64 * 1024
const DEFAULT_SESSION_BUDGET = 1.5 * 2 ** 30

interface OrtValue extends DeviceValue {
  readonly ort: InstanceType<Ort['Tensor']>
}

/** A value could not be fetched from the device. */
class ReadFailed extends Error {
  constructor(readonly failure: RunFailure) {
    super(failure.message)
  }
}

/** Reads a value; a device that does not give it back has failed. */
export async function readValue(value: DeviceValue): Promise<Result<Float32Array, RunFailure>> {
  try {
    return ok(await value.read())
  } catch (problem) {
    if (problem instanceof ReadFailed) return fail(problem.failure)
    throw problem
  }
}

export function createExecutor(ort: Ort, options: ExecutorOptions): Executor {
  const queue = options.queue ?? createQueue()
  let isGone = false
  /** What a live device refuses is our bug. */
  const unlessGone = (problem: unknown): void => {
    if (!isGone) throw problem
  }
  const sessions = createLru<OrtSession>(options.sessionBudget ?? DEFAULT_SESSION_BUDGET, (session) => {
    // Releasing must wait its turn like every other call into onnxruntime.
    void queue.run(() => session.release()).catch(unlessGone)
  })
  // Thread count and log level can only be chosen before the first session of the realm.
  if (options.threads !== undefined) ort.env.wasm.numThreads = options.threads
  ort.env.logLevel = 'error'
  const onDevice = options.backend === 'webgpu'

  async function sessionFor(model: ExecutableModel): Promise<{ session: OrtSession; fresh: boolean }> {
    const known = sessions.get(model.key)
    if (known) return { session: known, fresh: false }
    // Another run may still hold this executor; nobody would release what it makes now.
    if (isGone) throw new Error('the device was given up')
    const { bytes, files } = model.encode()
    const session = await ort.InferenceSession.create(bytes, {
      externalData: [...files].map(([path, data]) => ({ path, data })),
      // The default NHWC layout gives wrong numbers for channel counts our users build; NCHW does not.
      executionProviders: onDevice ? [{ name: 'webgpu', preferredLayout: 'NCHW' }] : ['wasm'],
      ...(onDevice ? { preferredOutputLocation: 'gpu-buffer' as const } : {}),
      graphOptimizationLevel: 'all',
      logSeverityLevel: 3,
    })
    sessions.set(model.key, session, SESSION_BYTES + model.weightBytes)
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
    upload: ({ dims, data }) => wrap(new ort.Tensor('float32', data, dims), false),
    prepare: (model) => guarded(async () => (await sessionFor(model)).fresh),
    run: (model, feeds, outputs) =>
      guarded(async () => {
        const { session } = await sessionFor(model)
        const tensors: Record<string, InstanceType<Ort['Tensor']>> = {}
        for (const [name, value] of feeds) tensors[name] = (value as OrtValue).ort
        const results = await session.run(tensors, outputs)
        return new Map(outputs.map((name) => [name, wrap(required(results[name], `output ${name}`), true)]))
      }),
    forget: ({ key }) => sessions.remove(key),
    get sessionBytes() {
      return sessions.bytes
    },
    async release() {
      sessions.clear()
      await queue.run(() => Promise.resolve())
    },
    async abandon() {
      isGone = true
      sessions.clear()
      await queue.run(() => Promise.resolve())
    },
  }
}

/** `own`: made by onnxruntime for us alone, so its memory can be given back at once. */
function wrap(tensor: InstanceType<Ort['Tensor']>, own: boolean): OrtValue {
  let wasRead = false
  return {
    ort: tensor,
    dims: tensor.dims,
    byteLength: tensor.size * Float32Array.BYTES_PER_ELEMENT,
    async read() {
      wasRead = true
      const data = await tensor.getData().catch((problem: unknown) => {
        throw new ReadFailed(describeFailure(problem))
      })
      if (!(data instanceof Float32Array)) throw new Error('Internal error: a result is not float32')
      return data
    },
    release() {
      // What somebody has read he may still be looking at.
      const data = own && !wasRead && tensor.location === 'cpu' ? tensor.data : null
      tensor.dispose()
      if (data instanceof Float32Array) freeMemory(data.buffer)
    },
  }
}

/** Maps of many megabytes would stand in memory until the next garbage collection, long after others took their place. */
function freeMemory(buffer: ArrayBufferLike & { transfer?(newByteLength: number): ArrayBuffer }): void {
  buffer.transfer?.(0)
}

/** onnxruntime's messages quote the name of the operator that failed; ours are called `n7`. */
export function describeFailure(problem: unknown): RunFailure {
  const message = problem instanceof Error ? problem.message : `onnxruntime failed with ${String(problem)}`
  const operator = /(?:Name:|node[ '"(]+|Node \()\s*'?([^\s'")]+)/.exec(message)?.[1]
  return { message, operator: operator ?? null }
}
