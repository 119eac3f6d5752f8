/** Listeners as Electron's objects have them. Listening to an event that the stand-in never tells is an error. */
import { missing } from './strict'

type Listener = (...args: never[]) => unknown

export interface Events<Name extends string> {
  on(event: Name, listener: Listener): void
  once(event: Name, listener: Listener): void
  off(event: Name, listener: Listener): void
  removeListener(event: Name, listener: Listener): void
  /** Also what a test plays the system with: `app.emit('child-process-gone', ...)`. */
  emit(event: Name, ...args: readonly unknown[]): boolean
  listenerCount(event: Name): number
}

export function createEvents<Name extends string>(owner: string, names: readonly Name[]): Events<Name> {
  const listeners = new Map<Name, { readonly listener: Listener; readonly once: boolean }[]>()

  function of(event: Name): { readonly listener: Listener; readonly once: boolean }[] {
    if (!names.includes(event)) throw missing(`event "${event}" of ${owner}`)
    const found = listeners.get(event) ?? []
    listeners.set(event, found)
    return found
  }

  function remove(event: Name, listener: Listener): void {
    const found = of(event)
    const index = found.findIndex((entry) => entry.listener === listener)
    if (index >= 0) found.splice(index, 1)
  }

  return {
    on: (event, listener) => void of(event).push({ listener, once: false }),
    once: (event, listener) => void of(event).push({ listener, once: true }),
    off: remove,
    removeListener: remove,
    emit(event, ...args) {
      const told = [...of(event)]
      for (const { listener, once } of told) {
        if (once) remove(event, listener)
        ;(listener as (...given: readonly unknown[]) => unknown)(...args)
      }
      return told.length > 0
    },
    listenerCount: (event) => of(event).length,
  }
}

export interface PreventableEvent {
  readonly defaultPrevented: boolean
  preventDefault(): void
}

export function createEvent<Details extends object>(details: Details): PreventableEvent & Details {
  let defaultPrevented = false
  return {
    ...details,
    get defaultPrevented() {
      return defaultPrevented
    },
    preventDefault() {
      defaultPrevented = true
    },
  }
}
