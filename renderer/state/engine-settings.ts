import { signal, type ReadonlySignal } from '@preact/signals'
import { DEFAULT_ENGINE_SETTINGS, type EngineSettings } from '../../core/contract/engine-types'
import type { Live } from '../engine/live'
import { recall, remember } from './remembered'

export const BACKEND_CHOICES = ['auto', 'webgpu', 'wasm'] as const
export type BackendChoice = (typeof BACKEND_CHOICES)[number]

const MIB = 2 ** 20
/** Bytes of results kept for reuse that can be chosen. */
export const RESULT_BUDGETS: readonly number[] = [128, 256, 512, 1024, 2048, 4096].map((mib) => mib * MIB)

/** What the user wants of the engine; what it does run on, the live state tells. */
export interface EngineSettingsStore {
  readonly backend: ReadonlySignal<BackendChoice>
  readonly resultBudget: ReadonlySignal<number>
  readonly halfPrecision: ReadonlySignal<boolean>
  chooseBackend(choice: BackendChoice): void
  chooseResultBudget(bytes: number): void
  chooseHalfPrecision(on: boolean): void
}

const KEYS = { backend: 'backend', resultBudget: 'result-budget', halfPrecision: 'half-precision' } as const

/**
 * Remembers the choices and hands them to the engine: at the start those that are not its defaults, then each change.
 * `?backend=wasm` in the address counts for this window only.
 */
export function createEngineSettings(live: Pick<Live, 'configure'>, window: Window): EngineSettingsStore {
  const backend = signal<BackendChoice>(
    askedBackend(window) ?? recall(window, KEYS.backend, BACKEND_CHOICES) ?? 'auto',
  )
  const resultBudget = signal(recallBudget(window) ?? DEFAULT_ENGINE_SETTINGS.resultBudget)
  const halfPrecision = signal(recall(window, KEYS.halfPrecision, ['on', 'off']) === 'on')

  const first: Partial<EngineSettings> = {
    ...(backend.value === DEFAULT_ENGINE_SETTINGS.backend ? {} : { backend: backend.value }),
    ...(resultBudget.value === DEFAULT_ENGINE_SETTINGS.resultBudget
      ? {}
      : { resultBudget: resultBudget.value }),
    ...(halfPrecision.value ? { halfPrecision: true } : {}),
  }
  if (Object.keys(first).length > 0) live.configure(first)

  return {
    backend,
    resultBudget,
    halfPrecision,
    chooseBackend(choice) {
      backend.value = choice
      remember(window, KEYS.backend, choice)
      live.configure({ backend: choice })
    },
    chooseResultBudget(bytes) {
      resultBudget.value = bytes
      remember(window, KEYS.resultBudget, String(bytes / MIB))
      live.configure({ resultBudget: bytes })
    },
    chooseHalfPrecision(on) {
      halfPrecision.value = on
      remember(window, KEYS.halfPrecision, on ? 'on' : 'off')
      live.configure({ halfPrecision: on })
    },
  }
}

function askedBackend(window: Window): BackendChoice | undefined {
  const asked = new URLSearchParams(window.location.search).get('backend')
  return BACKEND_CHOICES.find((known) => known === asked)
}

function recallBudget(window: Window): number | undefined {
  const known = RESULT_BUDGETS.map((bytes) => String(bytes / MIB))
  const chosen = recall(window, KEYS.resultBudget, known)
  return chosen === undefined ? undefined : Number(chosen) * MIB
}
