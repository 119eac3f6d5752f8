import type { Clock } from '../../renderer/engine/clock'

export interface FakeClock extends Clock {
  /** Lets time pass; what falls due on the way runs at its time. */
  advance(ms: number): void
  /** Time passes at once, as for a computer that sleeps: what fell due runs afterwards, once. */
  sleep(ms: number): void
}

interface Timer {
  due: number
  readonly every: number | null
  readonly run: () => void
}

export function fakeClock(): FakeClock {
  const timers = new Set<Timer>()
  let now = 0

  function add(due: number, every: number | null, run: () => void): () => void {
    const timer = { due, every, run }
    timers.add(timer)
    return () => void timers.delete(timer)
  }

  function fire(timer: Timer): void {
    if (timer.every === null) timers.delete(timer)
    else timer.due = now + timer.every
    timer.run()
  }

  return {
    now: () => now,
    after: (ms, run) => add(now + ms, null, run),
    every: (ms, run) => add(now + ms, ms, run),
    advance(ms) {
      const end = now + ms
      for (;;) {
        const [next] = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)
        if (!next) break
        now = next.due
        fire(next)
      }
      now = end
    },
    sleep(ms) {
      now += ms
      for (const timer of [...timers]) if (timer.due <= now) fire(timer)
    },
  }
}
