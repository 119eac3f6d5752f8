import type { CanvasTheme } from './canvas-theme'
import { fitText } from './draw-text'
import type { Box } from './layout'
import type { LoomNode } from './loom-node'
import type { Pen } from './pen'
import type { PinnedFace } from './pinned-face'

const RADIUS = 5
const PADDING = 8
const BAR_HEIGHT = 3
const SWITCH = { width: 22, height: 12 }
/** A value has at least this much room beside its label. */
const LEAST_VALUE = 56

/** The parameters that were pinned to the node: label, value, and for a bounded number how far along its range it is. */
export function drawPinned(node: LoomNode, ctx: Pen, theme: CanvasTheme): void {
  node.face.pinned.forEach((param, index) => {
    const box = node.layout.pinned[index]
    if (box) drawParam(param, box, ctx, theme)
  })
}

function drawParam(param: PinnedFace, box: Box, ctx: Pen, theme: CanvasTheme): void {
  const { x, y, width, height } = box
  ctx.beginPath()
  ctx.roundRect(x, y, width, height, RADIUS)
  ctx.fillStyle = theme.well
  ctx.fill()
  if (param.fill !== null) drawBar(param.fill, box, ctx, theme)
  ctx.beginPath()
  ctx.roundRect(x, y, width, height, RADIUS)
  ctx.lineWidth = 1
  ctx.strokeStyle = theme.border
  ctx.stroke()

  const middle = y + height / 2 + (param.fill === null ? 0.5 : -0.5)
  const right = x + width - PADDING
  ctx.font = `11px ${theme.fontFamily}`
  ctx.textBaseline = 'middle'
  const room = width - 2 * PADDING
  const label = fitText(ctx, param.label, room - LEAST_VALUE)
  ctx.textAlign = 'left'
  ctx.fillStyle = theme.text
  ctx.fillText(label, x + PADDING, middle)
  const rest = room - ctx.measureText(label).width - PADDING
  if (param.spec.kind === 'bool') {
    drawSwitch(param.value === true, right, y + height / 2, ctx, theme)
    return
  }
  const opens = param.spec.kind === 'choice'
  if (opens) drawArrow(right - 3.5, y + height / 2, ctx, theme)
  ctx.font = `600 11px ${theme.fontFamily}`
  ctx.textAlign = 'right'
  ctx.fillStyle = theme.text
  ctx.fillText(fitText(ctx, param.text, rest - (opens ? 12 : 0)), right - (opens ? 12 : 0), middle)
}

function drawBar(fill: number, box: Box, ctx: Pen, theme: CanvasTheme): void {
  ctx.save()
  ctx.beginPath()
  ctx.roundRect(box.x, box.y, box.width, box.height, RADIUS)
  ctx.clip()
  ctx.fillStyle = theme.accent
  ctx.globalAlpha *= 0.14
  ctx.fillRect(box.x, box.y, box.width * fill, box.height)
  ctx.globalAlpha /= 0.14
  ctx.fillRect(box.x, box.y + box.height - BAR_HEIGHT, box.width * fill, BAR_HEIGHT)
  ctx.restore()
}

/** A switch as in the inspector: filled with its knob at the right when on, an empty outline when off. */
function drawSwitch(isOn: boolean, right: number, y: number, ctx: Pen, theme: CanvasTheme): void {
  const { width, height } = SWITCH
  const left = right - width
  ctx.beginPath()
  ctx.roundRect(left, y - height / 2, width, height, height / 2)
  ctx.lineWidth = 1.25
  ctx.strokeStyle = isOn ? theme.accent : theme.muted
  if (isOn) {
    ctx.fillStyle = theme.accent
    ctx.fill()
  }
  ctx.stroke()
  ctx.beginPath()
  ctx.arc(isOn ? right - height / 2 : left + height / 2, y, height / 2 - 2.5, 0, 2 * Math.PI)
  ctx.fillStyle = isOn ? theme.onBadge : theme.muted
  ctx.fill()
}

function drawArrow(x: number, y: number, ctx: Pen, theme: CanvasTheme): void {
  ctx.beginPath()
  ctx.moveTo(x - 3.5, y - 1.5)
  ctx.lineTo(x, y + 2)
  ctx.lineTo(x + 3.5, y - 1.5)
  ctx.lineWidth = 1.5
  ctx.lineCap = ctx.lineJoin = 'round'
  ctx.strokeStyle = theme.muted
  ctx.stroke()
}
