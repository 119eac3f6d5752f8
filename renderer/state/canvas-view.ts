import { signal, type ReadonlySignal } from '@preact/signals'
import { recall, remember } from './remembered'

/** Which wires are drawn plainly: all, or only those that touch the selection while the others are faint or not there. */
export const WIRE_LOOKS = ['all', 'faded', 'hidden'] as const
export type WireLook = (typeof WIRE_LOOKS)[number]

/** How the canvas is looked at; remembered from window to window. */
export interface CanvasViewStore {
  readonly wires: ReadonlySignal<WireLook>
  readonly hasMinimap: ReadonlySignal<boolean>
  chooseWires(look: WireLook): void
  toggleMinimap(): void
}

const WIRES_KEY = 'wires'
const MINIMAP_KEY = 'minimap'

export function createCanvasView(window: Window): CanvasViewStore {
  const wires = signal<WireLook>(recall(window, WIRES_KEY, WIRE_LOOKS) ?? 'all')
  const hasMinimap = signal(recall(window, MINIMAP_KEY, ['on', 'off']) !== 'off')
  return {
    wires,
    hasMinimap,
    chooseWires(look) {
      wires.value = look
      remember(window, WIRES_KEY, look)
    },
    toggleMinimap() {
      hasMinimap.value = !hasMinimap.peek()
      remember(window, MINIMAP_KEY, hasMinimap.peek() ? 'on' : 'off')
    },
  }
}

/** What comes after `look` when one goes round. */
export function nextWireLook(look: WireLook): WireLook {
  return WIRE_LOOKS[(WIRE_LOOKS.indexOf(look) + 1) % WIRE_LOOKS.length] ?? 'all'
}
