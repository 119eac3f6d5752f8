import { drawFarNodes } from './draw-far-nodes'
import { drawGround } from './draw-ground'
import { drawNode, type PortMood } from './draw-node'
import { drawPill } from './draw-text'
import {
  glowWire,
  LABEL_SCALE,
  labelWire,
  pathOf,
  strokeWire,
  strokeWires,
  type WireMood,
} from './draw-wires'
import type { LoomCanvas } from './loom-canvas'
import { NODE_WIDTH } from './layout'
import { LoomNode, type LoomLink } from './loom-node'
import { LONGEST_REACH, wirePath, type WirePath } from './wire-path'

/** Below this scale a wire is a line of one pixel at most. */
const WIRE_DETAIL_SCALE = 0.35

/** The ground and the wires: what changes only when the graph or the camera does. */
export function paintBack(view: LoomCanvas, canvas: HTMLCanvasElement): void {
  const ctx = contextOf(canvas)
  const { scale, offset } = view.ds
  const painting = { ctx, theme: view.theme, scale }
  resetTransform(ctx, view)
  drawGround(ctx, view.theme, { width: view.width, height: view.height, scale, offset })
  ctx.save()
  view.ds.toCanvasContext(ctx)
  const drawn = [...view.projection.links.values()].filter(
    (link) => link.isDrawn && link !== view.wire?.detached && isInView(link, view),
  )
  const calm = drawn.filter((link) => moodOf(link, view) === 'calm')
  const others = drawn.filter((link) => moodOf(link, view) !== 'calm')
  if (scale < WIRE_DETAIL_SCALE) strokeFarWires(calm, view, ctx)
  for (const link of scale < WIRE_DETAIL_SCALE ? others : [...calm, ...others]) {
    const path = pathOf(link)
    if (isInspected(link, view) || link === view.splicing) glowWire(path, painting)
    strokeWire(path, view.theme.kind(link.output?.kind ?? null), moodOf(link, view), painting)
  }
  if (scale >= LABEL_SCALE)
    for (const link of drawn) labelWire(pathOf(link), link.output?.dims ?? null, false, painting)
  ctx.restore()
}

/** Puts what `paintBack` has drawn aside under the nodes. */
export function copyBack({ canvas, bgcanvas }: LoomCanvas): void {
  const ctx = contextOf(canvas)
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.drawImage(bgcanvas, 0, 0)
}

/** The nodes, and what lies above them: labels that were asked for, the wire in hand, the band. */
export function paintFront(view: LoomCanvas): void {
  const ctx = contextOf(view.canvas)
  const { scale } = view.ds
  resetTransform(ctx, view)
  ctx.save()
  view.ds.toCanvasContext(ctx)
  const nodes = view.visible_nodes.filter((node) => node instanceof LoomNode)
  for (const node of drawFarNodes(nodes, view, ctx)) {
    ctx.save()
    ctx.translate(node.pos[0] ?? 0, node.pos[1] ?? 0)
    drawNode(node, {
      ctx,
      theme: view.theme,
      scale,
      picture: view.pictures.get(node.nodeId) ?? null,
      isSelected: node.is_selected === true,
      isHovered: node.mouseOver === true,
      note: view.notes.get(node.nodeId) ?? null,
      inspected: view.inspected.get(node.nodeId) ?? null,
      mood: (isInput, slot) => portMood(view, node, isInput, slot),
    })
    ctx.restore()
  }
  const painting = { ctx, theme: view.theme, scale }
  for (const link of view.projection.links.values()) {
    const isAsked = link === view.hoveredLink || view.selectedLinks.has(link.linkId)
    if (isAsked && link.isDrawn && link !== view.wire?.detached) {
      labelWire(pathOf(link), link.output?.dims ?? null, true, painting)
    }
  }
  paintWireInHand(view, ctx)
  paintBand(view, ctx)
  ctx.restore()
}

/** All that are of one kind at once: from afar thousands are in view. */
function strokeFarWires(links: readonly LoomLink[], view: LoomCanvas, ctx: CanvasRenderingContext2D): void {
  const painting = { ctx, theme: view.theme, scale: view.ds.scale }
  const byColour = new Map<string, WirePath[]>()
  for (const link of links) {
    const path = pathOf(link)
    if (isInspected(link, view)) glowWire(path, painting)
    const colour = view.theme.kind(link.output?.kind ?? null)
    const paths = byColour.get(colour)
    if (paths) paths.push(path)
    else byColour.set(colour, [path])
  }
  for (const [colour, paths] of byColour) strokeWires(paths, colour, painting)
}

