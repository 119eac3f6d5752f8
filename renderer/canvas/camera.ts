import type { Box } from './layout'

/** A graph point p is seen at (p + offset) * scale, in CSS pixels from the canvas' corner. */
export interface Camera {
  readonly scale: number
  readonly x: number
  readonly y: number
}

export const SMALLEST_SCALE = 0.08
export const LARGEST_SCALE = 3

/** The camera that shows all of `box`, never enlarged beyond 100 %. */
export function fitCamera(box: Box, width: number, height: number, padding = 48): Camera {
  const room = Math.min((width - 2 * padding) / box.width, (height - 2 * padding) / box.height)
  const scale = Math.min(1, Math.max(SMALLEST_SCALE, room))
  return centreCamera(box, width, height, scale)
}

export function centreCamera(box: Box, width: number, height: number, scale: number): Camera {
  return {
    scale,
    x: width / 2 / scale - (box.x + box.width / 2),
    y: height / 2 / scale - (box.y + box.height / 2),
  }
}
