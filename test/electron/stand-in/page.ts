/**
 * Electron as a preload script sees it, in the page. It runs in the page's own world, where Electron has one of its
 * own: what a page could do to its preload script is not shown here.
 */
import { decodeClone, encodeClone } from './clone'
import { strict } from './strict'

type Listener = (event: object, ...args: readonly unknown[]) => void

interface PageStandIn {
  require(name: string): unknown
  deliver(channel: string, encoded: string): void
  /** Tells where a file lies that is about to be dropped: Chromium keeps it from the page. */
  placeFile(path: string): void
}

declare global {
  interface Window {
    /** Put there by the test; hands a message to the main process. */
    readonly __toMain: (channel: string, encoded: string) => Promise<void>
    readonly __standIn: PageStandIn
  }
}

const paths = new Map<string, string>()
const listeners = new Map<string, Listener[]>()

const ipcRenderer = strict('ipcRenderer', {
  send(channel: string, ...args: readonly unknown[]): void {
    void window.__toMain(channel, encodeClone(args))
  },
  on(channel: string, listener: Listener): void {
    listeners.set(channel, [...(listeners.get(channel) ?? []), listener])
  },
}) satisfies Partial<Record<keyof Electron.IpcRenderer, unknown>>

const contextBridge = strict('contextBridge', {
  exposeInMainWorld(name: string, api: unknown): void {
    Object.defineProperty(window, name, { value: proxied(api), enumerable: true })
  },
}) satisfies Partial<Record<keyof Electron.ContextBridge, unknown>>

const webUtils = strict('webUtils', {
  getPathForFile: (file: File): string => paths.get(file.name) ?? '',
}) satisfies Partial<Record<keyof Electron.WebUtils, unknown>>

/** As the bridge does it: functions stay callable, everything else is copied, on the way in and out. */
function proxied(value: unknown): unknown {
  if (typeof value === 'function')
    return (...args: readonly unknown[]) =>
      proxied((value as (...given: readonly unknown[]) => unknown)(...args.map(proxied)))
  if (typeof value !== 'object' || value === null || value instanceof Blob) return value
  const isPlain = Object.getPrototypeOf(value) === Object.prototype
  if (!isPlain) return structuredClone(value)
  return Object.freeze(Object.fromEntries(Object.entries(value).map(([key, item]) => [key, proxied(item)])))
}

Object.defineProperty(window, '__standIn', {
  value: {
    require(name) {
      // The sandbox lets a preload script have this and three small modules of Node.
      if (name !== 'electron') throw new Error(`module not found: ${name}`)
      return strict('electron', { contextBridge, ipcRenderer, webUtils })
    },
    placeFile: (path) => void paths.set(path.replace(/^.*[/\\]/, ''), path),
    deliver(channel, encoded) {
      const args = decodeClone(encoded) as readonly unknown[]
      for (const listener of listeners.get(channel) ?? []) listener({}, ...args)
    },
  } satisfies PageStandIn,
})
