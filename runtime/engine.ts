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
  type Calibration,
  type EngineSettings,
  type MemoryUse,
  type ParityReport,
  type RenderReport,
  type RunProgress,
  type SegmentAccount,
} from '../core/contract/engine-types'
import type { Diagnostic } from '../core/diagnostic/diagnostic'
import { diffDocuments } from '../core/doc/diff'
import { formatPort, type Document, type PortRef } from '../core/doc/document'
import { expand } from '../core/doc/expand'
import { withBlocks } from '../core/infer/block-registry'
import type { Inference } from '../core/infer/inference'
import type { Registry } from '../core/nodedef/registry'
import type { TensorStore } from '../core/weights/tensor-store'
import type { GraphicsAdapter } from './adapter'
import { runFailed, type Attempt, type RunOutput } from './attempt'
import { createBackendChoice } from './backend-choice'
import { calibrate } from './calibrate'
import { compareBackends, type CompareRequest } from './compare'
import { createDevice, type Device } from './device'
import { webgpuFailureWords } from './device-loss'
import { choosePrecision } from './half-precision'
import { inspect } from './inspect'
import { blameNonFinite, isFiniteTensor } from './non-finite'
import type { Ort } from './ort'
import { createQueue } from './queue'
import { probe } from './probe'

export type { CompareRequest, RunOutput }

/** What a run gave, before it is made into pictures. */
export interface RunReport extends Omit<RenderReport, 'pictures'> {
  readonly outputs: readonly RunOutput[]
}

export interface RunRequest {
  readonly document: Document
  /** Ports are named as in the expanded document, here and below (see `portInRun`). The ones to compute; with none named, every output node that can run. */
  readonly outputs?: readonly PortRef[]
  /** Ports to look into as well. What cannot be computed is left out. */
  readonly inspected?: readonly PortRef[]
  readonly feeds?: Feeds
  readonly cancellation?: Cancellation
  readonly onProgress?: (progress: RunProgress) => void
  /**
   * A look at another document: it uses what is known, and the next run finds what it would have found without it, so
   * that following one document costs no more than before.
   */
  readonly aside?: boolean
}

/** Documents in, tensors out: compiles, runs what is not known yet, chooses the backend and falls back from it. */
export interface Engine {
  /** Fails with no diagnostics at all when the run was cancelled. */
  run(request: RunRequest): Promise<Result<RunReport, readonly Diagnostic[]>>
  /**
   * Runs every node behind the outputs on both backends and says where their values part. `auto` then keeps away from a
   * WebGPU that is wrong. Fails with no diagnostics at all when it was cancelled.
   */
  compare(request: CompareRequest): Promise<Result<ParityReport, readonly Diagnostic[]>>
  configure(change: Partial<EngineSettings>): void
  /** Takes about a second to measure what the pieces of layers cost on the backend in use; says why it could not. */
  calibrate(cancellation?: Cancellation): Promise<Result<Calibration, string>>
  release(): Promise<void>
}

export interface EngineOptions {
  readonly ort: Ort
  readonly registry: Registry
  readonly store: TensorStore
  readonly threads?: number
  readonly settings?: Partial<EngineSettings>
  /** How each segment runs: in the form that is fastest on its backend (default), as written, or with these rewrites. */
  readonly rewrites?: boolean | ReadonlySet<string>
  /** Weights and pictures that the store has not got are stood in for, with a warning. */
  readonly standIns?: boolean
  /** Bytes of weights that sessions may hold on to; the executor's own choice when absent. */
  readonly sessionBudget?: number
  /** Why WebGPU cannot be used here, or null when it can. */
  readonly webgpuProblem: () => Promise<string | null>
  /** The adapter WebGPU would use, or null when nothing is known of it. */
  readonly adapter?: () => Promise<GraphicsAdapter | null>
  /** Why the WebGPU device cannot compute in float16, or null when it can. */
  readonly halfPrecisionProblem?: () => Promise<string | null>
  /** Bytes of onnxruntime's WASM memory, where they can be seen. */
  readonly heapBytes?: () => number
}

