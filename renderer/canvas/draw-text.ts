import type { Pen } from './pen'

const ELLIPSIS = '…'
const MOST_CACHED = 4000
const cache = new Map<string, string>()

/** `text` shortened to fit `width` in the context's font. */
export function fitText(ctx: Pen, text: string, width: number): string {
  const key = `${ctx.font}|${Math.round(width)}|${text}`
  const known = cache.get(key)
  if (known !== undefined) return known
  if (cache.size > MOST_CACHED) cache.clear()
  const fitted = measure(ctx, text, width)
  cache.set(key, fitted)
  return fitted
}

function measure(ctx: Pen, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text
  let low = 0
  let high = text.length
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (ctx.measureText(text.slice(0, middle).trimEnd() + ELLIPSIS).width <= width) low = middle
    else high = middle - 1
  }
  return low === 0 ? ELLIPSIS : text.slice(0, low).trimEnd() + ELLIPSIS
}

/** A small label in a rounded box, centred on (x, y). */
export function drawPill(
  ctx: Pen,
  text: string,
  x: number,
  y: number,
  colours: { readonly fill: string; readonly text: string; readonly border: string },
): void {
  const width = ctx.measureText(text).width + 14
  ctx.beginPath()
  ctx.roundRect(x - width / 2, y - 9, width, 18, 9)
  ctx.fillStyle = colours.fill
  ctx.fill()
  ctx.lineWidth = 1
  ctx.strokeStyle = colours.border
  ctx.stroke()
  ctx.fillStyle = colours.text
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillText(text, x, y + 0.5)
}
