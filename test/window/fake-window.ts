/** A window that only remembers: its storage, filled beforehand with `stored`. */
export function windowThatStores(stored: Readonly<Record<string, string>> = {}): Window {
  const entries = new Map(Object.entries(stored))
  const localStorage = {
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
  }
  return { localStorage } as unknown as Window
}
