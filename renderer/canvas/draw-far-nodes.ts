import type { NodeId } from '../../core/base/ids'
import type { CanvasTheme } from './canvas-theme'
import type { HeatMark } from './draw-heat'
import type { LoomCanvas } from './loom-canvas'
import type { LoomNode } from './loom-node'

/** Further away than this a card has no room for words, and its ports are smaller than a pixel. */
const FAR_SCALE = 0.2

/**
 * Draws nodes seen from so far that each is its category's colour, or under heat its own, all of one colour together, and
 * returns those that have more to show than that.
 */
export function drawFarNodes(
  nodes: readonly LoomNode[],
  view: LoomCanvas,
  ctx: CanvasRenderingContext2D,
): readonly LoomNode[] {
  const { theme } = view
  const { scale } = view.ds
  if (scale >= FAR_SCALE || view.wire) return nodes
  const plain = nodes.filter((node) => isPlain(node, view))
  if (view.heat) fillByHeat(plain, view.heat, theme, ctx)
  else fillByCategory(plain, theme, scale, ctx)
  ctx.lineWidth = 0.6 / scale
  ctx.strokeStyle = theme.border
  for (const { pos, layout } of plain) ctx.strokeRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, layout.height)
  const shown = new Set(plain)
  return nodes.filter((node) => !shown.has(node))
}

/** Each node in its category's colour. */
function fillByCategory(
  nodes: readonly LoomNode[],
  theme: CanvasTheme,
  scale: number,
  ctx: CanvasRenderingContext2D,
): void {
  const byCategory = new Map<string, LoomNode[]>()
  for (const node of nodes) {
    const others = byCategory.get(node.face.category)
    if (others) others.push(node)
    else byCategory.set(node.face.category, [node])
  }
  const strip = Math.max(4, 2 / scale)
  for (const [category, alike] of byCategory) {
    ctx.fillStyle = theme.node
    for (const { pos, layout } of alike) ctx.fillRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, layout.height)
    ctx.fillStyle = theme.category(category)
    ctx.globalAlpha = 0.14
    for (const { pos, layout } of alike) ctx.fillRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, layout.height)
    ctx.globalAlpha = 1
    for (const { pos, layout } of alike) ctx.fillRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, strip)
  }
}

/** Each node in its own heat. */
function fillByHeat(
  nodes: readonly LoomNode[],
  heat: ReadonlyMap<NodeId, HeatMark>,
  theme: CanvasTheme,
  ctx: CanvasRenderingContext2D,
): void {
  const byStep = new Map<number | null, LoomNode[]>()
  for (const node of nodes) {
    const step = heat.get(node.nodeId)?.step ?? null
    const others = byStep.get(step)
    if (others) others.push(node)
    else byStep.set(step, [node])
  }
  for (const [step, alike] of byStep) {
    ctx.fillStyle = step === null ? theme.node : theme.heat(step).fill
    for (const { pos, layout } of alike) ctx.fillRect(pos[0] ?? 0, pos[1] ?? 0, layout.width, layout.height)
  }
}

function isPlain(node: LoomNode, { inspected }: LoomCanvas): boolean {
  const { face, layout } = node
  return (
    face.form === 'card' &&
    layout.picture === null &&
    face.badge === null &&
    face.mode === null &&
    face.color === null &&
    face.mode === null &&
    face.color === null &&
    node.is_selected !== true &&
    node.mouseOver !== true &&
    !inspected.has(node.nodeId)
  )
}
