/** The graph as it stands on the canvas, on any pen: all of it at once, and nothing that only the screen shows. */
import type { NodeId } from '../../core/base/ids'
import { boxOf, drawFrames } from '../annotations/draw-frame'
import type { CanvasTheme } from '../canvas/canvas-theme'
import { drawNode } from '../canvas/draw-node'
import { labelWire, pathOf, strokeWire } from '../canvas/draw-wires'
import type { GraphProjection } from '../canvas/graph-projection'
import { boundsOf, type Box } from '../canvas/layout'
import type { LoomLink, LoomNode } from '../canvas/loom-node'
import type { Pen } from '../canvas/pen'
import { boundsOfLink, reachOfNode } from '../canvas/reach'

/** What a diagram shows. */
export interface DiagramContent {
  readonly nodes: readonly LoomNode[]
  readonly links: readonly LoomLink[]
  readonly pictures: ReadonlyMap<NodeId, CanvasImageSource>
  /** With its margin, in graph units. */
  readonly box: Box
}

const MARGIN = 16
/** At this scale a node shows all that it has. */
const SCALE = 1

/** @param chosen the nodes to show, with the wires between them; all of them without it */
export function diagramOf(
  { nodes, links }: GraphProjection,
  pictures: ReadonlyMap<NodeId, CanvasImageSource>,
  chosen?: ReadonlySet<NodeId>,
): DiagramContent {
  const isShown = ({ nodeId }: LoomNode): boolean => chosen === undefined || chosen.has(nodeId)
  const shownNodes = [...nodes.values()].filter(isShown)
  const shownLinks = [...links.values()].filter(
    (link) => link.isDrawn && isShown(link.from) && isShown(link.to),
  )
  const bounds = boundsOf([
    ...shownNodes.map((node) => reachOfNode(node, SCALE)),
    ...shownLinks.map(boundsOfLink),
  ]) ?? { x: 0, y: 0, width: 0, height: 0 }
  const [left, top] = [Math.floor(bounds.x - MARGIN), Math.floor(bounds.y - MARGIN)]
  const box = {
    x: left,
    y: top,
    width: Math.ceil(bounds.x + bounds.width + MARGIN) - left,
    height: Math.ceil(bounds.y + bounds.height + MARGIN) - top,
  }
  return { nodes: shownNodes, links: shownLinks, pictures, box }
}

/** In graph units. `ground`: filled with the canvas's colour, or left as it is. */
export function drawDiagram(
  pen: Pen,
  { nodes, links, pictures, box }: DiagramContent,
  theme: CanvasTheme,
  ground: 'filled' | 'clear',
): void {
  if (ground === 'filled') {
    pen.fillStyle = theme.background
    pen.fillRect(box.x, box.y, box.width, box.height)
  }
  const frames = nodes.filter(({ face }) => face.form === 'frame')
  drawFrames(frames, box, { ctx: pen, theme, scale: SCALE })
  // The halo that keeps crossing wires apart has the ground's colour, and there may be none.
  const wires = ground === 'filled' ? theme : { ...theme, background: 'transparent' }
  for (const link of links)
    strokeWire(pathOf(link), theme.kind(link.output?.kind ?? null), 'calm', {
      ctx: pen,
      theme: wires,
      scale: SCALE,
    })
  for (const link of links)
    labelWire(pathOf(link), link.output?.dims ?? null, false, { ctx: pen, theme, scale: SCALE })
  for (const node of nodes) {
    const { x, y } = boxOf(node)
    pen.save()
    pen.translate(x, y)
    drawNode(node, {
      ctx: pen,
      theme,
      scale: SCALE,
      picture: pictures.get(node.nodeId) ?? null,
      isSelected: false,
      isHovered: false,
      heat: null,
      inspected: null,
      mood: () => 'calm',
    })
    pen.restore()
  }
}
