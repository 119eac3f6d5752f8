import { drawForm } from '../annotations/draw-form'
import type { CanvasTheme } from './canvas-theme'
import { drawHeatFigure, type HeatMark } from './draw-heat'
import { drawInspectedPorts } from './draw-inspected'
import { drawLook, drawModeWord } from './draw-mode'
import { drawPicture } from './draw-picture'
import { drawPinned } from './draw-pinned'
import { drawFarTitle } from './draw-far-title'
import { fitText } from './draw-text'
import type { PortFace } from './face'
import { DETAIL_SCALE, HEADER_HEIGHT, NODE_WIDTH, portOffset } from './layout'
import type { LoomNode } from './loom-node'
import type { Pen } from './pen'
import { portPath } from './port-shape'

/** How a port stands to the wire in the user's hand. */
export type PortMood = 'calm' | 'fits' | 'dim' | 'aimed' | 'refused'

export interface NodePainting {
  readonly ctx: Pen
  readonly theme: CanvasTheme
  readonly scale: number
  readonly picture: CanvasImageSource | null
  /** Null while no heat lies over the graph. */
  readonly heat: HeatMark | null
  readonly inspected: ReadonlySet<string> | null
  readonly isSelected: boolean
  readonly isHovered: boolean
  mood(isInput: boolean, slot: number): PortMood
}

const RADIUS = 9
const PORT_SIZE = 4.6
const SHADOW_LAYERS = 4

/** Draws a node with its top left corner at the origin. */
export function drawNode(node: LoomNode, painting: NodePainting): void {
  const { ctx, scale } = painting
  const showDetail = scale >= DETAIL_SCALE
  if (drawForm(node, painting)) {
    drawBesideForm(node, painting)
    return
  }
  drawCard(node, painting, showDetail)
  drawLook(ctx, painting.theme, node, scale, RADIUS)
  if (showDetail) drawTitle(node, painting)
  else drawFarTitle(ctx, painting.theme, node, scale, painting.heat)
  if (node.layout.picture) drawPicture(ctx, painting.theme, node.layout.picture, painting.picture)
  node.face.inputs.forEach((port, slot) => drawPort(node, port, true, slot, painting, showDetail))
  node.face.outputs.forEach((port, slot) => drawPort(node, port, false, slot, painting, showDetail))
  if (showDetail && node.layout.summaryY !== null) {
    ctx.font = `11px ${painting.theme.fontFamily}`
    ctx.fillStyle = painting.theme.muted
    ctx.textAlign = 'left'
    ctx.textBaseline = 'middle'
    ctx.fillText(fitText(ctx, node.face.summary, NODE_WIDTH - 28), 14, node.layout.summaryY)
  }
  if (showDetail) drawPinned(node, ctx, painting.theme)
  if (node.face.badge) drawBadge(node.face.badge, painting)
  if (node.face.mode && showDetail) drawModeWord(ctx, painting.theme, node.face.mode)
  if (painting.heat && showDetail)
    drawHeatFigure(ctx, painting.theme, painting.heat, node.layout.height, scale)
  if (painting.inspected) drawInspectedPorts(ctx, painting.theme, node, painting.inspected)
}

/** What a node that is no card has in common with those that are. */
function drawBesideForm(node: LoomNode, painting: NodePainting): void {
  const { ctx, theme, inspected } = painting
  const { face, layout } = node
  if (face.form === 'pill') {
    face.inputs.forEach((port, slot) => drawPort(node, port, true, slot, painting, false))
    face.outputs.forEach((port, slot) => drawPort(node, port, false, slot, painting, false))
    if (face.mode) drawModeWord(ctx, theme, face.mode, layout.width / 2)
  }
  if (inspected) drawInspectedPorts(ctx, theme, node, inspected)
  if (!face.badge) return
  ctx.save()
  ctx.translate(layout.width - NODE_WIDTH + 12, -HEADER_HEIGHT / 2)
  drawBadge(face.badge, painting)
  ctx.restore()
}

function drawCard(node: LoomNode, painting: NodePainting, showDetail: boolean): void {
  const { ctx, theme, scale, isSelected, heat } = painting
  const { width, height } = node.layout
  const tint = heat && heat.step !== null ? theme.heat(heat.step).fill : null
  const strip = Math.max(4, 2 / scale)
  const category = theme.category(node.face.category)
  if (showDetail && node.face.mode === null) drawShadow(node, painting)
  fillRounded(ctx, theme.node, 0, height, width, RADIUS, RADIUS)
  // Fitting corners instead of a clip, which is slow without a graphics card.
  if (showDetail) {
    fillRounded(ctx, category, 0, HEADER_HEIGHT, width, RADIUS, 0)
    fillRounded(ctx, tint ?? theme.header, strip, HEADER_HEIGHT, width, { x: 1.5, y: RADIUS - strip }, 0)
  } else if (heat) {
    if (tint !== null) fillRounded(ctx, tint, 0, height, width, RADIUS, RADIUS)
  } else {
    ctx.globalAlpha = 0.14
    fillRounded(ctx, category, 0, height, width, RADIUS, RADIUS)
    ctx.globalAlpha = 1
    fillRounded(ctx, category, 0, strip, width, Math.min(RADIUS, strip), 0)
  }

  ctx.beginPath()
  ctx.roundRect(0, 0, width, height, RADIUS)
  ctx.lineWidth = (isSelected ? 2 : 1) * Math.max(1, 0.6 / scale)
  ctx.strokeStyle = isSelected ? theme.accent : theme.border
  ctx.stroke()
}

