import { signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { menuActionIds, type MenuActionId } from '../../core/contract/menu'
import { recallText, remember } from './remembered'

/** Whether the command palette is open, and what was chosen from it last. */
export interface CommandPaletteStore {
  readonly isOpen: Signal<boolean>
  /** The latest first. */
  readonly recent: ReadonlySignal<readonly MenuActionId[]>
  noteUse(id: MenuActionId): void
}

const KEY = 'recent-actions'
const MOST_RECENT = 6

export function createCommandPalette(window: Window): CommandPaletteStore {
  const stored = recallText(window, KEY)?.split(' ') ?? []
  const recent = signal(stored.flatMap((text) => menuActionIds.find((id) => id === text) ?? []))
  return {
    isOpen: signal(false),
    recent,
    noteUse(id) {
      recent.value = [id, ...recent.value.filter((other) => other !== id)].slice(0, MOST_RECENT)
      remember(window, KEY, recent.value.join(' '))
    },
  }
}
