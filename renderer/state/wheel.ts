import { signal, type ReadonlySignal } from '@preact/signals'
import { recall, remember } from './remembered'

/** What the wheel does on the canvas; `auto`: a trackpad moves the view, a wheel zooms. */
export const WHEEL_CHOICES = ['auto', 'zoom', 'pan'] as const
export type WheelChoice = (typeof WHEEL_CHOICES)[number]

export interface WheelStore {
  readonly choice: ReadonlySignal<WheelChoice>
  choose(choice: WheelChoice): void
}

const KEY = 'wheel'

export function createWheelStore(window: Window): WheelStore {
  const choice = signal<WheelChoice>(recall(window, KEY, WHEEL_CHOICES) ?? 'auto')
  return {
    choice,
    choose(next) {
      choice.value = next
      remember(window, KEY, next)
    },
  }
}
