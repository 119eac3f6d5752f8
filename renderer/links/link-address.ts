import { signal, type ReadonlySignal } from '@preact/signals'
import type { Host } from '../host/host'
import { recallText, remember } from '../state/remembered'

/** Where links to graphs lead: the page itself, or for the desktop the address of a web build that the user names. */
export interface LinkAddress {
  /** Null while the desktop has been told none. */
  readonly current: ReadonlySignal<string | null>
  /** The desktop is told; a page has its own. */
  readonly isChosen: boolean
  /** False when it is no web address; then the one before stays. Empty takes it back. */
  choose(address: string): boolean
}

const KEY = 'link-address'

export function createLinkAddress(window: Window, host: Pick<Host, 'kind'>): LinkAddress {
  const isChosen = host.kind === 'desktop'
  const current = signal(isChosen ? readAddress(recallText(window, KEY) ?? '') : addressOfPage(window))
  return {
    current,
    isChosen,
    choose(text) {
      const address = readAddress(text)
      if (address === null && text.trim() !== '') return false
      current.value = address
      remember(window, KEY, address ?? '')
      return true
    },
  }
}

/** Without what stands behind `?` and `#`; null for what leads nowhere on the web. */
function readAddress(text: string): string | null {
  const trimmed = text.trim()
  if (!URL.canParse(trimmed)) return null
  const { protocol, origin, pathname } = new URL(trimmed)
  return protocol === 'https:' || protocol === 'http:' ? origin + pathname : null
}

function addressOfPage({ location }: Window): string {
  return `${location.origin}${location.pathname}`
}
