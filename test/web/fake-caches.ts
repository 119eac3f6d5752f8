/** The parts of CacheStorage that the service worker uses, in memory. Bytes are read when they are put, as in a browser. */
export function fakeCaches(): CacheStorage {
  const caches = new Map<string, Map<string, { readonly text: string; readonly headers: Headers }>>()

  function cacheOf(name: string): Cache {
    const entries =
      caches.get(name) ?? new Map<string, { readonly text: string; readonly headers: Headers }>()
    caches.set(name, entries)
    const used: Pick<Cache, 'match' | 'put'> = {
      async match(request) {
        const entry = entries.get(addressOf(request))
        return entry && new Response(entry.text, { headers: entry.headers })
      },
      async put(request, response) {
        entries.set(addressOf(request), { text: await response.text(), headers: response.headers })
      },
    }
    return used as Cache
  }
  const used: Pick<CacheStorage, 'open' | 'keys' | 'delete'> = {
    open: async (name) => cacheOf(name),
    keys: async () => [...caches.keys()],
    delete: async (name) => caches.delete(name),
  }
  return used as CacheStorage
}

export function addressOf(request: RequestInfo | URL): string {
  return typeof request === 'string' ? request : request instanceof URL ? request.href : request.url
}
