import { boundsOf, type Box } from './layout'

/** A graph point p is seen at (p + offset) * scale, in CSS pixels from the canvas' corner. */
export interface Camera {
  readonly scale: number
  readonly x: number
  readonly y: number
}

/** CSS pixels. */
export interface Size {
  readonly width: number
  readonly height: number
}

export const SMALLEST_SCALE = 0.08
export const LARGEST_SCALE = 3

/** The camera that shows all of `box`, never enlarged beyond 100 %. */
export function fitCamera(box: Box, width: number, height: number, padding = 48): Camera {
  const room = Math.min((width - 2 * padding) / box.width, (height - 2 * padding) / box.height)
  const scale = Math.min(1, Math.max(SMALLEST_SCALE, room))
  return centreCamera(box, width, height, scale)
}

/**
 * The camera that shows all of `boxes` on a canvas whose lower right corner is covered up to this size: where a box would
 * lie below it, all of them go beside it or above it, whichever leaves them larger. Null without boxes.
 */
export function fitClear(
  boxes: readonly Box[],
  width: number,
  height: number,
  corner: Size | null,
): Camera | null {
  const bounds = boundsOf(boxes)
  if (!bounds) return null
  const plain = fitCamera(bounds, width, height)
  if (!corner) return plain
  const left = (width - corner.width) / plain.scale - plain.x
  const top = (height - corner.height) / plain.scale - plain.y
  if (!boxes.some((box) => box.x + box.width > left && box.y + box.height > top)) return plain
  const beside = fitCamera(bounds, width - corner.width, height)
  const above = fitCamera(bounds, width, height - corner.height)
  return above.scale > beside.scale ? above : beside
}

/** The part of the graph that is seen on a canvas of this size. */
export function seenBox({ scale, x, y }: Camera, width: number, height: number): Box {
  return { x: -x, y: -y, width: width / scale, height: height / scale }
}

/**
 * The camera `t` of the way from one to another, 0 at the first and 1 at the last. The zoom changes evenly to the eye,
 * and what is in both pictures moves in a straight line.
 */
export function cameraBetween(from: Camera, to: Camera, t: number, width: number, height: number): Camera {
  if (t >= 1) return to
  const scale = from.scale * (to.scale / from.scale) ** t
  const extent = 1 / to.scale - 1 / from.scale
  const way = Math.abs(extent) < 1e-6 ? t : (1 / scale - 1 / from.scale) / extent
  const [a, b] = [seenBox(from, width, height), seenBox(to, width, height)]
  const along = (start: number, end: number): number => start + (end - start) * way
  const x = along(a.x + a.width / 2, b.x + b.width / 2)
  const y = along(a.y + a.height / 2, b.y + b.height / 2)
  return centreCamera({ x, y, width: 0, height: 0 }, width, height, scale)
}

export function centreCamera(box: Box, width: number, height: number, scale: number): Camera {
  return {
    scale,
    x: width / 2 / scale - (box.x + box.width / 2),
    y: height / 2 / scale - (box.y + box.height / 2),
  }
}
