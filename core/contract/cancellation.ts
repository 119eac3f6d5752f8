/** Tells running work that nobody wants its result any more. The work decides where it can stop. */
export interface Cancellation {
  readonly cancelled: boolean
  /** Calls `listener` once, at once when cancelled already. Returns a function that stops listening. */
  onCancelled(listener: () => void): () => void
}

export interface CancelSource {
  readonly cancellation: Cancellation
  cancel(): void
}

export function createCancelSource(): CancelSource {
  const listeners = new Set<() => void>()
  let cancelled = false
  return {
    cancellation: {
      get cancelled() {
        return cancelled
      },
      onCancelled(listener) {
        if (cancelled) {
          listener()
          return () => undefined
        }
        listeners.add(listener)
        return () => void listeners.delete(listener)
      },
    },
    cancel() {
      if (cancelled) return
      cancelled = true
      for (const listener of [...listeners]) listener()
      listeners.clear()
    },
  }
}
