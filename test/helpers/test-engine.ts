import * as ort from 'onnxruntime-web'
import { sha256Hex } from '../../core/base/hash'
import type { Result } from '../../core/base/result'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { formatPort, type Document } from '../../core/doc/document'
import { tensorBytes } from '../../core/tensor/tensor'
import type { TensorStore } from '../../core/weights/tensor-store'
import { createEngine, type Engine, type RunReport, type RunRequest } from '../../runtime/engine'
import type { Ort } from '../../runtime/ort'
import { allNodes } from './random-graph'

export interface TestEngineOptions {
  readonly store: TensorStore
  readonly ort?: Ort
  readonly resultBudget?: number
  readonly sessionBudget?: number
  readonly standIns?: boolean
}

/** An engine on one WASM thread in this process: bit for bit the same every time. */
export function createTestEngine({
  store,
  resultBudget,
  sessionBudget,
  standIns = false,
  ...given
}: TestEngineOptions): Engine {
  return createEngine({
    ort: given.ort ?? ort,
    registry: allNodes,
    store,
    threads: 1,
    standIns,
    settings: { backend: 'wasm', ...(resultBudget === undefined ? {} : { resultBudget }) },
    ...(sessionBudget === undefined ? {} : { sessionBudget }),
    webgpuProblem: () => Promise.resolve('tests run on WASM'),
  })
}

/** All that a run must give again, as plain values: outputs to the bit, what is inspected, and diagnostics. */
export function outcomeOf(result: Result<RunReport, readonly Diagnostic[]>): unknown {
  if (!result.ok) return result.error
  const { outputs, inspected, diagnostics } = result.value
  return {
    outputs: outputs.map(({ port, type, tensor }) => ({
      port: formatPort(port),
      type,
      dims: tensor.dims,
      bits: sha256Hex(tensorBytes(tensor)),
    })),
    inspected,
    diagnostics,
  }
}

/** What an engine that has run nothing before makes of the document. */
export async function freshOutcome(
  document: Document,
  store: TensorStore,
  request: Omit<RunRequest, 'document'> = {},
): Promise<unknown> {
  const engine = createTestEngine({ store })
  const outcome = outcomeOf(await engine.run({ document, ...request }))
  await engine.release()
  return outcome
}
