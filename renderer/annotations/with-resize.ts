import type { PinnedInput } from '../canvas/pinned-input'
import type { ResizeInput } from './resize-input'

/** One input for both: a press belongs to the first that takes it. */
export function withResize(pinned: PinnedInput, resize: ResizeInput): PinnedInput {
  return {
    get isHeld() {
      return pinned.isHeld || resize.isHeld
    },
    press: (event) => pinned.press(event) || resize.press(event),
    isAt: (x, y) => pinned.isAt(x, y),
    point(event) {
      pinned.point(event)
      resize.point(event)
    },
    giveUp() {
      pinned.giveUp()
      resize.giveUp()
    },
  }
}
