/** Runs what it is given one after the other, in the order in which it came. */
export type Queue = <Value>(work: () => Promise<Value>) => Promise<Value>

export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return (work) => {
    const done = last.then(work)
    // Whoever asked hears of a failure; the next one starts all the same.
    last = done.catch(() => undefined)
    return done
  }
}
