/**
 * Keeps the web build usable without a network, and gives its pages the headers that threads need. It never makes a
 * page load anew: a newer release waits until the page asks for it.
 */
import { TAKE_OVER, type Release } from '../core/contract/offline'
import { createOfflineCopy } from './offline-copy'

declare const self: ServiceWorkerGlobalScope
/** Written in front of this script by the build: a changed file makes a changed script, and so a new release. */
declare const RELEASE: Release

const copy = createOfflineCopy(RELEASE, self.registration.scope, {
  caches: self.caches,
  fetch: (...request) => self.fetch(...request),
})

self.addEventListener('install', (event) => event.waitUntil(copy.install()))

self.addEventListener('activate', (event) => event.waitUntil(copy.clean().then(() => self.clients.claim())))

self.addEventListener('message', (event) => {
  if (event.data === TAKE_OVER) void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET') return
  const url = new URL(request.url)
  if (url.origin !== self.location.origin) return
  event.respondWith(
    copy.answer(url, request.mode === 'navigate').then((answer) => answer ?? self.fetch(request)),
  )
})
