import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { wholePixels } from '../../renderer/canvas/follow-size'
import { pinchStep, pushed } from '../../renderer/canvas/pinch'
import { createTouchInput, type TouchPoint } from '../../renderer/canvas/touch-input'
import { looksLikeTrackpad, wheelAct, type Turn } from '../../renderer/canvas/wheel-act'

describe('two fingers', () => {
  test('part by a factor and carry their middle along', () => {
    const step = pinchStep({ x: 0, y: 0 }, { x: 100, y: 0 }, { x: 10, y: 20 }, { x: 210, y: 20 })
    expect(step).toEqual({ dx: 60, dy: 20, factor: 2, middle: { x: 110, y: 20 } })
  })

  test('on one spot stay finite', () => {
    expect(pinchStep({ x: 5, y: 5 }, { x: 5, y: 5 }, { x: 5, y: 5 }, { x: 8, y: 9 }).factor).toBe(5)
  })

  test('push by CSS pixels, however near the graph is', () => {
    expect(pushed({ scale: 2, x: 1, y: 1 }, 10, -4)).toEqual({ scale: 2, x: 6, y: -1 })
  })
})

describe('the wheel', () => {
  const turn = (given: Partial<Turn>): Turn => ({
    deltaX: 0,
    deltaY: 0,
    deltaMode: 0,
    ctrlKey: false,
    shiftKey: false,
    ...given,
  })

  test.each<[string, Partial<Turn>, boolean]>([
    ['a notch of a wheel', { deltaY: 120, wheelDeltaY: -120 }, false],
    ['a notch where the older measure is missing', { deltaY: 100 }, false],
    ['lines', { deltaY: 3, deltaMode: 1 }, false],
    ['fingers on a trackpad', { deltaY: 4, wheelDeltaY: -12 }, true],
    ['fingers both ways', { deltaX: 3, deltaY: 50 }, true],
    ['small steps', { deltaY: -7 }, true],
  ])('%s', (_, given, expected) => expect(looksLikeTrackpad(turn(given))).toBe(expected))

  test.each<[string, Partial<Turn>, 'auto' | 'zoom' | 'pan', boolean, string]>([
    ['a wheel zooms', { deltaY: -100 }, 'auto', false, 'zoom in'],
    ['a trackpad moves', { deltaX: 3, deltaY: 9 }, 'auto', true, 'pan 3 9'],
    ['a trackpad that is to zoom', { deltaY: 9 }, 'zoom', true, 'zoom out'],
    ['a wheel that is to move', { deltaY: 100 }, 'pan', false, 'pan 0 100'],
    ['pinch', { deltaY: -4, ctrlKey: true }, 'pan', true, 'zoom in'],
    ['Shift', { deltaY: 100, shiftKey: true }, 'zoom', false, 'pan 100 0'],
    ['Shift, turned by the system', { deltaX: 100, shiftKey: true }, 'zoom', false, 'pan 100 0'],
    ['lines', { deltaY: 2, deltaMode: 1 }, 'pan', false, 'pan 0 32'],
  ])('%s', (_, given, choice, isTrackpad, expected) => {
    const act = wheelAct(turn(given), choice, isTrackpad)
    expect(act.kind === 'pan' ? `pan ${act.dx} ${act.dy}` : `zoom ${act.factor > 1 ? 'in' : 'out'}`).toBe(
      expected,
    )
  })

  test('no turn zooms by more than a factor of two', () => {
    const act = wheelAct(turn({ deltaY: -5000, ctrlKey: true }), 'auto', false)
    expect(act).toEqual({ kind: 'zoom', factor: 2 })
  })
})

describe('fingers', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  /** `d1 10,20` puts finger 1 down, `m` moves, `u` lifts, `x` is lost, `wait` waits for a long press. */
  function play(script: string): string {
    const said: string[] = []
    const note = (word: string) => (event: TouchPoint) => void said.push(`${word} ${event.clientX}`)
    const touch = createTouchInput<TouchPoint>({
      press: note('press'),
      move: note('move'),
      release: note('release'),
      cancel: () => said.push('cancel'),
      pinch: ({ dx, factor }) => said.push(`pinch ${dx} ${factor}`),
      longPress: note('long'),
    })
    for (const step of script.split(';').map((part) => part.trim())) {
      const [, verb, id, x, y] = /^([dmux])(\d) (-?\d+),(-?\d+)$/.exec(step) ?? []
      const event = { pointerId: Number(id), clientX: Number(x), clientY: Number(y) }
      if (verb === 'd') touch.down(event)
      else if (verb === 'm') touch.move(event)
      else if (verb === 'u') touch.up(event)
      else if (verb === 'x') touch.lost(event)
      else if (step === 'pen') touch.reject()
      else if (step === 'no pen') touch.accept()
      else vi.advanceTimersByTime(1000)
    }
    return said.join(', ')
  }

  test.each([
    ['a tap', 'd1 0,0; u1 0,0', 'press 0, release 0'],
    ['a tap that trembles', 'd1 0,0; m1 6,0; u1 6,0', 'press 0, release 6'],
    ['a drag', 'd1 0,0; m1 20,0; m1 30,0; u1 30,0', 'press 0, move 20, move 30, release 30'],
    ['a drag takes its time', 'd1 0,0; m1 20,0; wait; u1 20,0', 'press 0, move 20, release 20'],
    ['a long press', 'd1 0,0; wait; m1 50,0; u1 50,0', 'press 0, cancel, long 0'],
    ['a pinch', 'd1 0,0; d2 100,0; m2 200,0; u2 200,0; m1 50,0; u1 50,0', 'press 0, cancel, pinch 50 2'],
    ['a third finger changes nothing', 'd1 0,0; d2 100,0; d3 9,9; m2 200,0', 'press 0, cancel, pinch 50 2'],
    [
      'a drag that becomes a pinch',
      'd1 0,0; m1 20,0; d2 120,0; m2 220,0',
      'press 0, move 20, cancel, pinch 50 2',
    ],
    [
      'a finger taken by the system',
      'd1 0,0; m1 20,0; x1 20,0; d1 5,0; u1 5,0',
      'press 0, move 20, cancel, press 5, release 5',
    ],
    [
      'a palm beside a pen',
      'pen; d1 0,0; m1 50,0; wait; u1 50,0; no pen; d1 7,0; u1 7,0',
      'press 7, release 7',
    ],
    ['a palm that was there before the pen', 'd1 0,0; pen; m1 50,0; u1 50,0', 'press 0, cancel'],
    ['a palm that outlasts the pen', 'pen; d1 0,0; no pen; m1 50,0; d2 60,0; m2 90,0; u2 90,0; u1 50,0', ''],
  ])('%s', (_, script, expected) => expect(play(script)).toBe(expected))
})

test.each([
  [1126.5, 1127, 1127],
  [1126.5, 1126, 1126],
  [1126.4, undefined, 1126],
  // An emulated screen's own count is of the real screen.
  [1504, 752, 1504],
])('%d device pixels, exactly %j: %d', (pixels, exact, expected) =>
  expect(wholePixels(pixels, exact)).toBe(expected),
)
