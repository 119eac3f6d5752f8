/** Calls back when the worker that holds this lock for life is gone; see `runtime/lifeline.ts`. */
export function watchLifeline(name: string, onLost: () => void): void {
  navigator.locks.request(name, () => undefined).then(onLost, reportError)
}
