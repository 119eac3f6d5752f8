import * as ort from 'onnxruntime-web'
import { required } from '../../core/base/assert'
import type { Ort, OrtSession } from '../../runtime/ort'

export type OrtCall = 'create' | 'run' | 'release'
type OrtTensor = InstanceType<Ort['Tensor']>

/** onnxruntime on WASM under watch: what it holds, whether calls overlap, and a hook that may wait or throw before one. */
export interface WatchedOrt {
  readonly ort: Ort
  /** Called before each call goes through; what it throws, the call fails with. */
  before: (call: OrtCall) => void | Promise<void>
  /** Calls that began before another one had ended. */
  readonly overlaps: number
  readonly calls: number
  /** Sessions made and not released. */
  readonly sessions: number
  /** Of tensors made or given out and not disposed of. */
  readonly tensorBytes: number
}

export function watchOrt(): WatchedOrt {
  const sessions = new Set<OrtSession>()
  const tensors = new Set<OrtTensor>()
  let calls = 0
  let overlaps = 0
  let busy = 0

  async function watched<T>(call: OrtCall, task: () => Promise<T>): Promise<T> {
    calls++
    if (busy > 0) overlaps++
    busy++
    try {
      await watch.before(call)
      return await task()
    } finally {
      busy--
    }
  }

  function track(tensor: OrtTensor): OrtTensor {
    tensors.add(tensor)
    const dispose = tensor.dispose.bind(tensor)
    tensor.dispose = () => {
      tensors.delete(tensor)
      dispose()
    }
    return tensor
  }

  async function create(...given: Parameters<typeof ort.InferenceSession.create>): Promise<OrtSession> {
    const session = await watched('create', () => ort.InferenceSession.create(...given))
    sessions.add(session)
    const run = session.run.bind(session)
    const release = session.release.bind(session)
    const onRun = async (...args: Parameters<OrtSession['run']>): ReturnType<OrtSession['run']> => {
      if (!sessions.has(session)) throw new Error('a released session runs')
      const results = await watched('run', () => run(...args))
      for (const name of Object.keys(results)) track(required(results[name], name))
      return results
    }
    return Object.assign(session, {
      run: onRun,
      release: async () => {
        // Whatever the hook throws, the session itself is gone.
        sessions.delete(session)
        await watched('release', release)
      },
    })
  }

  const watch: WatchedOrt = {
    ort: {
      ...ort,
      InferenceSession: { create },
      Tensor: new Proxy(ort.Tensor, {
        construct: (target, args: ConstructorParameters<typeof ort.Tensor>) => track(new target(...args)),
      }),
    } as unknown as Ort,
    before: () => undefined,
    get overlaps() {
      return overlaps
    },
    get calls() {
      return calls
    },
    get sessions() {
      return sessions.size
    },
    get tensorBytes() {
      return [...tensors].reduce((sum, { size }) => sum + size * Float32Array.BYTES_PER_ELEMENT, 0)
    },
  }
  return watch
}
