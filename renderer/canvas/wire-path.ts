export interface Point {
  readonly x: number
  readonly y: number
}

/** A wire is one cubic Bézier curve that leaves and enters horizontally. */
export interface WirePath {
  readonly from: Point
  readonly to: Point
  /** How far the control points lie from the ends, to the right of `from` and to the left of `to`. */
  readonly reach: number
}

/** No control point lies further from its end. */
export const LONGEST_REACH = 260

export function wirePath(from: Point, to: Point): WirePath {
  const dx = to.x - from.x
  const dy = Math.abs(to.y - from.y)
  const reach = dx >= 0 ? Math.max(28, dx / 2) : Math.min(220, 60 - dx / 3 + dy / 6)
  return { from, to, reach: Math.min(reach, LONGEST_REACH) }
}

/** The point at `t`, 0 at the output and 1 at the input. */
export function pointOn({ from, to, reach }: WirePath, t: number): Point {
  const u = 1 - t
  const a = u * u * u
  const b = 3 * u * u * t
  const c = 3 * u * t * t
  const d = t * t * t
  return {
    x: a * from.x + b * (from.x + reach) + c * (to.x - reach) + d * to.x,
    y: (a + b) * from.y + (c + d) * to.y,
  }
}

/** The control points of the curve from `t` to `u`. */
export function partOf({ from, to, reach }: WirePath, t: number, u: number): readonly Point[] {
  const [a, b, c, d] = [from, { x: from.x + reach, y: from.y }, { x: to.x - reach, y: to.y }, to]
  // A cubic's polar form: the control points are its values at t t t, t t u, t u u and u u u.
  const polar = (r: number, s: number, w: number): Point => {
    const [ab, bc, cd] = [between(a, b, r), between(b, c, r), between(c, d, r)]
    return between(between(ab, bc, s), between(bc, cd, s), w)
  }
  return [polar(t, t, t), polar(t, t, u), polar(t, u, u), polar(u, u, u)]
}

function between(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
}

/** Whether `point` lies within `tolerance` of the curve. */
export function isOnWire(path: WirePath, point: Point, tolerance: number): boolean {
  const { from, to, reach } = path
  if (point.x < Math.min(from.x, to.x - reach) - tolerance) return false
  if (point.x > Math.max(to.x, from.x + reach) + tolerance) return false
  if (point.y < Math.min(from.y, to.y) - tolerance) return false
  if (point.y > Math.max(from.y, to.y) + tolerance) return false
  const segments = 24
  let previous = from
  for (let i = 1; i <= segments; i++) {
    const next = pointOn(path, i / segments)
    if (distanceToSegment(point, previous, next) <= tolerance) return true
    previous = next
  }
  return false
}

function distanceToSegment(p: Point, a: Point, b: Point): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const length = dx * dx + dy * dy
  const t = length === 0 ? 0 : Math.min(1, Math.max(0, ((p.x - a.x) * dx + (p.y - a.y) * dy) / length))
  return Math.hypot(p.x - a.x - t * dx, p.y - a.y - t * dy)
}
