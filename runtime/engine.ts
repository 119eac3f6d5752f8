import { required } from '../core/base/assert'
import { fail, ok, type Result } from '../core/base/result'
import { compile } from '../core/compile/compile'
import type { Ir } from '../core/compile/ir'
import { applyRewrites } from '../core/compile/rewrites/index'
import { finishWith, remembering, segmentGraph, type Finish } from '../core/compile/segments'
import { splitOutputs } from '../core/compile/split-outputs'
import type { Cancellation } from '../core/contract/cancellation'
import type { Backend, RenderReport, SegmentAccount } from '../core/contract/engine-types'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import type { Document, PortRef } from '../core/doc/document'
import { inferAll, type Inference } from '../core/infer/inference'
import type { Registry } from '../core/nodedef/registry'
import type { Tensor } from '../core/tensor/tensor'
import type { WireType } from '../core/tensor/wire-type'
import type { TensorStore } from '../core/weights/tensor-store'
import { createExecutor, type Executor } from './executor'
import { blameNonFinite, isFiniteTensor } from './non-finite'
import type { Ort } from './ort'
import { createScheduler, type ScheduleFailure, type ScheduledRun, type Scheduler } from './scheduler'

export interface RunOutput {
  readonly port: PortRef
  readonly type: WireType
  readonly tensor: Tensor
}

/** What a run gave, before it is made into pictures. */
export interface RunReport extends Omit<RenderReport, 'pictures'> {
  readonly outputs: readonly RunOutput[]
}

export interface RunRequest {
  readonly document: Document
  /** Ports to compute; with none named, every output node that can run. */
  readonly outputs?: readonly PortRef[]
  readonly feeds?: ReadonlyMap<string, Tensor>
  readonly cancellation?: Cancellation
}

/** Documents in, tensors out: compiles, runs what is not known yet, chooses the backend and falls back from it. */
export interface Engine {
  /** Fails with no diagnostics at all when the run was cancelled. */
  run(request: RunRequest): Promise<Result<RunReport, readonly Diagnostic[]>>
  /** `auto` takes WebGPU where a real device is found. */
  setBackend(choice: 'auto' | Backend): void
  setResultBudget(bytes: number): void
  release(): Promise<void>
}

export interface EngineOptions {
  readonly ort: Ort
  readonly registry: Registry
  readonly store: TensorStore
  readonly threads?: number
  readonly backend?: 'auto' | Backend
  /** Bytes of results kept for reuse. */
  readonly resultBudget?: number
  /** Run each segment in the form that is fastest on its backend (default), or as it is written. */
  readonly rewrites?: boolean
  /** Why WebGPU cannot be used here, or null when it can. */
  readonly webgpuProblem: () => Promise<string | null>
}

const DEFAULT_RESULT_BUDGET = 512 * 2 ** 20

interface Device {
  readonly executor: Executor
  readonly scheduler: Scheduler
  readonly finish: Finish
}

