import type { MemoryUse } from '../../core/contract/engine-types'
import { words } from '../text/words'

export type MemoryPartId = 'weights' | 'sessions' | 'heap' | 'results' | 'room'

export interface MemoryPart {
  readonly id: MemoryPartId
  readonly label: string
  readonly bytes: number
}

/**
 * What stands side by side in the memory bar: sessions live inside the WASM heap, so of the heap only the rest is its own
 * part, and what the budget leaves to results comes last.
 */
export function memoryParts(
  { weights, results, sessions, heap }: MemoryUse,
  budget: number,
): { readonly parts: readonly MemoryPart[]; readonly whole: number } {
  const { memoryParts: label } = words.account
  const all: readonly MemoryPart[] = [
    { id: 'weights', label: label.weights, bytes: weights },
    { id: 'sessions', label: label.sessions, bytes: sessions },
    { id: 'heap', label: label.heap, bytes: Math.max(0, heap - sessions) },
    { id: 'results', label: label.results, bytes: results },
    { id: 'room', label: label.room, bytes: Math.max(0, budget - results) },
  ]
  // A heap that cannot be seen is no part; the others are told even when they are empty.
  const parts = all.filter(({ id, bytes }) => bytes > 0 || (id !== 'heap' && id !== 'room'))
  return {
    parts,
    whole: Math.max(
      1,
      parts.reduce((sum, { bytes }) => sum + bytes, 0),
    ),
  }
}
