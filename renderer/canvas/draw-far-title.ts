import type { CanvasTheme } from './canvas-theme'
import type { HeatMark } from './draw-heat'
import { fitText } from './draw-text'
import type { LoomNode } from './loom-node'
import type { Pen } from './pen'

/** Sizes on the screen, in CSS pixels: the one that is wanted, and the least, for long words. */
const TEXT_SIZE = 10
const LEAST_TEXT_SIZE = 6.5
/** A card this far away has no room for words. */
const LEAST_SCALE = 0.2
const MARGIN = 8

/**
 * The name of a node seen from afar: as large as it can be read, on one or two lines in the middle of the card. Under heat
 * its figure has the second.
 */
export function drawFarTitle(
  ctx: Pen,
  theme: CanvasTheme,
  { face, layout }: LoomNode,
  scale: number,
  heat: HeatMark | null,
): void {
  if (scale < LEAST_SCALE) return
  const height = layout.picture ? layout.picture.y : layout.height
  const width = layout.width - 2 * MARGIN
  const wanted = Math.min(TEXT_SIZE / scale, height / 2.4)
  ctx.font = `600 ${wanted}px ${theme.fontFamily}`
  const widest = Math.max(...face.title.split(' ').map((word) => ctx.measureText(word).width))
  const size = Math.min(wanted, Math.max(LEAST_TEXT_SIZE / scale, (wanted * width) / widest))
  ctx.font = `600 ${size}px ${theme.fontFamily}`
  ctx.fillStyle = heat && heat.step !== null ? theme.heat(heat.step).ink : theme.text
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  const lines =
    heat && heat.short !== ''
      ? [face.title, heat.short]
      : breakLines(ctx, face.title, width).slice(0, size * 2.2 < height ? 2 : 1)
  const lineHeight = size * 1.08
  const top = height / 2 - ((lines.length - 1) * lineHeight) / 2 + 2
  lines.forEach((line, index) => {
    ctx.fillText(fitText(ctx, line, width), layout.width / 2, top + index * lineHeight)
  })
}

function breakLines(ctx: Pen, text: string, width: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && ctx.measureText(`${last} ${word}`).width <= width)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
