/** A window that only remembers: its storage, filled beforehand with `stored`. */
export function windowThatStores(stored: Readonly<Record<string, string>> = {}): Window {
  const entries = new Map(Object.entries(stored))
  const localStorage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  }
  return { localStorage } as unknown as Window
}

/** A window with an empty page in the light, for all that a workspace asks of one. */
export function windowWithPage(): Window {
  const page = {
    addEventListener: () => undefined,
    querySelector: () => null,
    activeElement: null,
    documentElement: { dataset: {} },
  }
  return Object.assign(windowThatStores(), {
    document: page,
    location: { search: '' },
    matchMedia: () => ({ matches: false, addEventListener: () => undefined }),
    navigator: { hardwareConcurrency: 2 },
    crossOriginIsolated: true,
  })
}
