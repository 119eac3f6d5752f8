import type { Camera } from './camera'
import type { Point } from './wire-path'

/** What two fingers did between two moments: the way of their middle, and by how much they parted. */
export interface PinchStep {
  readonly dx: number
  readonly dy: number
  readonly factor: number
  /** Between the fingers now. */
  readonly middle: Point
}

/** From the fingers at `a` and `b` to the fingers at `c` and `d`. */
export function pinchStep(a: Point, b: Point, c: Point, d: Point): PinchStep {
  const middle = { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 }
  return {
    dx: middle.x - (a.x + b.x) / 2,
    dy: middle.y - (a.y + b.y) / 2,
    factor: Math.hypot(c.x - d.x, c.y - d.y) / Math.max(1, Math.hypot(a.x - b.x, a.y - b.y)),
    middle,
  }
}

/** The camera after what it sees was pushed by CSS pixels. */
export function pushed(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x + dx / camera.scale, y: camera.y + dy / camera.scale }
}
