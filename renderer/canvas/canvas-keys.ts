import { isPlain } from '../actions/keys'
import type { LoomCanvas } from './loom-canvas'

/** What the canvas' own keys need to know of the pointer. */
export interface KeyHands {
  /** The search for a node, where the pointer is. */
  search(): void
  /** The space bar went down: a drag from now on moves the camera. */
  beginPan(): void
  /** Whether anything was dragged since. */
  hasPanned(): boolean
}

/** Escape gives up a drag, Tab and the space bar search, and the space bar held moves the camera. */
export function listenToCanvasKeys(view: LoomCanvas, hands: KeyHands, signal: AbortSignal): void {
  const { canvas } = view
  canvas.addEventListener(
    'keydown',
    (event) => {
      if (event.key === 'Escape' && view.isBusy) {
        event.stopPropagation()
        view.cancelGesture()
      }
      if (event.repeat || !isPlain(event)) return
      // A second Tab leaves the search and the canvas: the keyboard is never caught here.
      if (event.key === 'Tab' && !event.shiftKey && !view.isLocked) {
        event.preventDefault()
        hands.search()
      }
      if (event.key !== ' ') return
      event.preventDefault()
      hands.beginPan()
      view.pans = true
    },
    { signal },
  )
  canvas.addEventListener(
    'keyup',
    (event) => {
      if (event.key !== ' ' || !view.pans) return
      view.pans = false
      if (!hands.hasPanned()) hands.search()
    },
    { signal },
  )
  canvas.addEventListener('blur', () => (view.pans = false), { signal })
}