export function createEngine(options: EngineOptions): Engine {
  const { ort, registry: base, store, threads, rewrites = true, sessionBudget, standIns = false } = options
  const { halfPrecisionProblem = noHalfPrecision } = options
  const devices = new Map<Backend, Device>()
  const queue = createQueue()
  const memory = createEmitMemory()
  const choice = createBackendChoice({ webgpuProblem: options.webgpuProblem, webgpuDrawback })
  let settings: EngineSettings = { ...DEFAULT_ENGINE_SETTINGS, ...options.settings }

  function deviceFor(backend: Backend): Device {
    const known = devices.get(backend)
    if (known) return known
    const device = createDevice(ort, backend, settings, { threads, rewrites, sessionBudget, queue })
    devices.set(backend, device)
    return device
  }

  async function webgpuDrawback(): Promise<string | null> {
    const adapter = await options.adapter?.()
    if (adapter?.isSoftware) return 'the only WebGPU adapter runs in software'
    const reason = await probe(deviceFor('webgpu').executor, deviceFor('wasm').executor)
    if (reason !== null) await abandon('webgpu')
    return reason
  }

  /** Forgets a device that is lost, has failed or will not be used; the next run that wants it makes another. */
  async function abandon(backend: Backend): Promise<void> {
    const device = devices.get(backend)
    devices.delete(backend)
    await device?.abandon()
  }

  let known: { readonly document: Document; readonly inference: Inference } | null = null
  /** Follows from document to document: only what differs is inferred. Good until it is asked for another document. */
  function inferenceOf(document: Document, feeds: Feeds | undefined): Inference {
    if (feeds && feeds.size > 0) return inferForRun(document, base, 'live', feeds)
    if (known) known.inference.update(document, diffDocuments(known.document, document))
    known = { document, inference: known?.inference ?? inferForRun(document, base, 'live') }
    return known.inference
  }

  async function attempt(
    { document, feeds, cancellation, onProgress, aside }: InferredRequest,
    outputs: readonly PortRef[],
    backend: Backend,
    half: boolean,
    keep?: ReadonlySet<string>,
  ): Promise<Attempt> {
    const compiled = compile(document, base, store, {
      mode: 'live',
      backend,
      inferred: aside ?? inferenceOf(document, feeds),
      memory: aside ? createEmitMemory() : memory,
      outputs,
      standIns,
      ...(feeds ? { feeds } : {}),
    })
    if (!compiled.ok) return { diagnostics: compiled.error }
    const { scheduler, finish } = deviceFor(backend)
    const graph = segmentGraph(compiled.value, finish(half))
    const isAside = aside !== undefined
    const result = await scheduler.run(graph, { cancellation, onProgress, keep, isAside })
    if (!result.ok) return { failed: result.error }
    const values = graph.outputs.map(({ name, port, type }) => ({
      port,
      type,
      tensor: required(result.value.outputs.get(name), name),
    }))
    return { outputs: values, account: result.value.account, warnings: compiled.value.warnings }
  }

  function memoryUse(): MemoryUse {
    const all = [...devices.values()]
    return {
      weights: store.byteLength,
      results: all.reduce((sum, { scheduler }) => sum + scheduler.resultBytes, 0),
      sessions: all.reduce((sum, { executor }) => sum + executor.sessionBytes, 0),
      heap: options.heapBytes?.() ?? 0,
    }
  }

  return {
    async run(asked) {
      const { aside: isAside = false, ...rest } = asked
      const document = expand(asked.document)
      const registry = withBlocks(base, document.blocks)
      const inferred = isAside
        ? inferForRun(document, base, 'live', asked.feeds)
        : inferenceOf(document, asked.feeds)
      const request: InferredRequest = { ...rest, document, ...(isAside ? { aside: inferred } : {}) }
      const split = request.outputs
        ? { sound: request.outputs, diagnostics: [] }
        : splitOutputs(document, registry, inferred)
      const looked = splitOutputs(document, registry, inferred, request.inspected ?? []).sound
      const wanted = distinct([...split.sound, ...looked])
      const looking = new Set(request.inspected?.map(formatPort))
      if (wanted.length === 0 && split.diagnostics.length > 0) return fail(split.diagnostics)

      let { backend, fallback } = await choice.choose(settings.backend)
      const precision = await choosePrecision(settings, backend, halfPrecisionProblem)
      const keep = isAside ? undefined : looking
      let attempted = await attempt(request, wanted, backend, precision.half, keep)
      if ('failed' in attempted && !attempted.failed.cancelled && backend === 'webgpu') {
        fallback = await webgpuFailureWords(ort, attempted.failed.failure)
        choice.giveUp(fallback)
        await abandon('webgpu')
        backend = 'wasm'
        attempted = await attempt(request, wanted, backend, false, keep)
      }
      if ('diagnostics' in attempted) return fail([...attempted.diagnostics, ...split.diagnostics])
      if ('failed' in attempted) return fail(attempted.failed.cancelled ? [] : [runFailed(attempted.failed)])
      const { outputs, account, warnings } = attempted
      const runPorts = async (ports: readonly PortRef[]): Promise<readonly RunOutput[] | null> => {
        const all = await attempt(request, ports, backend, backend === 'webgpu' && precision.half)
        return 'outputs' in all ? all.outputs : null
      }
      const blame = outputs.every(({ tensor }) => isFiniteTensor(tensor))
        ? []
        : await blameNonFinite(document, registry, split.sound, runPorts)
      const sum = (of: (entry: SegmentAccount) => number): number =>
        account.reduce((total, entry) => total + of(entry), 0)
      return ok({
        outputs: outputs.slice(0, split.sound.length),
        inspected: outputs.filter(({ port }) => looking.has(formatPort(port))).map(inspect),
        backend,
        compileMs: sum((entry) => entry.prepareMs),
        runMs: sum((entry) => entry.runMs),
        account,
        diagnostics: [...split.diagnostics, ...blame, ...warnings, ...precision.diagnostics],
        fallback,
        halfPrecision: backend === 'webgpu' && precision.half,
        memory: memoryUse(),
      })
    },
    async compare(asked) {
      const request = { ...asked, document: expand(asked.document) }
      const { half } = await choosePrecision(settings, 'webgpu', halfPrecisionProblem)
      const { onProgress: _ofNodes, ...run } = request
      const compared = await compareBackends(request, {
        registry: withBlocks(base, request.document.blocks),
        inferred: inferenceOf(request.document, undefined),
        half,
        webgpuProblem: options.webgpuProblem,
        attempt: (ports, backend) => attempt(run, ports, backend, backend === 'webgpu' && half),
        async giveUpDevice(failure) {
          const words = await webgpuFailureWords(ort, failure)
          await abandon('webgpu')
          return words
        },
      })
      if (!compared.ok) return compared
      const { first } = compared.value
      if (first !== null) {
        const title = request.document.nodes.get(first.node)?.title ?? first.node
        choice.giveUp(`WebGPU gave other values than WASM from ${title} on`)
      }
      const adapter = (await options.adapter?.())?.description ?? 'unknown'
      return ok({
        ...compared.value,
        adapter,
        runtime: `onnxruntime-web ${ort.env.versions.web ?? 'unknown'}`,
      })
    },
    configure(change) {
      settings = { ...settings, ...change }
      if (change.backend !== undefined) choice.forget()
      for (const { scheduler } of devices.values()) scheduler.setResultBudget(settings.resultBudget)
    },
    async calibrate(cancellation) {
      const { backend } = await choice.choose(settings.backend)
      const costs = await calibrate(deviceFor(backend).executor, cancellation ? { cancellation } : {})
      return costs.ok ? ok({ backend, costs: costs.value }) : fail(costs.error.message)
    },
    async release() {
      for (const device of devices.values()) await device.release()
      devices.clear()
    },
  }
}

/** `aside`: the document's own inference, instead of the one that follows from run to run. */
type InferredRequest = Omit<RunRequest, 'aside'> & { readonly aside?: Inference }

function noHalfPrecision(): Promise<string> {
  return Promise.resolve('this device was not asked whether it can')
}

function distinct(ports: readonly PortRef[]): PortRef[] {
  return [...new Map(ports.map((port) => [formatPort(port), port])).values()]
}
