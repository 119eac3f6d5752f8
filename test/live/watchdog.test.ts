import { beforeEach, expect, test } from 'vitest'
import { createWatchdog, NO_WORK, patience, type Watchdog } from '../../renderer/engine/watchdog'
import { fakeClock, type FakeClock } from './fake-clock'

let clock: FakeClock
let silences: number[]
let watchdog: Watchdog

beforeEach(() => {
  clock = fakeClock()
  silences = []
  watchdog = createWatchdog(clock, (ms) => silences.push(ms))
})

test.each<[string, number, number, number]>([
  ['nothing much', 0, 0, 60],
  ['a small picture: a billion multiply-adds', 1e9, 0, 60],
  ['a large one', 16e9, 0, 160],
  ['a file of 100 MB', 0, 100e6, 60],
  ['a file of 2 GB', 0, 2e9, 1000],
])('patience with %s', (_what, macs, bytes, seconds) => {
  expect(patience({ macs, bytes }) / 1000).toBe(seconds)
})

test('nobody waits: silence means nothing', () => {
  clock.advance(1e9)
  watchdog.begin(NO_WORK).end()
  clock.advance(1e9)
  expect(silences).toEqual([])
})

test('silence beyond patience is told once, and again only after as much more', () => {
  watchdog.begin(NO_WORK)
  clock.advance(60_000)
  expect(silences).toEqual([])
  clock.advance(10_000)
  expect(silences).toEqual([65_000])
  clock.advance(55_000)
  expect(silences).toHaveLength(1)
  clock.advance(10_000)
  expect(silences).toHaveLength(2)
})

test('any sign of life starts the silence anew', () => {
  watchdog.begin(NO_WORK)
  for (let minute = 0; minute < 10; minute++) {
    clock.advance(55_000)
    watchdog.sign()
  }
  expect(silences).toEqual([])
})

test('the silence of one wait is not held against the next', () => {
  const first = watchdog.begin(NO_WORK)
  clock.advance(58_000)
  first.end()
  watchdog.begin(NO_WORK)
  clock.advance(58_000)
  expect(silences).toEqual([])
})

test('while several wait, the longest work decides', () => {
  watchdog.begin(NO_WORK)
  const long = watchdog.begin({ macs: 16e9, bytes: 0 })
  clock.advance(150_000)
  expect(silences).toEqual([])
  long.end()
  clock.advance(5_000)
  expect(silences).toEqual([155_000])
})

test('work that turns out larger gets more time', () => {
  const wait = watchdog.begin(NO_WORK)
  wait.expect({ macs: 16e9, bytes: 0 })
  clock.advance(160_000)
  expect(silences).toEqual([])
  clock.advance(5_000)
  expect(silences).toHaveLength(1)
})

test('a computer that slept has not waited', () => {
  watchdog.begin(NO_WORK)
  clock.sleep(8 * 3600_000)
  clock.advance(45_000)
  expect(silences).toEqual([])
})