function paintWireInHand(view: LoomCanvas, ctx: CanvasRenderingContext2D): void {
  const { wire, aim, theme } = view
  if (!wire) return
  const [x = 0, y = 0] = wire.fixed.node.getConnectionPos(wire.fixed.isInput, wire.fixed.slot)
  const held = { x, y }
  const [mouseX, mouseY] = view.graph_mouse
  const snap = aim && !aim.refusal ? aim.spot.node.getConnectionPos(aim.spot.isInput, aim.spot.slot) : null
  const free = { x: snap?.[0] ?? mouseX, y: snap?.[1] ?? mouseY }
  const path = wire.fixed.isInput ? wirePath(free, held) : wirePath(held, free)
  const painting = { ctx, theme, scale: view.ds.scale }
  const colour = aim?.refusal ? theme.error : theme.kind(wire.port.kind)
  strokeWire(path, colour, 'bright', painting)
  ctx.beginPath()
  ctx.arc(free.x, free.y, 4, 0, 2 * Math.PI)
  ctx.fillStyle = colour
  ctx.fill()
  if (wire.port.dims === null) return
  ctx.save()
  ctx.translate(mouseX, mouseY)
  const zoom = Math.max(1, 1 / view.ds.scale)
  ctx.scale(zoom, zoom)
  ctx.font = `10.5px ${theme.monoFamily}`
  drawPill(ctx, wire.port.dims, 0, -24, {
    fill: theme.node,
    text: theme.text,
    border: colour,
  })
  ctx.restore()
}

function paintBand({ dragging_rectangle: band, ds, theme }: LoomCanvas, ctx: CanvasRenderingContext2D): void {
  if (!band) return
  const [x = 0, y = 0, width = 0, height = 0] = band
  ctx.fillStyle = theme.accent
  ctx.globalAlpha = 0.1
  ctx.fillRect(x, y, width, height)
  ctx.globalAlpha = 1
  ctx.lineWidth = 1 / ds.scale
  ctx.strokeStyle = theme.accent
  ctx.strokeRect(x, y, width, height)
}

function portMood(view: LoomCanvas, node: LoomNode, isInput: boolean, slot: number): PortMood {
  const { wire, aim } = view
  if (!wire) return 'calm'
  if (wire.fixed.node === node && wire.fixed.isInput === isInput && wire.fixed.slot === slot) return 'aimed'
  if (aim && aim.spot.node === node && aim.spot.isInput === isInput && aim.spot.slot === slot)
    return aim.refusal ? 'refused' : 'aimed'
  return wire.verdict({ node, isInput, slot }) === null ? 'fits' : 'dim'
}

function isInspected({ from, record }: LoomLink, { inspected }: LoomCanvas): boolean {
  return inspected.get(from.nodeId)?.has(record.from.port) === true
}

function moodOf(link: LoomLink, view: LoomCanvas): WireMood {
  if (view.selectedLinks.has(link.linkId) || link === view.splicing) return 'selected'
  const isNear = link === view.hoveredLink || link.from.is_selected || link.to.is_selected
  return isNear ? 'bright' : 'calm'
}

function isInView(link: LoomLink, { visible_area: area }: LoomCanvas): boolean {
  const [left = 0, top = 0, width = 0, height = 0] = area
  if (!isNearView(link, left, top, left + width, top + height)) return false
  const { from, to, reach } = pathOf(link)
  return (
    Math.max(from.x + reach, to.x) >= left &&
    Math.min(from.x, to.x - reach) <= left + width &&
    Math.max(from.y, to.y) >= top - 20 &&
    Math.min(from.y, to.y) <= top + height + 20
  )
}

/** A first look that takes nothing but four comparisons: most wires of a large graph are far away. */
function isNearView(
  { from, to }: LoomLink,
  left: number,
  top: number,
  right: number,
  bottom: number,
): boolean {
  const [fromX = 0, fromY = 0] = from.pos
  const [toX = 0, toY = 0] = to.pos
  return (
    Math.max(fromX + NODE_WIDTH, toX) + LONGEST_REACH >= left &&
    Math.min(fromX, toX) - LONGEST_REACH <= right &&
    Math.max(fromY + from.layout.height, toY + to.layout.height) >= top - 20 &&
    Math.min(fromY, toY) <= bottom + 20
  )
}

function resetTransform(ctx: CanvasRenderingContext2D, { pixelRatio }: LoomCanvas): void {
  ctx.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
}

function contextOf(canvas: HTMLCanvasElement): CanvasRenderingContext2D {
  const ctx = canvas.getContext('2d')
  if (!ctx) throw new Error('Internal error: the canvas has no 2D context')
  return ctx
}