/** A soft edge out of a few translucent cards: a blur of each node costs more than all that is on it. */
function drawShadow({ layout }: LoomNode, { ctx, theme, isSelected, isHovered }: NodePainting): void {
  const reach = isSelected || isHovered ? 12 : 7
  ctx.fillStyle = theme.shadow
  ctx.globalAlpha = 1 / SHADOW_LAYERS
  for (let layer = 1; layer <= SHADOW_LAYERS; layer++) {
    const by = (reach * layer) / SHADOW_LAYERS
    ctx.beginPath()
    ctx.roundRect(-by, 3 - by, layout.width + 2 * by, layout.height + 2 * by, RADIUS + by)
    ctx.fill()
  }
  ctx.globalAlpha = 1
}

/** Fills a node's width from `top` to `bottom`, with corners of these radii. */
function fillRounded(
  ctx: Pen,
  colour: string,
  top: number,
  bottom: number,
  width: number,
  upper: number | DOMPointInit,
  lower: number,
): void {
  ctx.beginPath()
  ctx.roundRect(0, top, width, bottom - top, [upper, upper, lower, lower])
  ctx.fillStyle = colour
  ctx.fill()
}

function drawTitle(node: LoomNode, { ctx, theme, heat }: NodePainting): void {
  const room = NODE_WIDTH - 28 - (node.face.badge ? 22 : 0)
  ctx.font = `600 13px ${theme.fontFamily}`
  ctx.fillStyle = heat && heat.step !== null ? theme.heat(heat.step).ink : theme.text
  ctx.textAlign = 'left'
  ctx.textBaseline = 'middle'
  const title = fitText(ctx, node.face.title, room)
  const y = HEADER_HEIGHT / 2 + 2.5
  ctx.fillText(title, 14, y)
  if (node.face.mode === 'muted') ctx.fillRect(12, y - 0.5, ctx.measureText(title).width + 4, 1.5)
}

function drawPort(
  node: LoomNode,
  port: PortFace,
  isInput: boolean,
  slot: number,
  painting: NodePainting,
  showText: boolean,
): void {
  const { ctx, theme } = painting
  const { x, y } = portOffset(isInput, slot, node.face.form)
  const mood = painting.mood(isInput, slot)
  const colour = mood === 'refused' ? theme.error : theme.kind(port.kind)
  const isConnected = node.isWired(isInput, slot)
  ctx.globalAlpha = mood === 'dim' ? 0.3 : 1
  if (mood === 'fits' || mood === 'aimed' || mood === 'refused') {
    ctx.beginPath()
    ctx.arc(x, y, mood === 'fits' ? 9.5 : 11.5, 0, 2 * Math.PI)
    ctx.fillStyle = colour
    ctx.globalAlpha = mood === 'fits' ? 0.34 : 0.45
    ctx.fill()
    ctx.globalAlpha = 1
  }
  ctx.save()
  ctx.translate(x, y)
  ctx.scale(PORT_SIZE, PORT_SIZE)
  // An unconnected input is open, so that what is still missing can be seen from afar.
  ctx.fillStyle = isConnected || !isInput ? colour : theme.node
  ctx.fill(portPath(port.kind), 'evenodd')
  ctx.lineWidth = 1.5 / PORT_SIZE
  ctx.lineJoin = 'round'
  ctx.strokeStyle = colour
  // Nothing is missing where an input can do without.
  if (port.optional && !isConnected) ctx.globalAlpha *= 0.55
  ctx.stroke(portPath(port.kind))
  ctx.restore()
  if (showText) drawPortText(port, isInput, node.face.outputs.length > 1, y, painting)
  ctx.globalAlpha = 1
}

function drawPortText(
  port: PortFace,
  isInput: boolean,
  isOneOfMany: boolean,
  y: number,
  { ctx, theme }: NodePainting,
): void {
  ctx.textBaseline = 'middle'
  if (isInput) {
    ctx.font = `12px ${theme.fontFamily}`
    ctx.textAlign = 'left'
    ctx.fillStyle = port.optional ? theme.muted : theme.text
    ctx.fillText(port.label, 14, y + 0.5)
    return
  }
  ctx.textAlign = 'right'
  let right = NODE_WIDTH - 14
  if (isOneOfMany || port.dims === null) {
    ctx.font = `12px ${theme.fontFamily}`
    ctx.fillStyle = theme.text
    ctx.fillText(port.label, right, y + 0.5)
    right -= ctx.measureText(port.label).width + 8
  }
  if (port.dims !== null) {
    ctx.font = `10.5px ${theme.monoFamily}`
    ctx.fillStyle = theme.muted
    ctx.fillText(fitText(ctx, port.dims, right - 60), right, y + 0.5)
  }
}

function drawBadge(severity: 'error' | 'warning', { ctx, theme, heat }: NodePainting): void {
  const x = NODE_WIDTH - 18
  const y = HEADER_HEIGHT / 2 + 2
  ctx.beginPath()
  if (severity === 'error') {
    ctx.arc(x, y, 7.5, 0, 2 * Math.PI)
  } else {
    ctx.moveTo(x, y - 8)
    ctx.lineTo(x + 8.5, y + 7)
    ctx.lineTo(x - 8.5, y + 7)
    ctx.closePath()
  }
  ctx.fillStyle = severity === 'error' ? theme.error : theme.warning
  ctx.lineJoin = 'round'
  if (heat && heat.step !== null) {
    // The header may have the badge's own colour.
    ctx.lineWidth = 4
    ctx.strokeStyle = theme.node
    ctx.stroke()
  }
  ctx.fill()
  ctx.font = `700 10px ${theme.fontFamily}`
  ctx.fillStyle = theme.onBadge
  ctx.textAlign = 'center'
  ctx.textBaseline = 'middle'
  ctx.fillText('!', x, y + (severity === 'error' ? 0.5 : 1.5))
}
