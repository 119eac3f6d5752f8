import { expect, test } from 'vitest'
import { createLru } from '../../runtime/lru'

function cache(budget: number): { lru: ReturnType<typeof createLru<string>>; gone: string[] } {
  const gone: string[] = []
  return { lru: createLru<string>(budget, (value) => void gone.push(value)), gone }
}

test('what was used longest ago goes first', () => {
  const { lru, gone } = cache(30)
  for (const key of ['a', 'b', 'c']) lru.set(key, key, 10)
  expect(lru.get('a')).toBe('a')
  lru.set('d', 'd', 10)
  expect(gone).toEqual(['b'])
  expect(lru.bytes).toBe(30)
})

test('what is held stays, and goes when it is let go', () => {
  const { lru, gone } = cache(10)
  lru.set('a', 'a', 10)
  const release = lru.hold('a')
  lru.set('b', 'b', 10)
  expect(lru.has('a')).toBe(true)
  release()
  expect(gone).toEqual(['a'])
})

test('a value larger than the budget stays until the next one comes', () => {
  const { lru, gone } = cache(10)
  lru.set('big', 'big', 100)
  expect(lru.get('big')).toBe('big')
  lru.set('small', 'small', 1)
  expect(gone).toEqual(['big'])
})

test('a known key keeps its first value', () => {
  const { lru, gone } = cache(100)
  lru.set('a', 'first', 10)
  lru.set('a', 'second', 10)
  expect(lru.get('a')).toBe('first')
  expect(gone).toEqual(['second'])
  expect(lru.bytes).toBe(10)
})

test('a smaller budget makes room at once, and clearing disposes of everything', () => {
  const { lru, gone } = cache(100)
  for (const key of ['a', 'b', 'c']) lru.set(key, key, 10)
  lru.setBudget(10)
  expect(gone).toEqual(['a', 'b'])
  lru.clear()
  expect(gone).toEqual(['a', 'b', 'c'])
  expect(lru.bytes).toBe(0)
})
