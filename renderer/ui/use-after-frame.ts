import { useSignal, useSignalEffect, type ReadonlySignal } from '@preact/signals'

/**
 * Follows a signal as soon as the frame that answers it is on the screen: for what takes long to build and is looked at
 * only after that.
 */
export function useAfterFrame<Value>(source: ReadonlySignal<Value>): ReadonlySignal<Value> {
  const shown = useSignal(source.peek())
  useSignalEffect(() => {
    const value = source.value
    if (shown.peek() === value) return undefined
    let rest: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      rest = setTimeout(() => (shown.value = value))
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(rest)
    }
  })
  return shown
}
