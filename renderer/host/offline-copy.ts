/**
 * The web build's copy of itself in the browser. Only the web build's page names a service worker, so nothing happens
 * in the app and on the loopback server.
 */
import { OFFLINE_META, TAKE_OVER } from '../../core/contract/offline'

export type OfflineEvent =
  /** For the first time all of it is here. `reload` brings what only a page out of the copy has: threads. */
  | { readonly kind: 'kept'; readonly isIsolated: boolean; reload(): void }
  /** A newer release is here, whole; `reload` shows it, and asks about unsaved work as every reload does. */
  | { readonly kind: 'newer'; reload(): void }
  | { readonly kind: 'failed'; readonly reason: string | null }

/** @param haveTime resolves when the page has nothing else to do; only asked on the web build's page */
export function keepOfflineCopy(
  window: Window & typeof globalThis,
  haveTime: () => Promise<void>,
  listener: (event: OfflineEvent) => void,
): void {
  const { document, navigator } = window
  const address = document.querySelector<HTMLMetaElement>(`meta[name="${OFFLINE_META}"]`)?.content
  // Only secure pages have service workers.
  if (address === undefined || !('serviceWorker' in navigator)) return
  const { serviceWorker } = navigator
  const script = new URL(address, document.baseURI)

  haveTime()
    .then(() => serviceWorker.register(script, { updateViaCache: 'none' }))
    .then((registration) => watch(registration, serviceWorker, window, listener))
    .catch((thrown: unknown) => listener({ kind: 'failed', reason: String(thrown) }))
}

function watch(
  registration: ServiceWorkerRegistration,
  container: ServiceWorkerContainer,
  window: Window & typeof globalThis,
  listener: (event: OfflineEvent) => void,
): void {
  const reload = (): void => window.location.reload()

  function announce(worker: ServiceWorker): void {
    listener({
      kind: 'newer',
      reload() {
        // Another window may have brought it to power meanwhile.
        if (worker.state !== 'installed') return reload()
        container.addEventListener('controllerchange', reload, { once: true })
        worker.postMessage(TAKE_OVER)
      },
    })
  }
  function follow(worker: ServiceWorker): void {
    const isFirst = registration.active === null
    let isWhole = false
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed') isWhole = true
      if (worker.state === 'installed' && !isFirst) announce(worker)
      if (worker.state === 'activated' && isFirst)
        listener({ kind: 'kept', isIsolated: window.crossOriginIsolated, reload })
      // The browser tells its console why, and nobody else.
      if (worker.state === 'redundant' && !isWhole) listener({ kind: 'failed', reason: null })
    })
  }
  if (registration.waiting !== null) announce(registration.waiting)
  if (registration.installing !== null) follow(registration.installing)
  registration.addEventListener('updatefound', () => {
    if (registration.installing !== null) follow(registration.installing)
  })
}
