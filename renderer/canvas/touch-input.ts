import { pinchStep, type PinchStep } from './pinch'
import type { Point } from './wire-path'

/** Fingers wander this far, in CSS pixels, before they mean to move. */
export const TOUCH_SLOP = 10
const LONG_PRESS_MS = 500

/** What fingers come to. One finger is a pointer like a mouse; `cancel` takes back what it has begun. */
export interface TouchHands<Event extends TouchPoint> {
  press(event: Event): void
  move(event: Event): void
  release(event: Event): void
  cancel(): void
  pinch(step: PinchStep): void
  /** A finger stayed where it was. */
  longPress(event: Event): void
}

export interface TouchPoint {
  readonly pointerId: number
  readonly clientX: number
  readonly clientY: number
}

export interface TouchInput<Event extends TouchPoint> {
  down(event: Event): void
  move(event: Event): void
  up(event: Event): void
  /** The system took the finger for a gesture of its own. */
  lost(event: Event): void
  /** The fingers on the canvas count no more, nor any that come, until `accept`: a pen is in use. */
  reject(): void
  accept(): void
  dispose(): void
}

/**
 * Tells taps, drags, long presses and two-finger gestures apart. `spent`: what the fingers on the canvas were for is
 * done with, and they mean nothing more until all are lifted.
 */
export function createTouchInput<Event extends TouchPoint>(hands: TouchHands<Event>): TouchInput<Event> {
  const touches = new Map<number, Point>()
  let state: 'none' | 'pressed' | 'moving' | 'pinching' | 'spent' = 'none'
  let isRejecting = false
  let start: Point = { x: 0, y: 0 }
  let timer: ReturnType<typeof setTimeout> | undefined

  function lifted(id: number): void {
    touches.delete(id)
    clearTimeout(timer)
    state = touches.size === 0 ? 'none' : 'spent'
  }

  function spend(): void {
    clearTimeout(timer)
    if (state === 'pressed' || state === 'moving') hands.cancel()
    state = touches.size === 0 ? 'none' : 'spent'
  }

  return {
    down(event) {
      touches.set(event.pointerId, pointOf(event))
      if (isRejecting) state = 'spent'
      else if (state === 'none') {
        state = 'pressed'
        start = pointOf(event)
        hands.press(event)
        timer = setTimeout(() => {
          spend()
          hands.longPress(event)
        }, LONG_PRESS_MS)
      } else if (touches.size === 2 && (state === 'pressed' || state === 'moving')) {
        spend()
        state = 'pinching'
      }
    },
    move(event) {
      const [a, b] = [...touches.values()]
      if (!touches.has(event.pointerId)) return
      const at = pointOf(event)
      touches.set(event.pointerId, at)
      if (state === 'pressed' && Math.hypot(at.x - start.x, at.y - start.y) > TOUCH_SLOP) {
        clearTimeout(timer)
        state = 'moving'
      }
      if (state === 'moving') hands.move(event)
      const [c, d] = [...touches.values()]
      if (state === 'pinching' && a && b && c && d) hands.pinch(pinchStep(a, b, c, d))
    },
    up(event) {
      if (!touches.has(event.pointerId)) return
      const isOver = state === 'pressed' || state === 'moving'
      lifted(event.pointerId)
      if (isOver) hands.release(event)
    },
    lost(event) {
      if (!touches.has(event.pointerId)) return
      spend()
      lifted(event.pointerId)
    },
    reject() {
      isRejecting = true
      spend()
    },
    accept() {
      isRejecting = false
    },
    dispose: () => clearTimeout(timer),
  }
}

function pointOf({ clientX, clientY }: TouchPoint): Point {
  return { x: clientX, y: clientY }
}
