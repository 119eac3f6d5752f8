import { formatNumber, type Frame } from './svg-path'
import { paint } from './svg-text'

export interface SvgGradient {
  /** What the caller fills with. */
  readonly gradient: CanvasGradient
  /** As it is where it is used, which may be elsewhere than where it was made. */
  markup(frame: Frame, alpha: number, id: string): string
}

/** Along a line from one point to another. */
export function createSvgGradient(x0: number, y0: number, x1: number, y1: number): SvgGradient {
  const stops: { readonly at: number; readonly colour: string }[] = []
  return {
    gradient: { addColorStop: (at, colour) => void stops.push({ at, colour }) },
    markup({ scale, x, y }, alpha, id) {
      const ends = { x1: x0 * scale + x, y1: y0 * scale + y, x2: x1 * scale + x, y2: y1 * scale + y }
      const line = Object.entries(ends).map(([name, value]) => `${name}="${formatNumber(value)}"`)
      const inside = stops.map(
        ({ at, colour }) => `<stop offset="${formatNumber(at)}" ${paint('stop', colour, alpha)}/>`,
      )
      return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" ${line.join(' ')}>${inside.join('')}</linearGradient>`
    },
  }
}
