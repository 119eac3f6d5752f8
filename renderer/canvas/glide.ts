import { cameraBetween, type Camera } from './camera'
import type { LoomCanvas } from './loom-canvas'

const GLIDE_MS = 220

/**
 * Moves the camera in a short while, or at once where less motion is asked for. Whoever else moves it meanwhile, be it
 * the user's hand, ends the glide.
 */
export function createGlide(view: LoomCanvas): (to: Camera) => void {
  let last = 0
  return (to) => {
    const own = ++last
    if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
      view.camera = to
      return
    }
    const from = view.camera
    let left = from
    let start: number | null = null
    function step(now: number): void {
      if (own !== last || !isSame(view.camera, left)) return
      start ??= now
      const t = Math.min(1, (now - start) / GLIDE_MS)
      view.camera = cameraBetween(from, to, easeInOut(t), view.width, view.height)
      left = view.camera
      if (t < 1) requestAnimationFrame(step)
    }
    requestAnimationFrame(step)
  }
}

function easeInOut(t: number): number {
  return t * t * (3 - 2 * t)
}

function isSame(a: Camera, b: Camera): boolean {
  return a.scale === b.scale && a.x === b.x && a.y === b.y
}
