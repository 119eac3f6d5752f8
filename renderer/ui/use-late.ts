import { useEffect, useState } from 'preact/hooks'

/** What is over sooner is not worth a flicker. */
const LATE_MS = 500

/** `value` once it has stood for half a second, else null. Another `key` starts the wait anew. */
export function useLate<Value>(value: Value | null, key: unknown = value): Value | null {
  const [lateKey, setLateKey] = useState<unknown>(null)
  const isWaiting = value !== null
  useEffect(() => {
    if (!isWaiting) return
    const timer = setTimeout(() => setLateKey(key), LATE_MS)
    return () => {
      clearTimeout(timer)
      setLateKey(null)
    }
  }, [isWaiting, key])
  return lateKey === key ? value : null
}
