import { expect, test } from 'vitest'
import { createRecycling } from '../../renderer/engine/recycling'

const GB = 1e9
const memory = (heap: number, sessions: number) => ({ heap, sessions, results: 0, weights: 0 })

test.each<[string, number, number, boolean]>([
  ['unknown', 0, 0, false],
  ['small, though nothing is held', 0.9 * GB, 0, false],
  ['large, and full', 3 * GB, 1.2 * GB, false],
  ['large, and nearly empty', 3 * GB, 0.5 * GB, true],
])('a heap that is %s', (_what, heap, sessions, due) => {
  expect(createRecycling().isDue(memory(heap, sessions))).toBe(due)
})

test('what a fresh worker needs for the same graph is not worth another; much more is', () => {
  const recycling = createRecycling()
  recycling.recycled()
  expect(recycling.isDue(memory(2 * GB, 0))).toBe(false)
  expect(recycling.isDue(memory(2.9 * GB, 0))).toBe(false)
  expect(recycling.isDue(memory(3.1 * GB, 0))).toBe(true)
})

test('another graph has other needs', () => {
  const recycling = createRecycling()
  recycling.recycled()
  recycling.isDue(memory(3 * GB, 0))
  recycling.opened()
  expect(recycling.isDue(memory(3 * GB, 0))).toBe(true)
})
