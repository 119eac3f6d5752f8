import { drawFrames } from '../annotations/draw-frame'
import { boxOfPart, overlaps, type Part } from './damage'
import { drawDiffMarks } from './draw-diff'
import { drawFarNodes } from './draw-far-nodes'
import { drawGround, type Ground } from './draw-ground'
import { drawNode, type PortMood } from './draw-node'
import { drawPill } from './draw-text'
import { glowWire, LABEL_SCALE, labelWire, pathOf, strokeWire, strokeWires } from './draw-wires'
import type { LoomCanvas } from './loom-canvas'
import { NODE_WIDTH, type Box } from './layout'
import { LoomNode, type LoomLink } from './loom-node'
import { boundsOfLink, reachOfNode } from './reach'
import { isInspected, isShown, moodOf } from './wire-mood'
import { LONGEST_REACH, wirePath, type WirePath } from './wire-path'

/** Below this scale a wire is a line of one pixel at most. */
const WIRE_DETAIL_SCALE = 0.35

/** The ground and the wires: what changes only when the graph or the camera does. */
export function paintBack(view: LoomCanvas, canvas: HTMLCanvasElement): void {
  const ctx = contextOf(canvas)
  view.shownLinks = []
  for (const link of view.projection.links.values())
    if (link.isDrawn && isInView(link, view)) view.shownLinks.push(link)
  resetTransform(ctx, view)
  paintGround(view, ctx, { left: 0, top: 0, right: view.width, bottom: view.height })
  paintWires(view, ctx, view.shownLinks)
}

/** A part of the canvas, as `paintBack` and `paintFront` draw the whole. */
export function paintPart(view: LoomCanvas, part: Part): void {
  const ctx = contextOf(view.canvas)
  const { pixelRatio, ds } = view
  const { left, top, right, bottom } = part
  ctx.save()
  ctx.setTransform(1, 0, 0, 1, 0, 0)
  ctx.beginPath()
  ctx.rect(left, top, right - left, bottom - top)
  ctx.clip()
  resetTransform(ctx, view)
  paintGround(view, ctx, {
    left: left / pixelRatio,
    top: top / pixelRatio,
    right: right / pixelRatio,
    bottom: bottom / pixelRatio,
  })
  const box = boxOfPart(part, view.screen)
  paintWires(
    view,
    ctx,
    view.shownLinks.filter((link) => isNear(link, box) && overlaps(boundsOfLink(link), box)),
  )
  const nodes = view.visible_nodes.filter((node) => node instanceof LoomNode)
  paintNodes(
    view,
    ctx,
    nodes.filter((node) => overlaps(reachOfNode(node, ds.scale), box)),
  )
  ctx.restore()
}

function paintGround(view: LoomCanvas, ctx: CanvasRenderingContext2D, area: Ground['area']): void {
  const { scale, offset } = view.ds
  drawGround(ctx, view.theme, { area, scale, offset })
  const { frames } = view.projection
  if (frames.size === 0) return
  const { left, top, right, bottom } = area
  const seen = {
    x: left / scale - offset[0],
    y: top / scale - offset[1],
    width: (right - left) / scale,
    height: (bottom - top) / scale,
  }
  ctx.save()
  view.ds.toCanvasContext(ctx)
  drawFrames(frames, seen, { ctx, theme: view.theme, scale })
  ctx.restore()
}

function paintWires(view: LoomCanvas, ctx: CanvasRenderingContext2D, links: readonly LoomLink[]): void {
  const { scale } = view.ds
  const painting = { ctx, theme: view.theme, scale }
  ctx.save()
  view.ds.toCanvasContext(ctx)
  const drawn = links.filter((link) => isShown(link, view) && link !== view.wire?.detached)
  const faint = drawn.filter((link) => moodOf(link, view) === 'faint')
  const calm = drawn.filter((link) => moodOf(link, view) === 'calm')
  const others = drawn.filter((link) => !['faint', 'calm'].includes(moodOf(link, view)))
  strokeThinWires(faint, 'faint', view, ctx)
  if (scale < WIRE_DETAIL_SCALE) strokeThinWires(calm, 'calm', view, ctx)
  for (const link of scale < WIRE_DETAIL_SCALE ? others : [...calm, ...others]) {
    const path = pathOf(link)
    if (isInspected(link, view) || link === view.splicing) glowWire(path, painting)
    strokeWire(path, view.theme.kind(link.output?.kind ?? null), moodOf(link, view), painting)
  }
  if (scale >= LABEL_SCALE)
    for (const link of [...calm, ...others])
      labelWire(pathOf(link), link.output?.dims ?? null, false, painting)
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
  resetTransform(ctx, view)
  paintNodes(
    view,
    ctx,
    view.visible_nodes.filter((node) => node instanceof LoomNode),
  )
}

function paintNodes(view: LoomCanvas, ctx: CanvasRenderingContext2D, nodes: readonly LoomNode[]): void {
  const { scale } = view.ds
  ctx.save()
  view.ds.toCanvasContext(ctx)
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
      heat: view.heat?.get(node.nodeId) ?? null,
      inspected: view.inspected.get(node.nodeId) ?? null,
      mood: (isInput, slot) => portMood(view, node, isInput, slot),
    })
    ctx.restore()
  }
  if (view.diff) drawDiffMarks(nodes, view.diff, view.theme, scale, ctx)
  const painting = { ctx, theme: view.theme, scale }
  for (const link of askedLinks(view)) labelWire(pathOf(link), link.output?.dims ?? null, true, painting)
  paintWireInHand(view, ctx)
  paintBand(view, ctx)
  ctx.restore()
}

/** The wires whose labels were asked for. */
function askedLinks({ hoveredLink, selectedLinks, projection, wire }: LoomCanvas): readonly LoomLink[] {
  const asked = new Set(selectedLinks)
  if (hoveredLink) asked.add(hoveredLink.linkId)
  return [...asked].flatMap((id) => {
    const link = projection.links.get(id)
    return link?.isDrawn && link !== wire?.detached ? [link] : []
  })
}

/** All that are of one kind at once: from afar thousands are in view. */
function strokeThinWires(
  links: readonly LoomLink[],
  mood: 'calm' | 'faint',
  view: LoomCanvas,
  ctx: CanvasRenderingContext2D,
): void {
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
  for (const [colour, paths] of byColour) strokeWires(paths, colour, mood, painting)
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

function isNear(link: LoomLink, { x, y, width, height }: Box): boolean {
  return isNearView(link, x, y, x + width, y + height)
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
