import type { Bridge } from '../../core/contract/bridge'
import { createBrowserHost } from './browser-host'
import { createElectronHost } from './electron-host'
import type { Host } from './host'

declare global {
  interface Window {
    /** Put there by the desktop app's preload script; absent in a browser. */
    readonly styleloom?: Bridge
  }
}

/** @param reportBug gets what no caller can be told */
export function chooseHost(window: Window & typeof globalThis, reportBug: (bug: Error) => void): Host {
  const bridge = window.styleloom
  return bridge === undefined
    ? createBrowserHost(window)
    : createElectronHost(bridge, window.document.baseURI, reportBug)
}
