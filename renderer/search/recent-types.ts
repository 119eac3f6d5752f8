import { signal, type ReadonlySignal } from '@preact/signals'
import { recallText, remember } from '../state/remembered'

/** The node types that the user added last, the latest first. Outlasts the window. */
export interface RecentTypes {
  readonly types: ReadonlySignal<readonly string[]>
  noteUse(type: string): void
}

const KEY = 'recent-node-types'
const MOST_RECENT = 6

export function createRecentTypes(window: Window): RecentTypes {
  const types = signal<readonly string[]>(recallText(window, KEY)?.split(' ').slice(0, MOST_RECENT) ?? [])
  return {
    types,
    noteUse(type) {
      types.value = [type, ...types.value.filter((other) => other !== type)].slice(0, MOST_RECENT)
      remember(window, KEY, types.value.join(' '))
    },
  }
}
