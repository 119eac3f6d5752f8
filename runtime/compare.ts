/** The parity lens on a document: which nodes are compared, and what becomes of a backend that fails meanwhile. */
import { fail, ok, type Result } from '../core/base/result'
import { splitOutputs } from '../core/compile/split-outputs'
import type { Cancellation } from '../core/contract/cancellation'
import type { Backend, ParityProgress } from '../core/contract/engine-types'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import type { Document, PortRef } from '../core/doc/document'
import type { Inference } from '../core/infer/inference'
import type { Registry } from '../core/nodedef/registry'
import { placeOf, runFailed, type Attempt } from './attempt'
import type { RunFailure } from './executor'
import {
  compareNodes,
  HALF_PRECISION_TOLERANCE,
  PARITY_TOLERANCE,
  type Comparison,
  type ComputedPorts,
} from './parity'
import { portsBehind } from './ports-behind'

export interface CompareRequest {
  readonly document: Document
  readonly cancellation?: Cancellation
  readonly onProgress?: (progress: ParityProgress) => void
}

/** What comparing needs of the engine. */
export interface ComparingEngine {
  readonly registry: Registry
  readonly inferred: Inference
  /** WebGPU runs in half precision. */
  readonly half: boolean
  readonly webgpuProblem: () => Promise<string | null>
  readonly attempt: (ports: readonly PortRef[], backend: Backend) => Promise<Attempt>
  /** Forgets the WebGPU device, and says in the user's words why it failed. */
  readonly giveUpDevice: (failure: RunFailure) => Promise<string>
}

type Outcome<T> = Result<T, readonly Diagnostic[]>

export async function compareBackends(
  { document, cancellation, onProgress }: CompareRequest,
  { registry, inferred, half, webgpuProblem, attempt, giveUpDevice }: ComparingEngine,
): Promise<Outcome<Comparison>> {
  // Before anything is awaited: the inference follows the document of the next run.
  const { sound, diagnostics } = splitOutputs(document, registry, inferred)
  const nodes = portsBehind(document, registry, inferred.topology, sound)
    .map((ports) => splitOutputs(document, registry, inferred, ports).sound)
    .filter((ports) => ports.length > 0)
  if (sound.length === 0) return fail(diagnostics)
  const problem = await webgpuProblem()
  if (problem !== null) return fail([nothingToCompare(problem)])

  async function compute(ports: readonly PortRef[], backend: Backend): Promise<Outcome<ComputedPorts>> {
    const attempted = await attempt(ports, backend)
    if ('diagnostics' in attempted) return fail(attempted.diagnostics)
    if ('outputs' in attempted) {
      const runMs = attempted.account.reduce((ms, entry) => ms + entry.runMs, 0)
      return ok({ values: attempted.outputs, runMs })
    }
    const { failed } = attempted
    if (failed.cancelled) return fail([])
    if (backend === 'wasm') return fail([runFailed(failed)])
    const words = await giveUpDevice(failed.failure)
    return fail([
      error(
        'parity/failed',
        placeOf(failed),
        `This node could not be computed on WebGPU: ${words}.`,
        'Choose WASM in the settings for this graph.',
      ),
    ])
  }

  const tolerance = half ? HALF_PRECISION_TOLERANCE : PARITY_TOLERANCE
  return compareNodes({ nodes, tolerance, compute, cancellation, onProgress })
}

function nothingToCompare(problem: string): Diagnostic {
  return error(
    'parity/no-webgpu',
    { kind: 'graph' },
    `There is nothing to compare WASM with: ${problem}.`,
    'Compare on a computer and in a browser that offer WebGPU.',
  )
}
