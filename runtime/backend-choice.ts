import type { Backend } from '../core/contract/engine-types'

/** Which backend a run is to use, and why it is not the wanted one. */
export interface ChosenBackend {
  readonly backend: Backend
  readonly fallback: string | null
}

export interface BackendChoice {
  choose(wanted: 'auto' | Backend): Promise<ChosenBackend>
  /** `auto` keeps away from WebGPU from now on. */
  giveUp(reason: string): void
  /** The user chose anew: WebGPU may be tried again. */
  forget(): void
}

/** Each says why not, or gives null when nothing speaks against it. */
export interface BackendDoubts {
  /** WebGPU cannot be used here at all. */
  readonly webgpuProblem: () => Promise<string | null>
  /** It can, but not to good purpose: in software, slower, or with wrong values. Asked once, and only for `auto`. */
  readonly webgpuDrawback: () => Promise<string | null>
}

/** `auto` takes WebGPU where it is right and not slower. Asked for by name, WebGPU is tried every time. */
export function createBackendChoice({ webgpuProblem, webgpuDrawback }: BackendDoubts): BackendChoice {
  let givenUp: string | null = null
  let drawback: Promise<string | null> | null = null

  async function reasonAgainst(wanted: 'auto' | 'webgpu'): Promise<string | null> {
    if (wanted === 'auto' && givenUp !== null) return givenUp
    const problem = await webgpuProblem()
    if (problem !== null || wanted === 'webgpu') return problem
    return (drawback ??= webgpuDrawback())
  }

  return {
    async choose(wanted) {
      if (wanted === 'wasm') return { backend: 'wasm', fallback: null }
      const reason = await reasonAgainst(wanted)
      return reason === null ? { backend: 'webgpu', fallback: null } : { backend: 'wasm', fallback: reason }
    },
    giveUp(reason) {
      givenUp = reason
    },
    forget() {
      givenUp = null
      drawback = null
    },
  }
}