export function createEngine(options: EngineOptions): Engine {
  const { ort, registry, store, threads, webgpuProblem } = options
  const devices = new Map<Backend, Device>()
  let resultBudget = options.resultBudget ?? DEFAULT_RESULT_BUDGET
  let choice = options.backend ?? 'auto'
  /** Why `auto` gave up on WebGPU; set once it failed. */
  let givenUp: string | null = null

  function deviceFor(backend: Backend): Device {
    let device = devices.get(backend)
    if (!device) {
      const executor = createExecutor(ort, { backend, ...(threads === undefined ? {} : { threads }) })
      const rewrite = (ir: Ir): Ir => (options.rewrites === false ? ir : applyRewrites(ir, { backend }))
      device = {
        executor,
        scheduler: createScheduler(executor, resultBudget),
        finish: remembering(finishWith(rewrite)),
      }
      devices.set(backend, device)
    }
    return device
  }

  async function chooseBackend(): Promise<{ backend: Backend; fallback: string | null }> {
    if (choice === 'wasm') return { backend: 'wasm', fallback: null }
    const problem = (choice === 'auto' ? givenUp : null) ?? (await webgpuProblem())
    return problem === null ? { backend: 'webgpu', fallback: null } : { backend: 'wasm', fallback: problem }
  }

  async function attempt(
    { document, feeds, cancellation }: RunRequest,
    inferred: Inference,
    outputs: readonly PortRef[],
    backend: Backend,
  ): Promise<Attempt> {
    const compiled = compile(document, registry, store, {
      mode: 'live',
      backend,
      inferred,
      outputs,
      ...(feeds ? { feeds } : {}),
    })
    if (!compiled.ok) return { diagnostics: compiled.error }
    const { scheduler, finish } = deviceFor(backend)
    const graph = segmentGraph(compiled.value, finish)
    const result = await scheduler.run(graph, cancellation)
    if (!result.ok) return { failed: result.error }
    const values = graph.outputs.map(({ name, port, type }) => ({
      port,
      type,
      tensor: required(result.value.outputs.get(name), name),
    }))
    return { outputs: values, account: result.value.account }
  }

  function memory(): RunReport['memory'] {
    const all = [...devices.values()]
    return {
      results: all.reduce((sum, { scheduler }) => sum + scheduler.resultBytes, 0),
      sessions: all.reduce((sum, { executor }) => sum + executor.sessionBytes, 0),
    }
  }

  return {
    async run(request) {
      const { document } = request
      const inferred = inferAll(document, registry)
      const split = request.outputs
        ? { sound: request.outputs, diagnostics: [] }
        : splitOutputs(document, registry, inferred)
      if (split.sound.length === 0 && split.diagnostics.length > 0) return fail(split.diagnostics)

      let { backend, fallback } = await chooseBackend()
      let attempted = await attempt(request, inferred, split.sound, backend)
      if ('failed' in attempted && !attempted.failed.cancelled && backend === 'webgpu') {
        fallback = `WebGPU failed: ${attempted.failed.failure.message}`
        if (choice === 'auto') givenUp = fallback
        backend = 'wasm'
        attempted = await attempt(request, inferred, split.sound, backend)
      }
      if ('diagnostics' in attempted) return fail([...attempted.diagnostics, ...split.diagnostics])
      if ('failed' in attempted) return fail(attempted.failed.cancelled ? [] : [runFailed(attempted.failed)])
      const { outputs, account } = attempted
      const runPorts = async (ports: readonly PortRef[]): Promise<readonly RunOutput[] | null> => {
        const all = await attempt(request, inferred, ports, backend)
        return 'outputs' in all ? all.outputs : null
      }
      const blame = outputs.every(({ tensor }) => isFiniteTensor(tensor))
        ? []
        : await blameNonFinite(document, registry, split.sound, runPorts)
      const sum = (of: (entry: SegmentAccount) => number): number =>
        account.reduce((total, entry) => total + of(entry), 0)
      return ok({
        outputs,
        backend,
        compileMs: sum((entry) => entry.prepareMs),
        runMs: sum((entry) => entry.runMs),
        account,
        diagnostics: [...split.diagnostics, ...blame],
        fallback,
        memory: memory(),
      })
    },
    setBackend(next) {
      choice = next
      givenUp = null
    },
    setResultBudget(bytes) {
      resultBudget = bytes
      for (const { scheduler } of devices.values()) scheduler.setResultBudget(bytes)
    },
    async release() {
      for (const { scheduler, executor } of devices.values()) {
        scheduler.clear()
        await executor.release()
      }
      devices.clear()
    },
  }
}

/** What one backend made of the document: diagnostics when it does not compile, a failed run, or the results. */
type Attempt =
  | { readonly diagnostics: readonly Diagnostic[] }
  | { readonly failed: ScheduleFailure }
  | { readonly outputs: readonly RunOutput[]; readonly account: ScheduledRun['account'] }

/** Names the node whose operator failed, or the node its segment ends with. */
function runFailed({ failure, segment }: Extract<ScheduleFailure, { cancelled: false }>): Diagnostic {
  const operator = segment.model.operators.find(({ name }) => name === failure.operator)
  const place = { kind: 'node', node: operator?.source ?? segment.root } as const
  return error(
    'run/failed',
    place,
    `Running this node failed: ${failure.message}`,
    'Try the other backend or a smaller batch.',
  )
}
