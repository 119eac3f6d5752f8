import type { CanvasTheme } from '../canvas/canvas-theme'
import type { LoomNode } from '../canvas/loom-node'
import type { Pen } from '../canvas/pen'
import type { Point } from '../canvas/wire-path'
import { words } from '../text/words'
import { drawResizable } from './draw-frame'
import { NOTE_PADDING, type Line, type Mark } from './note-layout'
import { addressAt, fontOf, noteLayout } from './note-text'

const RADIUS = 7
const TINT_ALPHA = 0.13
/** Smaller letters than this, in CSS pixels, are drawn as bars. */
const LEAST_TEXT = 5.5
const BAR_ALPHA = 0.35
const FADE = 26
/** Its upper edge, in the colour of the user's. */
const STRIP = 4

interface NotePainting {
  readonly ctx: Pen
  readonly theme: CanvasTheme
  readonly scale: number
  readonly isSelected: boolean
}

/** A card with words, its corner at the origin. What does not fit fades out at the lower edge. */
export function drawNote(node: LoomNode, { ctx, theme, scale, isSelected }: NotePainting): void {
  const { width, height } = node.layout
  const { color, note } = node.face
  const colour = color === null ? theme.muted : theme.mark(color)
  ctx.beginPath()
  ctx.roundRect(0, 0, width, height, RADIUS)
  ctx.fillStyle = theme.node
  ctx.fill()
  ctx.fillStyle = colour
  ctx.globalAlpha = TINT_ALPHA
  ctx.fill()
  ctx.globalAlpha = 1
  ctx.lineWidth = Math.max(1, 0.6 / scale)
  ctx.strokeStyle = theme.border
  ctx.stroke()
  ctx.beginPath()
  ctx.roundRect(0, 0, width, Math.max(STRIP, 2 / scale), [RADIUS, RADIUS, 0, 0])
  ctx.fillStyle = colour
  ctx.fill()
  const isEmpty = note.trim() === ''
  const layout = noteLayout(isEmpty ? words.annotations.emptyNote : note, width, theme)
  const isCut = layout.height > height
  ctx.save()
  ctx.beginPath()
  ctx.rect(0, STRIP, width, height - STRIP - 1)
  ctx.clip()
  const lines = layout.lines.filter(({ y, height: room }) => y - room / 2 < height)
  for (const mark of layout.marks) drawMark(ctx, theme, mark)
  for (const line of lines) {
    if (line.size * scale < LEAST_TEXT) drawBars(ctx, theme, line)
    else drawLine(ctx, theme, line, isEmpty)
  }
  if (isCut) drawFade(ctx, theme, colour, width, height)
  ctx.restore()
  if (isSelected) drawResizable(ctx, theme, node, scale)
}

/** The address of the link at a point of the graph, or null. */
export function addressOn({ face, pos, layout }: LoomNode, at: Point, theme: CanvasTheme): string | null {
  if (face.form !== 'note') return null
  const { width, height } = layout
  const y = at.y - (pos[1] ?? 0)
  return y < height ? addressAt(noteLayout(face.note, width, theme), at.x - (pos[0] ?? 0), y) : null
}

function drawMark(ctx: Pen, theme: CanvasTheme, mark: Mark): void {
  const { kind, x, y, width, height } = mark
  if (kind === 'well') {
    ctx.beginPath()
    ctx.roundRect(x, y, width, height, 4)
    ctx.fillStyle = theme.well
    ctx.fill()
    return
  }
  ctx.fillStyle = theme.muted
  ctx.globalAlpha = kind === 'rule' ? 0.5 : 0.6
  ctx.fillRect(x, y, width, height)
  ctx.globalAlpha = 1
}

function drawLine(ctx: Pen, theme: CanvasTheme, line: Line, isEmpty: boolean): void {
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  for (const run of line.runs) {
    ctx.font = fontOf(run, line.size, theme)
    ctx.fillStyle = run.href !== null ? theme.accent : isEmpty ? theme.muted : theme.text
    ctx.fillText(run.text, run.x, line.y + 0.5)
    // Never by colour alone.
    if (run.href !== null) ctx.fillRect(run.x, line.y + line.size * 0.5, run.width, 1)
  }
}

function drawBars(ctx: Pen, theme: CanvasTheme, line: Line): void {
  const [first] = line.runs
  const last = line.runs.at(-1)
  if (!first || !last) return
  ctx.fillStyle = theme.text
  ctx.globalAlpha = BAR_ALPHA
  ctx.fillRect(first.x, line.y - line.size * 0.25, last.x + last.width - first.x, line.size * 0.5)
  ctx.globalAlpha = 1
}

function drawFade(ctx: Pen, theme: CanvasTheme, colour: string, width: number, height: number): void {
  const top = Math.max(NOTE_PADDING, height - FADE)
  for (const [fill, alpha] of [
    [theme.node, 1],
    [colour, TINT_ALPHA],
  ] as const) {
    const gradient = ctx.createLinearGradient(0, top, 0, height - 2)
    gradient.addColorStop(0, withAlpha(fill, 0))
    gradient.addColorStop(1, fill)
    ctx.globalAlpha = alpha
    ctx.fillStyle = gradient
    ctx.fillRect(1, top, width - 2, height - top - 1)
  }
  ctx.globalAlpha = 1
}

/** The theme's colours are `rgb(r, g, b)`, as the browser tells them. */
function withAlpha(colour: string, alpha: number): string {
  const [r = '0', g = '0', b = '0'] = colour.match(/[\d.]+/g) ?? []
  return `rgba(${r}, ${g}, ${b}, ${alpha})`
}
