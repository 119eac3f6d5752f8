/** A cache under a budget of bytes: what was used longest ago goes first. What is held goes never. */
export interface Lru<Value> {
  get(key: string): Value | undefined
  has(key: string): boolean
  /** Adds a value, unless the key is known, and makes room for it. A value larger than the budget stays until the next one comes. */
  set(key: string, value: Value, bytes: number): void
  /** Keeps a value, whatever the budget, until the returned function is called. */
  hold(key: string): () => void
  /** Lets a value go now, unless it is held. */
  remove(key: string): void
  setBudget(bytes: number): void
  readonly bytes: number
  clear(): void
}

interface Entry<Value> {
  readonly value: Value
  readonly bytes: number
  holds: number
}

export function createLru<Value>(budget: number, dispose: (value: Value) => void): Lru<Value> {
  const entries = new Map<string, Entry<Value>>()
  let bytes = 0
  let limit = budget

  function drop(key: string, entry: Entry<Value>): void {
    entries.delete(key)
    bytes -= entry.bytes
    dispose(entry.value)
  }

  function trim(newest?: string): void {
    for (const [key, entry] of entries) {
      if (bytes <= limit) return
      if (entry.holds === 0 && key !== newest) drop(key, entry)
    }
  }

  return {
    get(key) {
      const entry = entries.get(key)
      if (!entry) return undefined
      entries.delete(key)
      entries.set(key, entry)
      return entry.value
    },
    has: (key) => entries.has(key),
    set(key, value, size) {
      if (entries.has(key)) {
        // Equal keys are equal values, and somebody may be holding the first.
        dispose(value)
        return
      }
      entries.set(key, { value, bytes: size, holds: 0 })
      bytes += size
      trim(key)
    },
    hold(key) {
      const entry = entries.get(key)
      if (!entry) return () => undefined
      entry.holds++
      return () => {
        entry.holds--
        trim()
      }
    },
    remove(key) {
      const entry = entries.get(key)
      if (entry?.holds === 0) drop(key, entry)
    },
    setBudget(next) {
      limit = next
      trim()
    },
    get bytes() {
      return bytes
    },
    clear() {
      for (const [key, entry] of [...entries]) drop(key, entry)
    },
  }
}
