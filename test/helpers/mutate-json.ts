/** Broken and hostile variants of good JSON that are still JSON: values swapped, keys added, renamed and taken away. */
import type { Random } from '../../core/base/random'
import { below, chance, pick } from './pick'

type Container = Record<string, unknown> | unknown[]

const HOSTILE_VALUES: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.5,
  1e308,
  4294967296,
  9007199254740992,
  '',
  'x',
  'a.b',
  'nobody.y',
  '__proto__',
  '../../etc/passwd',
  '<img src=x onerror=alert(1)>',
  '\u0000\uD83D',
  'x'.repeat(70_000),
  [],
  [1, 2],
  [[[[]]]],
  {},
  { a: { b: { c: {} } } },
  { sha256: 'a'.repeat(64), dims: [1] },
  { from: 'a.b', to: 'c.d' },
  { type: 'conv/conv2d', version: 1, position: [0, 0] },
  { type: 'no/such', version: 3, position: [0, 0], params: { x: 1 } },
]
const HOSTILE_KEYS = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '',
  '0',
  ' ',
  'a/b',
  'ä',
  'x'.repeat(5000),
  'type',
  'params',
]

/** A copy of `base` changed in one to four places. The same `random` gives the same copy. */
export function mutatedJson(base: unknown, random: Random): unknown {
  const copy = structuredClone(base)
  const changes = 1 + below(random, 4)
  for (let i = 0; i < changes; i++) change(pick(containersOf(copy), random), copy, random)
  return copy
}

function change(container: Container, root: unknown, random: Random): void {
  const keys = Object.keys(container)
  const action = below(random, 5)
  if (keys.length === 0 || action === 0) {
    setOwn(container, pick(HOSTILE_KEYS, random), hostileValue(root, random))
    return
  }
  const key = pick(keys, random)
  const value = getOwn(container, key)
  switch (action) {
    case 1:
      if (Array.isArray(container)) container.splice(Number(key), 1)
      else delete container[key]
      break
    case 2:
      if (!Array.isArray(container)) delete container[key]
      setOwn(container, pick(HOSTILE_KEYS, random), value)
      break
    case 3:
      setOwn(container, key, getOwn(container, pick(keys, random)))
      break
    default:
      setOwn(container, key, hostileValue(root, random))
  }
}

/** A value from the list, or a part of the same file in the wrong place. */
function hostileValue(root: unknown, random: Random): unknown {
  return chance(random, 0.3)
    ? structuredClone(pick(containersOf(root), random))
    : structuredClone(pick(HOSTILE_VALUES, random))
}

function containersOf(value: unknown): Container[] {
  if (typeof value !== 'object' || value === null) return []
  return [value as Container, ...Object.values(value).flatMap(containersOf)]
}

function getOwn(container: Container, key: string): unknown {
  return Object.getOwnPropertyDescriptor(container, key)?.value
}

/** `__proto__` becomes a key like any other, as `JSON.parse` makes it; a list gets the value where it has no such key. */
function setOwn(container: Container, key: string, value: unknown): void {
  if (Array.isArray(container) && !/^\d+$/.test(key)) container.push(value)
  else Object.defineProperty(container, key, { value, enumerable: true, configurable: true, writable: true })
}
