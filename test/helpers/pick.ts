import { assert } from '../../core/base/assert'
import type { Random } from '../../core/base/random'

/** A whole number from 0 up to, not including, `end`. */
export function below(random: Random, end: number): number {
  return Math.floor(random.uniform() * end)
}

export function pick<T>(items: readonly T[], random: Random): T {
  const item = items[below(random, items.length)]
  assert(item !== undefined, 'there is nothing to pick from')
  return item
}

export function chance(random: Random, probability: number): boolean {
  return random.uniform() < probability
}
