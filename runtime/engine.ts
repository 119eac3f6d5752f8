import { required } from '../core/base/assert'
import { fail, ok, type Result } from '../core/base/result'
import { compile } from '../core/compile/compile'
import { inferForRun, type Feeds } from '../core/compile/live-types'
import { createEmitMemory } from '../core/compile/passes/emit'
import { segmentGraph } from '../core/compile/segments'
import { splitOutputs } from '../core/compile/split-outputs'
import type { Cancellation } from '../core/contract/cancellation'
import {
  DEFAULT_ENGINE_SETTINGS,
  type Backend,
  type EngineSettings,
  type MemoryUse,
  type RenderReport,
  type RunProgress,
  type SegmentAccount,
} from '../core/contract/engine-types'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import { diffDocuments } from '../core/doc/diff'
import { formatPort, type Document, type PortRef } from '../core/doc/document'
import type { Inference } from '../core/infer/inference'
import type { Registry } from '../core/nodedef/registry'
import type { Tensor } from '../core/tensor/tensor'
import type { WireType } from '../core/tensor/wire-type'
import type { TensorStore } from '../core/weights/tensor-store'
import { createBackendChoice } from './backend-choice'
import { createDevice, type Device } from './device'
import { inspect } from './inspect'
import { blameNonFinite, isFiniteTensor } from './non-finite'
import type { Ort } from './ort'
import type { ScheduleFailure, ScheduledRun } from './scheduler'

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
  /** Ports to look into as well. What cannot be computed is left out. */
  readonly inspected?: readonly PortRef[]
  readonly feeds?: Feeds
  readonly cancellation?: Cancellation
  readonly onProgress?: (progress: RunProgress) => void
}

/** Documents in, tensors out: compiles, runs what is not known yet, chooses the backend and falls back from it. */
export interface Engine {
  /** Fails with no diagnostics at all when the run was cancelled. */
  run(request: RunRequest): Promise<Result<RunReport, readonly Diagnostic[]>>
  configure(change: Partial<EngineSettings>): void
  release(): Promise<void>
}

export interface EngineOptions {
  readonly ort: Ort
  readonly registry: Registry
  readonly store: TensorStore
  readonly threads?: number
  readonly settings?: Partial<EngineSettings>
  /** Run each segment in the form that is fastest on its backend (default), or as it is written. */
  readonly rewrites?: boolean
  /** Why WebGPU cannot be used here, or null when it can. */
  readonly webgpuProblem: () => Promise<string | null>
}

export function createEngine(options: EngineOptions): Engine {
  const { ort, registry, store, threads, rewrites = true } = options
  const devices = new Map<Backend, Device>()
  const memory = createEmitMemory()
  const choice = createBackendChoice(options.webgpuProblem)
  let settings: EngineSettings = { ...DEFAULT_ENGINE_SETTINGS, ...options.settings }

  function deviceFor(backend: Backend): Device {
    const known = devices.get(backend)
    if (known) return known
    const device = createDevice(ort, backend, settings, { threads, rewrites })
    devices.set(backend, device)
    return device
  }

  let known: { readonly document: Document; readonly inference: Inference } | null = null
  /** Follows from document to document: only what differs is inferred. Good until it is asked for another document. */
  function inferenceOf(document: Document, feeds: Feeds | undefined): Inference {
    if (feeds && feeds.size > 0) return inferForRun(document, registry, 'live', feeds)
    if (known) known.inference.update(document, diffDocuments(known.document, document))
    known = { document, inference: known?.inference ?? inferForRun(document, registry, 'live') }
    return known.inference
  }

  async function attempt(
    { document, feeds, cancellation, onProgress }: RunRequest,
    outputs: readonly PortRef[],
    backend: Backend,
  ): Promise<Attempt> {
    const compiled = compile(document, registry, store, {
      mode: 'live',
      backend,
      inferred: inferenceOf(document, feeds),
      memory,
      outputs,
      ...(feeds ? { feeds } : {}),
    })
    if (!compiled.ok) return { diagnostics: compiled.error }
    const { scheduler, finish } = deviceFor(backend)
    const graph = segmentGraph(compiled.value, finish)
    const result = await scheduler.run(graph, { cancellation, onProgress })
    if (!result.ok) return { failed: result.error }
    const values = graph.outputs.map(({ name, port, type }) => ({
      port,
      type,
      tensor: required(result.value.outputs.get(name), name),
    }))
    return { outputs: values, account: result.value.account }
  }

  function memoryUse(): MemoryUse {
    const all = [...devices.values()]
    return {
      weights: store.byteLength,
      results: all.reduce((sum, { scheduler }) => sum + scheduler.resultBytes, 0),
      sessions: all.reduce((sum, { executor }) => sum + executor.sessionBytes, 0),
      heap: 0,
    }
  }

  return {
    async run(request) {
      const { document } = request
      const inferred = inferenceOf(document, request.feeds)
      const split = request.outputs
        ? { sound: request.outputs, diagnostics: [] }
        : splitOutputs(document, registry, inferred)
      const looked = splitOutputs(document, registry, inferred, request.inspected ?? []).sound
      const wanted = distinct([...split.sound, ...looked])
      if (wanted.length === 0 && split.diagnostics.length > 0) return fail(split.diagnostics)

      let { backend, fallback } = await choice.choose(settings.backend)
      let attempted = await attempt(request, wanted, backend)
      if ('failed' in attempted && !attempted.failed.cancelled && backend === 'webgpu') {
        fallback = `WebGPU failed: ${attempted.failed.failure.message}`
        choice.giveUp(fallback)
        backend = 'wasm'
        attempted = await attempt(request, wanted, backend)
      }
      if ('diagnostics' in attempted) return fail([...attempted.diagnostics, ...split.diagnostics])
      if ('failed' in attempted) return fail(attempted.failed.cancelled ? [] : [runFailed(attempted.failed)])
      const { outputs, account } = attempted
      const runPorts = async (ports: readonly PortRef[]): Promise<readonly RunOutput[] | null> => {
        const all = await attempt(request, ports, backend)
        return 'outputs' in all ? all.outputs : null
      }
      const blame = outputs.every(({ tensor }) => isFiniteTensor(tensor))
        ? []
        : await blameNonFinite(document, registry, split.sound, runPorts)
      const sum = (of: (entry: SegmentAccount) => number): number =>
        account.reduce((total, entry) => total + of(entry), 0)
      const asked = new Set(request.inspected?.map(formatPort))
      return ok({
        outputs: outputs.slice(0, split.sound.length),
        inspected: outputs.filter(({ port }) => asked.has(formatPort(port))).map(inspect),
        backend,
        compileMs: sum((entry) => entry.prepareMs),
        runMs: sum((entry) => entry.runMs),
        account,
        diagnostics: [...split.diagnostics, ...blame],
        fallback,
        memory: memoryUse(),
      })
    },
    configure(change) {
      settings = { ...settings, ...change }
      if (change.backend !== undefined) choice.forget()
      for (const { scheduler } of devices.values()) scheduler.setResultBudget(settings.resultBudget)
    },
    async release() {
      for (const device of devices.values()) await device.release()
      devices.clear()
    },
  }
}

function distinct(ports: readonly PortRef[]): PortRef[] {
  return [...new Map(ports.map((port) => [formatPort(port), port])).values()]
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
