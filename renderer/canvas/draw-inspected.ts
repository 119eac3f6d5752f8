import type { CanvasTheme } from './canvas-theme'
import { portOffset } from './layout'
import type { LoomNode } from './loom-node'
import type { Pen } from './pen'

/** Marks the outputs of a node whose values are looked into with an eye, its corner at the origin. */
export function drawInspectedPorts(
  ctx: Pen,
  theme: CanvasTheme,
  node: LoomNode,
  ports: ReadonlySet<string>,
): void {
  for (const [slot, { name }] of node.face.outputs.entries()) {
    if (!ports.has(name)) continue
    const { x, y } = portOffset(false, slot, node.face.form)
    drawEye(ctx, theme, x + 13, y - 14)
  }
}

function drawEye(ctx: Pen, theme: CanvasTheme, x: number, y: number): void {
  ctx.beginPath()
  ctx.arc(x, y, 9.5, 0, 2 * Math.PI)
  ctx.fillStyle = theme.accent
  ctx.fill()
  ctx.lineWidth = 2
  ctx.strokeStyle = theme.background
  ctx.stroke()
  ctx.beginPath()
  ctx.moveTo(x - 6, y)
  ctx.quadraticCurveTo(x, y - 7, x + 6, y)
  ctx.quadraticCurveTo(x, y + 7, x - 6, y)
  ctx.lineWidth = 1.2
  ctx.lineJoin = 'round'
  ctx.strokeStyle = theme.onBadge
  ctx.stroke()
  ctx.beginPath()
  ctx.arc(x, y, 1.9, 0, 2 * Math.PI)
  ctx.fillStyle = theme.onBadge
  ctx.fill()
}
