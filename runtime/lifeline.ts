/**
 * How the window learns that its worker died: browsers tell nobody of a worker that was killed, but they release its
 * locks. Takes a lock for life, and tells its name once it is held. Where there are no locks, only silence tells.
 */
export function holdLifeline(tell: (name: string) => void): void {
  if (!('locks' in navigator)) return
  const name = `styleloom-engine-${crypto.randomUUID()}`
  navigator.locks
    .request(name, () => {
      queueMicrotask(() => tell(name))
      return new Promise<never>(() => undefined)
    })
    .catch(() => undefined) // An origin without storage has no locks either.
}
