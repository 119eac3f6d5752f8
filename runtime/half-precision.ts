import { warning, type Diagnostic } from '../core/diagnostic/diagnostic'
import type { Backend, EngineSettings } from '../core/contract/engine-types'

/** Whether a run may use half precision, and what the user is told when it was wanted and may not. */
export interface PrecisionChoice {
  readonly half: boolean
  readonly diagnostics: readonly Diagnostic[]
}

/** `problem` says why the device cannot, or gives null when it can. It is asked only when half precision is wanted. */
export async function choosePrecision(
  { halfPrecision }: Pick<EngineSettings, 'halfPrecision'>,
  backend: Backend,
  problem: () => Promise<string | null>,
): Promise<PrecisionChoice> {
  // On WASM there is no such choice: it is a setting of WebGPU.
  if (!halfPrecision || backend !== 'webgpu') return { half: false, diagnostics: [] }
  const reason = await problem()
  if (reason === null) return { half: true, diagnostics: [] }
  return {
    half: false,
    diagnostics: [
      warning(
        'engine/half-precision',
        { kind: 'graph' },
        `Half precision is wanted but off: ${reason}.`,
        'The picture is computed in full precision. The engine settings switch this off.',
      ),
    ],
  }
}
