import { paceOf, PACE_FACTOR, type NumberScale } from './number-scale'
import type { ValueGesture } from './widget'

export interface NumberDrag {
  readonly scale: NumberScale
  readonly start: number
  /** Called once, when the press has become a drag. */
  begin(): ValueGesture
  /** The press was let go without a move. */
  clicked(): void
  /** However it ended. */
  ended?(): void
}

/** A press in progress. */
export interface HeldNumber {
  /** Puts the value back and lets go. */
  giveUp(): void
}

/** A finger is less steady than a mouse. */
const THRESHOLD = { mouse: 3, other: 8 }

/**
 * Follows a press on `target` that changes a number by moving sideways: mouse, pen or finger. Shift is fine and Ctrl
 * coarse, from the moment they are pressed; Escape, or the system taking the pointer away, puts the value back.
 */
export function dragNumber(target: HTMLElement, press: PointerEvent, drag: NumberDrag): HeldNumber {
  const threshold = press.pointerType === 'mouse' ? THRESHOLD.mouse : THRESHOLD.other
  const stop = new AbortController()
  const { signal } = stop
  let gesture: ValueGesture | null = null
  let lastX = press.clientX
  let travelled = 0

  function end(): void {
    if (signal.aborted) return
    stop.abort()
    if (target.hasPointerCapture(press.pointerId)) target.releasePointerCapture(press.pointerId)
    drag.ended?.()
  }

  function giveUp(): void {
    gesture?.giveUp()
    end()
  }

  target.setPointerCapture(press.pointerId)
  target.addEventListener(
    'pointermove',
    (move) => {
      if (move.pointerId !== press.pointerId) return
      if (!gesture) {
        const way = move.clientX - press.clientX
        if (Math.abs(way) <= threshold) return
        // The way to here was only to tell a drag from a click.
        lastX = press.clientX + Math.sign(way) * threshold
        gesture = drag.begin()
      }
      const pace = paceOf(move)
      travelled += (move.clientX - lastX) * PACE_FACTOR[pace]
      lastX = move.clientX
      gesture.set(drag.scale.dragged(drag.start, travelled, pace))
    },
    { signal },
  )
  target.addEventListener(
    'pointerup',
    (release) => {
      if (release.pointerId !== press.pointerId) return
      const wasClick = gesture === null
      if (!wasClick) swallowClick(target)
      end()
      if (wasClick) drag.clicked()
    },
    { signal },
  )
  target.addEventListener('pointercancel', giveUp, { signal })
  window.addEventListener(
    'keydown',
    (event) => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      event.stopPropagation()
      giveUp()
    },
    { signal, capture: true },
  )
  return { giveUp }
}

/** The click that ends a drag on a label would move the focus into its field. */
function swallowClick(target: HTMLElement): void {
  const swallow = (event: Event): void => event.preventDefault()
  target.addEventListener('click', swallow, { once: true, capture: true })
  // A drag that ends elsewhere is followed by no click.
  setTimeout(() => target.removeEventListener('click', swallow, { capture: true }))
}
