import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { categoryOf } from '../../core/nodedef/registry'
import { FRAME_TYPE, NOTE_TYPE } from '../annotations/form'
import type { Camera } from '../canvas/camera'
import type { CanvasTheme } from '../canvas/canvas-theme'
import type { Box } from '../canvas/layout'
import { MAP_HEIGHT, MAP_WIDTH, toMap } from './map'
import type { MapPicture } from './map-picture'

const WIRE_ALPHA = 0.3
const ANNOTATIONS: ReadonlySet<string> = new Set([FRAME_TYPE, NOTE_TYPE])
const FRAME_ALPHA = 0.12
const NOTE_ALPHA = 0.25
const FRAME_EDGE_ALPHA = 0.45
/** Nodes that take no part as they are: bypassed and muted ones. */
const IDLE_ALPHA = 0.4
/** More wires than this are a grey sheet, and take longer than all nodes. */
const MOST_WIRES = 800
/** No node is smaller, in CSS pixels. */
const LEAST_SIDE = 2

/** Draws the whole map: faint wires, nodes in their category's colour, and above them selection and problems. */
export function drawMap(ctx: CanvasRenderingContext2D, picture: MapPicture, map: Camera): void {
  const { theme, selected, badges, boxes, pixelRatio } = picture
  ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
  ctx.clearRect(0, 0, MAP_WIDTH, MAP_HEIGHT)
  drawAnnotations(ctx, picture, map)
  if (picture.document.links.size <= MOST_WIRES) drawWires(ctx, picture, map)
  drawNodes(ctx, picture, map)
  for (const node of selected) {
    const box = boxes.get(node)
    if (box) drawSelected(ctx, placeOf(box, map), theme)
  }
  // Errors last: none is hidden by a warning.
  for (const severity of ['warning', 'error'] as const) {
    for (const [node, worst] of badges) {
      const box = worst === severity && boxes.get(node)
      if (box) drawProblem(ctx, placeOf(box, map), severity, theme)
    }
  }
}

function drawWires(
  ctx: CanvasRenderingContext2D,
  { document, boxes, theme }: MapPicture,
  { scale, x, y }: Camera,
): void {
  ctx.beginPath()
  for (const { from, to } of document.links.values()) {
    const start = boxes.get(from.node)
    const end = boxes.get(to.node)
    if (!start || !end) continue
    ctx.moveTo((start.x + start.width + x) * scale, (start.y + start.height / 2 + y) * scale)
    ctx.lineTo((end.x + x) * scale, (end.y + end.height / 2 + y) * scale)
  }
  ctx.lineWidth = 1
  ctx.globalAlpha = WIRE_ALPHA
  ctx.strokeStyle = theme.muted
  ctx.stroke()
  ctx.globalAlpha = 1
}

/** Frames as faint rectangles below all else, notes as small cards, each in its own colour. */
function drawAnnotations(
  ctx: CanvasRenderingContext2D,
  { document, boxes, theme }: MapPicture,
  map: Camera,
): void {
  for (const record of document.nodes.values()) {
    const box = ANNOTATIONS.has(record.type) ? boxes.get(record.id) : undefined
    if (!box) continue
    const { x, y, width, height } = placeOf(box, map)
    const colour = record.color === undefined ? theme.muted : theme.mark(record.color)
    ctx.globalAlpha = record.type === FRAME_TYPE ? FRAME_ALPHA : NOTE_ALPHA
    ctx.fillStyle = colour
    ctx.fillRect(x, y, width, height)
    ctx.globalAlpha = FRAME_EDGE_ALPHA
    ctx.lineWidth = 1
    ctx.strokeStyle = colour
    ctx.strokeRect(x + 0.5, y + 0.5, width - 1, height - 1)
  }
  ctx.globalAlpha = 1
}

/** All of one colour together: thousands in a few calls. */
function drawNodes(ctx: CanvasRenderingContext2D, { document, boxes, theme }: MapPicture, map: Camera): void {
  const working = new Map<string, Box[]>()
  const idle = new Map<string, Box[]>()
  for (const record of document.nodes.values()) {
    const box = boxes.get(record.id)
    if (!box || ANNOTATIONS.has(record.type)) continue
    const group = record.mode === undefined ? working : idle
    const colour = theme.category(categoryOf(record.type))
    const others = group.get(colour)
    if (others) others.push(box)
    else group.set(colour, [box])
  }
  fillBoxes(ctx, working, map)
  ctx.globalAlpha = IDLE_ALPHA
  fillBoxes(ctx, idle, map)
  ctx.globalAlpha = 1
}

function fillBoxes(
  ctx: CanvasRenderingContext2D,
  byColour: ReadonlyMap<string, readonly Box[]>,
  map: Camera,
): void {
  for (const [colour, boxes] of byColour) {
    ctx.fillStyle = colour
    for (const box of boxes) {
      const { x, y, width, height } = placeOf(box, map)
      ctx.fillRect(x, y, width, height)
    }
  }
}

function drawSelected(ctx: CanvasRenderingContext2D, { x, y, width, height }: Box, theme: CanvasTheme): void {
  ctx.beginPath()
  ctx.rect(x - 1.5, y - 1.5, width + 3, height + 3)
  ctx.lineWidth = 3.5
  ctx.strokeStyle = theme.background
  ctx.stroke()
  ctx.lineWidth = 1.5
  ctx.strokeStyle = theme.accent
  ctx.stroke()
}

/** A disc for an error, a triangle for a warning: the shapes they have on the canvas. */
function drawProblem(
  ctx: CanvasRenderingContext2D,
  { x, y, width, height }: Box,
  severity: Diagnostic['severity'],
  theme: CanvasTheme,
): void {
  const [middleX, middleY] = [x + width / 2, y + height / 2]
  ctx.beginPath()
  if (severity === 'error') ctx.arc(middleX, middleY, 4.2, 0, 2 * Math.PI)
  else {
    ctx.moveTo(middleX, middleY - 5)
    ctx.lineTo(middleX + 5, middleY + 4)
    ctx.lineTo(middleX - 5, middleY + 4)
    ctx.closePath()
  }
  ctx.lineJoin = 'round'
  ctx.lineWidth = 3
  ctx.strokeStyle = theme.background
  ctx.stroke()
  ctx.fillStyle = severity === 'error' ? theme.error : theme.warning
  ctx.fill()
}

function placeOf(box: Box, map: Camera): Box {
  const { x, y, width, height } = toMap(box, map)
  return { x, y, width: Math.max(LEAST_SIDE, width), height: Math.max(LEAST_SIDE, height) }
}
