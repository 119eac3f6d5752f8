import type { CanvasTheme } from './canvas-theme'
import { fitText } from './draw-text'
import { NODE_WIDTH } from './layout'

/** What a node has to say of the last run. */
export interface AccountNote {
  readonly text: string
  /** Only the node a segment ends with tells its time; the others point to it. */
  readonly isRoot: boolean
  readonly entry: { readonly ran: boolean }
}

const INDENT = 12
const ROOM = NODE_WIDTH - INDENT - 14
/** From afar the notes are drawn as large as at this scale, and only those of what ran. */
const READABLE_SCALE = 0.8
/** Further away there is no room for words. */
const LEAST_SCALE = 0.25

/** Draws the note below a node's card, at its left: a filled mark for what ran, an open one for what was known. */
export function drawAccount(
  ctx: CanvasRenderingContext2D,
  theme: CanvasTheme,
  note: AccountNote,
  height: number,
  scale: number,
  isFar: boolean,
): void {
  const told = note.isRoot && note.entry.ran
  if (scale < LEAST_SCALE || (isFar && !told)) return
  const zoom = Math.max(1, READABLE_SCALE / scale)
  ctx.save()
  ctx.translate(INDENT, height)
  ctx.scale(zoom, zoom)
  drawMark(ctx, theme, note)
  ctx.font = `${told ? '600 ' : ''}11px ${theme.fontFamily}`
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const fitted = fitText(ctx, note.text, ROOM / zoom)
  // Wires may pass below the card.
  ctx.lineWidth = 3
  ctx.lineJoin = 'round'
  ctx.strokeStyle = theme.background
  ctx.strokeText(fitted, 12, 10.5)
  ctx.fillStyle = told ? theme.text : theme.muted
  ctx.fillText(fitted, 12, 10.5)
  ctx.restore()
}

function drawMark(ctx: CanvasRenderingContext2D, theme: CanvasTheme, { isRoot, entry }: AccountNote): void {
  ctx.beginPath()
  if (isRoot) ctx.arc(4, 10, 3.2, 0, 2 * Math.PI)
  else {
    // An arrow's head: the time is told further on.
    ctx.moveTo(1.5, 7)
    ctx.lineTo(6, 10)
    ctx.lineTo(1.5, 13)
  }
  ctx.lineWidth = 1.4
  ctx.strokeStyle = entry.ran ? theme.accent : theme.muted
  ctx.fillStyle = theme.accent
  if (isRoot && entry.ran) ctx.fill()
  ctx.stroke()
}
