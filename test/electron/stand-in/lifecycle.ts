/** What every part asks: whether the app is ready, and which windows there are. */
let ready = false

export function isReady(): boolean {
  return ready
}

export function becomeReady(): void {
  ready = true
}

export interface OpenWindow {
  readonly id: number
  close(): void
  destroy(): void
}

/** In the order in which they were opened. */
export const openWindows = new Map<number, OpenWindow>()

/** Settle when the pages of destroyed windows are gone. */
export const closingPages: Promise<unknown>[] = []

let whenAllClosed: () => void = () => undefined

/** @param listener told each time the last window has gone */
export function onAllClosed(listener: () => void): void {
  whenAllClosed = listener
}

export function forgetWindow(id: number): void {
  openWindows.delete(id)
  if (openWindows.size === 0) whenAllClosed()
}
