import { computed, signal, type ReadonlySignal } from '@preact/signals'
import { THEME_CHOICES, type ThemeChoice } from '../../core/contract/desktop'
import { recall, remember } from './remembered'

export interface ThemeStore {
  readonly choice: ReadonlySignal<ThemeChoice>
  /** Changes whenever colours do, be it by choice or by the system. */
  readonly inUse: ReadonlySignal<'light' | 'dark'>
  choose(choice: ThemeChoice): void
}

const KEY = 'theme'

export function createThemeStore(window: Window): ThemeStore {
  const choice = signal<ThemeChoice>(recall(window, KEY, THEME_CHOICES) ?? 'system')
  const query = window.matchMedia('(prefers-color-scheme: dark)')
  const systemIsDark = signal(query.matches)
  query.addEventListener('change', () => (systemIsDark.value = query.matches))

  function apply(next: ThemeChoice): void {
    if (next === 'system') delete window.document.documentElement.dataset['theme']
    else window.document.documentElement.dataset['theme'] = next
  }

  apply(choice.value)
  return {
    choice,
    inUse: computed(() => {
      if (choice.value === 'system') return systemIsDark.value ? 'dark' : 'light'
      return choice.value
    }),
    choose(next) {
      apply(next)
      choice.value = next
      remember(window, KEY, next)
    },
  }
}
