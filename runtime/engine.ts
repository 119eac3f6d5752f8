import { required } from '../core/base/assert'
import { fail, ok, type Result } from '../core/base/result'
import { compile, type Compiled } from '../core/compile/compile'
import { splitOutputs } from '../core/compile/split-outputs'
import type { Backend } from '../core/contract/engine-types'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import type { Document, PortRef } from '../core/doc/document'
import type { Registry } from '../core/nodedef/registry'
import { encodeOnnx } from '../core/onnx/encode'
import type { Tensor } from '../core/tensor/tensor'
import type { WireType } from '../core/tensor/wire-type'
import type { TensorStore } from '../core/weights/tensor-store'
import { createExecutor, type Executor, type RunFailure } from './executor'
import type { Ort } from './ort'

export interface RunOutput {
  readonly port: PortRef
  readonly type: WireType
  readonly tensor: Tensor
}

export interface RunReport {
  readonly outputs: readonly RunOutput[]
  readonly backend: Backend
  /** Milliseconds until a session for the model was ready, and of the run itself. */
  readonly compileMs: number
  readonly runMs: number
  /** Outputs that could not run, and why; empty when `outputs` were asked for by name. */
  readonly diagnostics: readonly Diagnostic[]
  readonly fallback: string | null
}

export interface RunRequest {
  readonly document: Document
  /** Ports to compute; with none named, every output node that can run. */
  readonly outputs?: readonly PortRef[]
  readonly feeds?: ReadonlyMap<string, Tensor>
}

/** Documents in, tensors out: compiles, keeps sessions, chooses the backend and falls back from it. */
export interface Engine {
  run(request: RunRequest): Promise<Result<RunReport, readonly Diagnostic[]>>
  /** `auto` takes WebGPU where a real device is found. */
  setBackend(choice: 'auto' | Backend): void
  release(): Promise<void>
}

export interface EngineOptions {
  readonly ort: Ort
  readonly registry: Registry
  readonly store: TensorStore
  readonly threads?: number
  readonly backend?: 'auto' | Backend
  /** Why WebGPU cannot be used here, or null when it can. */
  readonly webgpuProblem: () => Promise<string | null>
}

export function createEngine({
  ort,
  registry,
  store,
  threads,
  backend = 'auto',
  webgpuProblem,
}: EngineOptions): Engine {
  const executors = new Map<Backend, Executor>()
  /** Values of sources that have not changed since the last run (noise, latents) are not drawn again. */
  const drawn = new Map<string, { readonly key: string; readonly tensor: Tensor }>()
  let choice = backend
  /** Why `auto` gave up on WebGPU; set once it failed. */
  let givenUp: string | null = null

  function executorFor(name: Backend): Executor {
    let executor = executors.get(name)
    if (!executor) {
      executor = createExecutor(ort, { backend: name, ...(threads === undefined ? {} : { threads }) })
      executors.set(name, executor)
    }
    return executor
  }

  async function chooseBackend(): Promise<{ backend: Backend; fallback: string | null }> {
    if (choice === 'wasm') return { backend: 'wasm', fallback: null }
    const problem = (choice === 'auto' ? givenUp : null) ?? (await webgpuProblem())
    if (problem === null) return { backend: 'webgpu', fallback: null }
    return { backend: 'wasm', fallback: problem }
  }

  function feedsFor(compiled: Compiled): Map<string, Tensor> {
    const feeds = new Map<string, Tensor>()
    for (const { name, key, make } of compiled.ir.inputs) {
      const known = drawn.get(name)
      const tensor = known?.key === key && !key.startsWith('feed:') ? known.tensor : make()
      drawn.set(name, { key, tensor })
      feeds.set(name, tensor)
    }
    return feeds
  }

  async function execute(
    compiled: Compiled,
    on: Backend,
  ): Promise<Result<Omit<RunReport, 'diagnostics' | 'fallback'>, RunFailure>> {
    const executor = executorFor(on)
    const model = {
      key: compiled.key,
      encode: () => encodeOnnx(compiled, { name: 'styleloom', producerVersion: '' }),
    }
    const start = performance.now()
    const prepared = await executor.prepare(model)
    if (!prepared.ok) return prepared
    const ready = performance.now()
    const names = compiled.ir.outputs.map((output) => output.name)
    const result = await executor.run(model, feedsFor(compiled), names)
    if (!result.ok) return result
    const outputs = compiled.ir.outputs.map(({ name, port, type }) => ({
      port,
      type,
      tensor: required(result.value.get(name), name),
    }))
    const done = performance.now()
    return ok({ outputs, backend: on, compileMs: prepared.value ? ready - start : 0, runMs: done - ready })
  }

  return {
    async run({ document, outputs, feeds }) {
      const split = outputs ? { sound: outputs, diagnostics: [] } : splitOutputs(document, registry)
      if (split.sound.length === 0 && split.diagnostics.length > 0) return fail(split.diagnostics)
      const attempt = async (on: Backend): Promise<Attempt> => {
        const options = {
          mode: 'live',
          backend: on,
          outputs: split.sound,
          ...(feeds ? { feeds } : {}),
        } as const
        const compiled = compile(document, registry, store, options)
        return compiled.ok ? { run: await execute(compiled.value, on) } : { diagnostics: compiled.error }
      }

      let { backend: on, fallback } = await chooseBackend()
      let attempted = await attempt(on)
      if ('run' in attempted && !attempted.run.ok && on === 'webgpu') {
        fallback = `WebGPU failed: ${attempted.run.error.message}`
        if (choice === 'auto') givenUp = fallback
        on = 'wasm'
        attempted = await attempt(on)
      }
      if ('diagnostics' in attempted) return fail([...attempted.diagnostics, ...split.diagnostics])
      const { run } = attempted
      return run.ok
        ? ok({ ...run.value, diagnostics: split.diagnostics, fallback })
        : fail([runFailed(run.error, document)])
    },
    setBackend(next) {
      choice = next
      givenUp = null
    },
    async release() {
      for (const executor of executors.values()) await executor.release()
      executors.clear()
      drawn.clear()
    },
  }
}

/** What one backend made of the document: diagnostics when it does not compile, else the run or its failure. */
type Attempt =
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly run: Result<Omit<RunReport, 'diagnostics' | 'fallback'>, RunFailure> }

function runFailed({ message, node }: RunFailure, document: Document): Diagnostic {
  const place =
    node !== null && document.nodes.has(node)
      ? ({ kind: 'node', node } as const)
      : ({ kind: 'graph' } as const)
  return error(
    'run/failed',
    place,
    `Running the graph failed: ${message}`,
    'Try the other backend or a smaller batch.',
  )
}
