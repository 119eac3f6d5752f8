import { signal, type ReadonlySignal } from '@preact/signals'
import type { Live } from '../engine/live'
import { recall, remember } from './remembered'

export const BACKEND_CHOICES = ['auto', 'webgpu', 'wasm'] as const
export type BackendChoice = (typeof BACKEND_CHOICES)[number]

/** What the user wants the engine to run on; what it does run on, the live state tells. */
export interface BackendStore {
  readonly choice: ReadonlySignal<BackendChoice>
  choose(choice: BackendChoice): void
}

const KEY = 'backend'

/** `?backend=wasm` in the address counts for this window only. */
export function createBackendStore(live: Live, window: Window): BackendStore {
  const asked = new URLSearchParams(window.location.search).get('backend')
  const first = BACKEND_CHOICES.find((known) => known === asked) ?? recall(window, KEY, BACKEND_CHOICES)
  const choice = signal<BackendChoice>(first ?? 'auto')
  if (choice.value !== 'auto') live.configure({ backend: choice.value })
  return {
    choice,
    choose(next) {
      choice.value = next
      remember(window, KEY, next)
      live.configure({ backend: next })
    },
  }
}
