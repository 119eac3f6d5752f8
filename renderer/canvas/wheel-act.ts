/** What a turn of the wheel, or two fingers on a trackpad, do to the camera. */
import type { WheelChoice } from '../state/wheel'

export interface Turn {
  readonly deltaX: number
  readonly deltaY: number
  /** As `WheelEvent.deltaMode`: 0 pixels, 1 lines, 2 pages. */
  readonly deltaMode: number
  readonly ctrlKey: boolean
  readonly shiftKey: boolean
  /** The older measure, where the browser has it: 120 a notch of a wheel, three times the pixels on a trackpad. */
  readonly wheelDeltaY?: number
}

export type WheelAct =
  | { readonly kind: 'zoom'; readonly factor: number }
  /** CSS pixels by which the view moves over the graph. */
  | { readonly kind: 'pan'; readonly dx: number; readonly dy: number }

const WHEEL_SPEED = 0.0016
/** A trackpad's pinch arrives as a wheel with Ctrl and small steps. */
const PINCH_SPEED = 0.01
const LINE_HEIGHT = 16
const PAGE_HEIGHT = 400
/** No wheel's notch is this small. */
const SMALL_STEP = 30

/** Pinch and Ctrl zoom, Shift goes sideways, and the rest is the user's choice; `isTrackpad` decides where it is open. */
export function wheelAct(turn: Turn, choice: WheelChoice, isTrackpad: boolean): WheelAct {
  const { deltaX, deltaY, ctrlKey, shiftKey } = turn
  const pixels = pixelsOf(turn)
  if (ctrlKey) return { kind: 'zoom', factor: wheelFactor(turn) }
  // Some systems turn the wheel sideways for Shift themselves.
  if (shiftKey) return { kind: 'pan', dx: (deltaX === 0 ? deltaY : deltaX) * pixels, dy: 0 }
  const pans = choice === 'pan' || (choice === 'auto' && isTrackpad)
  if (pans) return { kind: 'pan', dx: deltaX * pixels, dy: deltaY * pixels }
  return { kind: 'zoom', factor: wheelFactor(turn) }
}

/** By how much a turn of the wheel zooms, wherever it is turned. */
export function wheelFactor(turn: Pick<Turn, 'deltaMode' | 'deltaY' | 'ctrlKey'>): number {
  const speed = turn.ctrlKey ? PINCH_SPEED : WHEEL_SPEED
  return Math.min(2, Math.max(0.5, Math.exp(-turn.deltaY * pixelsOf(turn) * speed)))
}

/** No browser says what was turned: fingers move both ways at once and by a few pixels, a wheel by its notch. */
export function looksLikeTrackpad({ deltaX, deltaY, deltaMode, wheelDeltaY }: Turn): boolean {
  if (deltaMode !== 0) return false
  if (deltaX !== 0 && deltaY !== 0) return true
  if (wheelDeltaY !== undefined && wheelDeltaY !== 0) return Math.abs(wheelDeltaY + 3 * deltaY) < 1e-6
  return Math.abs(deltaX) + Math.abs(deltaY) < SMALL_STEP
}

function pixelsOf({ deltaMode }: Pick<Turn, 'deltaMode'>): number {
  return deltaMode === 0 ? 1 : deltaMode === 1 ? LINE_HEIGHT : PAGE_HEIGHT
}
