/** Diagrams as files: an SVG, whose text stays text, or a PNG of as many pixels as is wanted. */
import { required } from '../../core/base/assert'
import { encodeUtf8 } from '../../core/base/utf8'
import { PNG_LIMITS } from '../../core/image/png'
import { readCanvasTheme, type CanvasTheme } from '../canvas/canvas-theme'
import type { Box } from '../canvas/layout'
import type { Pen } from '../canvas/pen'
import { canvasToPng } from '../files/png'
import { drawDiagram, type DiagramContent } from './draw-diagram'
import { createSvgPen } from './svg-pen'

export interface DiagramLook {
  readonly scheme: 'light' | 'dark'
  readonly ground: 'filled' | 'clear'
}

/** Pixels for one graph unit. */
export const DIAGRAM_SCALES = [1, 2, 3, 4] as const

export function diagramSvg(content: DiagramContent, look: DiagramLook, title: string): Uint8Array {
  return withTheme(look, (theme) => {
    const ruler = contextOf(document.createElement('canvas'))
    const pen = createSvgPen({ ruler, family: theme.fontFamily, toDataUrl })
    drawDiagram(pen, content, theme, look.ground)
    return encodeUtf8(pen.finish(content.box, title))
  })
}

/** Null when the browser has no memory for a canvas of this size. See `pixelsOf`. */
export function diagramPng(
  content: DiagramContent,
  look: DiagramLook,
  scale: number,
): Promise<Uint8Array | null> {
  const canvas = document.createElement('canvas')
  const { width, height } = pixelsOf(content.box, scale)
  canvas.width = width
  canvas.height = height
  paintDiagram(contextOf(canvas), content, look, scale)
  return canvasToPng(canvas)
}

/** Draws with the upper left corner of the diagram at the origin. */
export function paintDiagram(ctx: Pen, content: DiagramContent, look: DiagramLook, scale: number): void {
  ctx.save()
  ctx.scale(scale, scale)
  ctx.translate(-content.box.x, -content.box.y)
  withTheme(look, (theme) => drawDiagram(ctx, content, theme, look.ground))
  ctx.restore()
}

/** A diagram's size at a scale; `fits`: browsers draw it, and other programs open it. */
export function pixelsOf(
  { width, height }: Box,
  scale: number,
): { readonly width: number; readonly height: number; readonly fits: boolean } {
  const [w, h] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))]
  return { width: w, height: h, fits: Math.max(w, h) <= PNG_LIMITS.side && w * h <= PNG_LIMITS.pixels }
}

/** The colours of either theme, whichever the window wears. They can be read only while `work` runs. */
function withTheme<Result>({ scheme }: DiagramLook, work: (theme: CanvasTheme) => Result): Result {
  const place = document.createElement('div')
  const inside = document.createElement('span')
  place.hidden = true
  place.style.colorScheme = scheme
  place.append(inside)
  document.body.append(place)
  try {
    return work(readCanvasTheme(inside))
  } finally {
    place.remove()
  }
}

function toDataUrl(picture: CanvasImageSource): string {
  return required(picture instanceof HTMLCanvasElement ? picture : null, 'a picture on a canvas').toDataURL()
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  return required(canvas.getContext('2d'), 'a 2D context')
}
