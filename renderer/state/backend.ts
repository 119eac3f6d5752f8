import { signal, type ReadonlySignal } from '@preact/signals'
import type { Backend } from '../../core/contract/engine-types'
import type { Live } from '../engine/live'

export type BackendChoice = 'auto' | Backend

/** What the user wants the engine to run on; what it does run on, the live state tells. */
export interface BackendStore {
  readonly choice: ReadonlySignal<BackendChoice>
  choose(choice: BackendChoice): void
}

export function createBackendStore(live: Live): BackendStore {
  const choice = signal<BackendChoice>('auto')
  return {
    choice,
    choose(next) {
      choice.value = next
      live.setBackend(next)
    },
  }
}
