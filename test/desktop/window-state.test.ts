import { EventEmitter } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { FIRST_SETTINGS, openSettings } from '../../electron/services/settings-file'
import {
  followPlace,
  LEAST_SIZE,
  placeWindow,
  type Box,
  type PlacedWindow,
  type WindowState,
} from '../../electron/services/window-state'
import { testSeed } from '../helpers/seed'
import { temporaryFolder } from './temporary-folder'

const box = (x: number, y: number, width: number, height: number): Box => ({ x, y, width, height })
const LAPTOP = box(0, 25, 1440, 875)
const RIGHT = box(1440, 0, 1920, 1080)
const ABOVE = box(0, -1080, 1920, 1055)
/** The same laptop, everything drawn twice as large. */
const SCALED = box(0, 25, 960, 575)

const at = (bounds: Box): WindowState => ({ bounds, maximized: false, fullScreen: false })

describe('a window is put back', () => {
  test.each<readonly [string, Box, readonly Box[], object]>([
    ['where it was', box(100, 100, 1200, 700), [LAPTOP], box(100, 100, 1200, 700)],
    ['on the second display', box(1600, 50, 1500, 900), [LAPTOP, RIGHT], box(1600, 50, 1500, 900)],
    ['on a display above', box(50, -1000, 1500, 900), [LAPTOP, ABOVE], box(50, -1000, 1500, 900)],
    ['across two displays', box(1000, 50, 1400, 800), [LAPTOP, RIGHT], box(1000, 50, 1400, 800)],
    [
      'in the middle when its display is gone',
      box(1600, 50, 1300, 800),
      [LAPTOP],
      { width: 1300, height: 800 },
    ],
    [
      'in the middle, smaller, when its larger display is gone',
      box(1600, 50, 1900, 1000),
      [LAPTOP],
      { width: 1440, height: 875 },
    ],
    ['smaller when everything became larger', box(100, 100, 1200, 700), [SCALED], box(0, 25, 960, 575)],
    ['wholly when it hung out', box(1000, 400, 1200, 700), [LAPTOP], box(240, 200, 1200, 700)],
    [
      'in the middle when its title bar hangs out',
      box(100, -400, 1200, 700),
      [LAPTOP],
      { width: 1200, height: 700 },
    ],
    ['large enough to work in', box(100, 100, 20, 10), [LAPTOP], { width: 800, height: 500 }],
  ])('%s', (_name, bounds, areas, expected) => expect(placeWindow(at(bounds), areas)).toEqual(expected))

  test('and at the first start it fits the display', () => {
    expect(placeWindow(null, [RIGHT])).toEqual({ width: 1440, height: 900 })
    expect(placeWindow(null, [SCALED])).toEqual({ width: 960, height: 575 })
    expect(placeWindow(null, [])).toEqual({ width: 1440, height: 900 })
  })

  test('always so that its title bar can be taken hold of', () => {
    const number = (min: number, max: number) => fc.integer({ min, max })
    const anyBox = fc.record({
      x: number(-5000, 5000),
      y: number(-5000, 5000),
      width: number(1, 5000),
      height: number(1, 5000),
    })
    const area = fc.record({
      x: number(-4000, 4000),
      y: number(-4000, 4000),
      width: number(640, 4000),
      height: number(480, 3000),
    })
    fc.assert(
      fc.property(anyBox, fc.array(area, { minLength: 1, maxLength: 3 }), (bounds, areas) => {
        const placed = placeWindow(at(bounds), areas)
        const { x, y } = placed
        // Without a place the system puts it in the middle of the primary display.
        if (x === undefined || y === undefined) return
        const isHeld = areas.some(
          (part) =>
            Math.min(x + placed.width, part.x + part.width) - Math.max(x, part.x) >= 120 &&
            y >= part.y - 0.05 * placed.height - 32 &&
            y <= part.y + part.height - 32,
        )
        expect(isHeld, JSON.stringify({ placed, areas })).toBe(true)
        expect(placed.width).toBeGreaterThanOrEqual(Math.min(LEAST_SIZE.width, 640))
      }),
      { seed: testSeed(), numRuns: 2000 },
    )
  })
})

describe('its place is noted', () => {
  afterEach(() => void vi.useRealTimers())

  test('when it has come to rest, and when it closes', () => {
    vi.useFakeTimers()
    const events = new EventEmitter()
    const now = { bounds: box(1, 2, 900, 600), maximized: false, minimized: false }
    const window: PlacedWindow = {
      getNormalBounds: () => now.bounds,
      isMaximized: () => now.maximized,
      isFullScreen: () => false,
      isMinimized: () => now.minimized,
      on: (event, listener) => events.on(event, listener),
    }
    const noted: WindowState[] = []
    followPlace(window, (state) => noted.push(state))
    for (let step = 0; step < 50; step++) {
      now.bounds = box(step, 2, 900, 600)
      events.emit('move')
      vi.advanceTimersByTime(16)
    }
    expect(noted).toEqual([])
    vi.advanceTimersByTime(500)
    expect(noted).toEqual([at(box(49, 2, 900, 600))])

    now.maximized = true
    events.emit('maximize')
    events.emit('close')
    expect(noted).toHaveLength(2)
    expect(noted[1]).toEqual({ bounds: box(49, 2, 900, 600), maximized: true, fullScreen: false })
    vi.advanceTimersByTime(5000)
    expect(noted).toHaveLength(2)

    now.minimized = true
    events.emit('resize')
    vi.advanceTimersByTime(5000)
    expect(noted).toHaveLength(2)
  })
})

describe('settings', () => {
  const never = (bug: unknown): never => {
    throw bug
  }

  test('are there at the next start', () => {
    const path = join(temporaryFolder(), 'new', 'settings.json')
    const settings = openSettings(path, never)
    expect(settings.current).toEqual(FIRST_SETTINGS)
    const window: WindowState = { bounds: box(-5, 6, 700, 800), maximized: true, fullScreen: false }
    settings.change({ window })
    settings.change({ theme: 'dark' })
    expect(openSettings(path, never).current).toEqual({ window, theme: 'dark' })
  })

  test.each([
    '',
    'not json',
    'null',
    '[]',
    '{"window":{"bounds":{"x":"1","y":2,"width":3,"height":4}},"theme":"pink"}',
    '{"window":{"bounds":{"x":1e99,"y":2,"width":3,"height":4}}}',
    '{"__proto__":{"theme":"dark"},"window":7}',
  ])('damaged as %j are those of a first start', (text) => {
    const path = join(temporaryFolder(), 'settings.json')
    writeFileSync(path, text)
    const settings = openSettings(path, never)
    expect(settings.current).toEqual(FIRST_SETTINGS)
    settings.change({ theme: 'light' })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ window: null, theme: 'light' })
  })

  test('that cannot be written last until the end, and the failure is told', () => {
    const folder = temporaryFolder()
    const path = join(folder, 'settings.json')
    mkdirSync(path)
    const told: unknown[] = []
    const settings = openSettings(path, (bug) => told.push(bug))
    settings.change({ theme: 'dark' })
    expect(settings.current.theme).toBe('dark')
    expect(told).toHaveLength(1)
  })
})
