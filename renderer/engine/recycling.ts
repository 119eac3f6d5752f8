/**
 * When to replace a healthy worker: the memory of its WASM module never shrinks, so after a large graph it can be far
 * larger than what it holds.
 */
import type { MemoryUse } from '../../core/contract/engine-types'

export interface Recycling {
  /** After every finished run: is the worker worth replacing? */
  isDue(memory: MemoryUse): boolean
  recycled(): void
  /** Another graph was opened, whose needs are not known yet. */
  opened(): void
}

const WORTH_IT = 2 ** 30
const TIMES_SESSIONS = 3
const GROWTH = 1.5

export function createRecycling(): Recycling {
  let isFresh = false
  /** What a fresh worker needed for this graph: to recycle below it would gain nothing, and cost every time. */
  let needed = 0
  return {
    isDue({ heap, sessions }) {
      if (isFresh) needed = heap
      isFresh = false
      return heap > Math.max(WORTH_IT, TIMES_SESSIONS * sessions, GROWTH * needed)
    },
    recycled() {
      isFresh = true
    },
    opened() {
      needed = 0
    },
  }
}
