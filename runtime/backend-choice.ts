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

/** `auto` takes WebGPU where it can be used. Asked for by name, WebGPU is tried every time. */
export function createBackendChoice(webgpuProblem: () => Promise<string | null>): BackendChoice {
  let givenUp: string | null = null
  return {
    async choose(wanted) {
      if (wanted === 'wasm') return { backend: 'wasm', fallback: null }
      const problem = (wanted === 'auto' ? givenUp : null) ?? (await webgpuProblem())
      return problem === null ? { backend: 'webgpu', fallback: null } : { backend: 'wasm', fallback: problem }
    },
    giveUp(reason) {
      givenUp = reason
    },
    forget() {
      givenUp = null
    },
  }
}
