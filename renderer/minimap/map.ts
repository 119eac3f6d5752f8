import { centreCamera, type Camera } from '../canvas/camera'
import type { Box } from '../canvas/layout'
import type { Point } from '../canvas/wire-path'

/** The minimap's size in CSS pixels. */
export const MAP_WIDTH = 196
export const MAP_HEIGHT = 128
/** Between the map and the canvas' edges. */
export const MAP_MARGIN = 12
const PADDING = 9
/** A few nodes do not fill the map: their size tells that they are few. */
const LARGEST_SCALE = 0.08
/** The frame never gets too small to be seen and held, in CSS pixels. */
const LEAST_FRAME = 8
/** A canvas smaller than this has no room for a map, in CSS pixels. */
const LEAST_CANVAS = { width: 480, height: 340 }

export function hasRoomForMap({
  width,
  height,
}: {
  readonly width: number
  readonly height: number
}): boolean {
  return width >= LEAST_CANVAS.width && height >= LEAST_CANVAS.height
}

/** The camera under which the map shows all of `bounds`, in its middle. It does not depend on what the canvas shows. */
export function mapCamera(bounds: Box): Camera {
  const across = (MAP_WIDTH - 2 * PADDING) / bounds.width
  const down = (MAP_HEIGHT - 2 * PADDING) / bounds.height
  return centreCamera(bounds, MAP_WIDTH, MAP_HEIGHT, Math.min(LARGEST_SCALE, across, down))
}

/** A box of the graph in CSS pixels of the map. */
export function toMap({ x, y, width, height }: Box, { scale, x: dx, y: dy }: Camera): Box {
  return { x: (x + dx) * scale, y: (y + dy) * scale, width: width * scale, height: height * scale }
}

/** The point of the graph below a point of the map; one beside the map counts as the nearest on it. */
export function fromMap({ x, y }: Point, map: Camera): Point {
  const inside = { x: clamp(x, 0, MAP_WIDTH), y: clamp(y, 0, MAP_HEIGHT) }
  return { x: inside.x / map.scale - map.x, y: inside.y / map.scale - map.y }
}

/** The camera's frame on the map, cut at its edges. Of a camera that has left the map a strip stays at the edge. */
export function frameOnMap(seen: Box, map: Camera): Box {
  const { x, y, width, height } = toMap(seen, map)
  const across = span(x, width, MAP_WIDTH)
  const down = span(y, height, MAP_HEIGHT)
  return { x: across.start, y: down.start, width: across.size, height: down.size }
}

function span(start: number, size: number, room: number): { readonly start: number; readonly size: number } {
  const grown = Math.max(size, LEAST_FRAME)
  const low = clamp(start - (grown - size) / 2, 0, room - LEAST_FRAME)
  const high = clamp(start + (grown + size) / 2, low + LEAST_FRAME, room)
  return { start: low, size: high - low }
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
