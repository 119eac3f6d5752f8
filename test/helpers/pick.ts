import { required } from '../../core/base/assert'
import type { Random } from '../../core/base/random'

/** A whole number from 0 up to, not including, `end`. */
export function below(random: Random, end: number): number {
  return Math.floor(random.uniform() * end)
}

export function pick<T>(items: readonly T[], random: Random): T {
  return required(items[below(random, items.length)], 'something to pick from')
}

export function chance(random: Random, probability: number): boolean {
  return random.uniform() < probability
}
