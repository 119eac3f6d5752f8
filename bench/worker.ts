/** Times the engine against the plain model: both in this worker, interleaved, so that a noisy machine is equally unfair to both. */
import { required } from '../core/base/assert'
import { DEFAULT_ENGINE_SETTINGS, type MemoryUse } from '../core/contract/engine-types'
import type { Editor } from '../core/doc/editor'
import { createRegistry } from '../core/nodedef/registry'
import { nodeDefinitions } from '../nodes/index.gen'
import { createEngine, type Engine, type RunReport } from '../runtime/engine'
import { watchHeap } from '../runtime/heap'
import type { Ort, OrtSession } from '../runtime/ort'
import { plainModel } from './plain-model'
import { insertNorm, openGenerator, RESOLUTION, set } from './scenario'

const ROUNDS = 7
const THREADS = 2

const registry = createRegistry(nodeDefinitions)
/** NVIDIA's own form: fused up-convolutions from 128 px on. */
const { editor, store } = openGenerator(registry, RESOLUTION, 128)
let ort: Ort
const heapBytes = watchHeap()
/** Not awaited at the top: a message that comes before `onmessage` is set would be lost. */
const ready = import('onnxruntime-web/webgpu').then((module) => {
  ort = module
  ort.env.wasm.numThreads = THREADS
})

/** One figure: milliseconds of each round, by what was timed. */
type Timings = Record<string, number[]>

function newEngine(): Engine {
  return createEngine({
    ort,
    registry,
    store,
    threads: THREADS,
    settings: { backend: 'wasm' },
    heapBytes,
    webgpuProblem: () => Promise.resolve('the benchmark runs on WASM'),
  })
}

async function run(engine: Engine, on: Editor = editor): Promise<RunReport> {
  const report = await engine.run({ document: on.document })
  if (!report.ok) throw new Error(report.error.map((d) => d.message).join('\n'))
  return report.value
}

async function runPlain(session: OrtSession, seed: number): Promise<void> {
  const z = (salt: number): InstanceType<Ort['Tensor']> =>
    new ort.Tensor(
      'float32',
      Float32Array.from({ length: 512 }, (_, i) => Math.sin(i * 12.9898 + seed + salt) * 1.4),
      [1, 512],
    )
  await session.run(Object.fromEntries(session.inputNames.map((name, i) => [name, z(i)])))
}

async function time(task: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await task()
  return performance.now() - start
}

let seed = 100
let standing: Engine | undefined
const tasks: Record<string, () => Promise<unknown>> = {
  /** Whole runs of both, and partial runs of ours, taken in turn. */
  async steady(): Promise<Timings> {
    const engine = newEngine()
    const plain = await ort.InferenceSession.create(plainModel(registry, RESOLUTION), {
      executionProviders: ['wasm'],
    })
    await run(engine)
    await runPlain(plain, 1)
    const timings: Timings = {
      plain: [],
      whole: [],
      'last layer': [],
      'last block': [],
      'first layer': [],
      undo: [],
      undoRan: [],
    }
    const change = (first: number, last: number): void => {
      set(editor, 'mix', 'first', first)
      set(editor, 'mix', 'last', last)
      set(editor, 'z2', 'seed', ++seed)
    }
    /** Time of a run after only the given layers' styles changed; the picture before it is known. */
    const partial = async (first: number, last: number): Promise<number> => {
      change(first, last)
      await run(engine)
      set(editor, 'z2', 'seed', ++seed)
      return time(() => run(engine))
    }
    for (let round = 0; round < ROUNDS; round++) {
      timings['plain']?.push(await time(() => runPlain(plain, ++seed)))
      set(editor, 'z', 'seed', ++seed)
      timings['whole']?.push(await time(() => run(engine)))
      timings['last layer']?.push(await partial(13, 13))
      timings['last block']?.push(await partial(12, 13))
      timings['first layer']?.push(await partial(0, 0))
      editor.undo()
      let ran = 0
      timings['undo']?.push(
        await time(async () => {
          ran = (await run(engine)).account.filter((entry) => entry.ran).length
        }),
      )
      timings['undoRan']?.push(ran)
    }
    await engine.release()
    await plain.release()
    return timings
  },

  /** From nothing to the picture, ours and plain, and a norm inserted behind the last convolution. */
  async opening(): Promise<Timings> {
    const timings: Timings = { open: [], plain: [], insert: [] }
    const bytes = plainModel(registry, RESOLUTION)
    for (let round = 0; round < ROUNDS; round++) {
      timings['plain']?.push(
        await time(async () => {
          const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] })
          await runPlain(session, ++seed)
          await session.release()
        }),
      )
      const engine = newEngine()
      timings['open']?.push(await time(() => run(engine)))
      insertNorm(editor, '256x256/Conv1/conv.y', '256x256/Conv1/noise', 'x')
      timings['insert']?.push(await time(() => run(engine)))
      editor.undo()
      await engine.release()
    }
    return timings
  },

  /** One whole run for a new z; the engine stays from call to call. */
  async whole(): Promise<number> {
    if (!standing) await run((standing = newEngine()))
    const engine = standing
    set(editor, 'z', 'seed', ++seed)
    return time(() => run(engine))
  },

  /** A session of editing; the runner reads this process's peak memory afterwards. */
  async memory(): Promise<{ allowed: number; use: MemoryUse }> {
    const engine = newEngine()
    let use: MemoryUse | undefined
    for (let i = 0; i < 12; i++) {
      set(editor, 'z', 'seed', ++seed)
      use = (await run(engine)).memory
    }
    await engine.release()
    return { allowed: store.byteLength + DEFAULT_ENGINE_SETTINGS.resultBudget, use: required(use, 'a run') }
  },
}

self.onmessage = async ({ data: { id, name } }: MessageEvent<{ id: number; name: string }>) => {
  try {
    await ready
    const task = tasks[name]
    if (!task) throw new Error(`there is no benchmark ${name}`)
    self.postMessage({ id, value: await task() })
  } catch (problem) {
    self.postMessage({ id, error: problem instanceof Error ? problem.message : String(problem) })
  }
}
