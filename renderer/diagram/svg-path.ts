/** Path data of an SVG, put together with a canvas's calls. Coordinates are already those of the drawing as a whole. */

export type Radii = number | DOMPointInit | readonly (number | DOMPointInit)[]

export interface Frame {
  /** Units of the drawing for one unit of the call, and where its origin lies. Drawings are never turned or skewed. */
  readonly scale: number
  readonly x: number
  readonly y: number
}

export interface SvgPath {
  readonly data: string
  clear(): void
  moveTo(x: number, y: number, frame: Frame): void
  lineTo(x: number, y: number, frame: Frame): void
  curveTo(points: readonly number[], frame: Frame): void
  arc(x: number, y: number, radius: number, start: number, end: number, frame: Frame): void
  rect(x: number, y: number, width: number, height: number, frame: Frame): void
  roundRect(x: number, y: number, width: number, height: number, radii: Radii, frame: Frame): void
  close(): void
}

/** A hundredth of a unit is less than anybody sees at any zoom of a diagram. */
export function formatNumber(value: number): string {
  return String(Math.round(value * 100) / 100 + 0)
}

export function createSvgPath(): SvgPath {
  let parts: string[] = []

  function put(letter: string, points: readonly number[], { scale, x, y }: Frame): void {
    const shown = points.map((value, index) => formatNumber(value * scale + (index % 2 === 0 ? x : y)))
    parts.push(letter + shown.join(' '))
  }

  /** An arc of an ellipse to a point, clockwise. */
  function putArc(rx: number, ry: number, isLarge: boolean, x: number, y: number, frame: Frame): void {
    const [a, b] = [formatNumber(rx * frame.scale), formatNumber(ry * frame.scale)]
    const [toX, toY] = [formatNumber(x * frame.scale + frame.x), formatNumber(y * frame.scale + frame.y)]
    parts.push(`A${a} ${b} 0 ${isLarge ? 1 : 0} 1 ${toX} ${toY}`)
  }

  return {
    get data() {
      return parts.join('')
    },
    clear() {
      parts = []
    },
    moveTo: (x, y, frame) => put('M', [x, y], frame),
    lineTo: (x, y, frame) => put(parts.length === 0 ? 'M' : 'L', [x, y], frame),
    curveTo: (points, frame) => put(points.length === 6 ? 'C' : 'Q', points, frame),
    arc(x, y, radius, start, end, frame) {
      put(parts.length === 0 ? 'M' : 'L', [x + radius * Math.cos(start), y + radius * Math.sin(start)], frame)
      const turn = Math.min(end - start, 2 * Math.PI)
      // Where an arc ends where it began, nobody could tell which way round it went.
      const steps = turn > 1.9 * Math.PI ? 2 : 1
      for (let step = 1; step <= steps; step++) {
        const angle = start + (turn * step) / steps
        const [toX, toY] = [x + radius * Math.cos(angle), y + radius * Math.sin(angle)]
        putArc(radius, radius, turn / steps > Math.PI, toX, toY, frame)
      }
    },
    rect(x, y, width, height, frame) {
      put('M', [x, y], frame)
      put('L', [x + width, y, x + width, y + height, x, y + height], frame)
      parts.push('Z')
    },
    roundRect(x, y, width, height, radii, frame) {
      const [upperLeft, upperRight, lowerRight, lowerLeft] = cornersOf(radii, width, height)
      const [right, bottom] = [x + width, y + height]
      put('M', [x + upperLeft.x, y], frame)
      put('L', [right - upperRight.x, y], frame)
      corner(upperRight, right, y + upperRight.y)
      put('L', [right, bottom - lowerRight.y], frame)
      corner(lowerRight, right - lowerRight.x, bottom)
      put('L', [x + lowerLeft.x, bottom], frame)
      corner(lowerLeft, x, bottom - lowerLeft.y)
      put('L', [x, y + upperLeft.y], frame)
      corner(upperLeft, x + upperLeft.x, y)
      parts.push('Z')

      function corner({ x: rx, y: ry }: Corner, toX: number, toY: number): void {
        if (rx > 0 && ry > 0) putArc(rx, ry, false, toX, toY, frame)
      }
    },
    close: () => void parts.push('Z'),
  }
}

interface Corner {
  readonly x: number
  readonly y: number
}

/** From the upper left, clockwise; smaller than given where neighbours would overlap, as a canvas has it. */
function cornersOf(radii: Radii, width: number, height: number): readonly [Corner, Corner, Corner, Corner] {
  const list = Array.isArray(radii) ? (radii as readonly (number | DOMPointInit)[]) : [radii as number]
  const [a = 0, b = a, c = a, d = b] = list
  const corners = [a, b, c, d].map(cornerOf)
  const [ul = NONE, ur = NONE, lr = NONE, ll = NONE] = corners
  const fit = Math.min(
    1,
    ratio(width, ul.x + ur.x),
    ratio(width, ll.x + lr.x),
    ratio(height, ul.y + ll.y),
    ratio(height, ur.y + lr.y),
  )
  const fitted = ({ x, y }: Corner): Corner => ({ x: x * fit, y: y * fit })
  return [fitted(ul), fitted(ur), fitted(lr), fitted(ll)]
}

const NONE: Corner = { x: 0, y: 0 }

function cornerOf(radius: number | DOMPointInit): Corner {
  return typeof radius === 'number' ? { x: radius, y: radius } : { x: radius.x ?? 0, y: radius.y ?? 0 }
}

function ratio(room: number, wanted: number): number {
  return wanted > 0 ? room / wanted : 1
}
