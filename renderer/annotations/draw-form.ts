/** Nodes that are no cards. Frames lie below the wires and are drawn there; here is what stands above all of it. */
import type { NodePainting } from '../canvas/draw-node'
import type { LoomNode } from '../canvas/loom-node'
import { drawResizable } from './draw-frame'
import { drawNote } from './draw-note'
import { drawDot, drawPillBody } from './draw-pass'

/** True when the node has been drawn, its corner at the origin; what is told of ports and problems comes after. */
export function drawForm(node: LoomNode, painting: NodePainting): boolean {
  const { ctx, theme, scale, isSelected } = painting
  switch (node.face.form) {
    case 'card':
      return false
    case 'frame':
      if (isSelected) drawResizable(ctx, theme, node, scale)
      return true
    case 'note':
      drawNote(node, painting)
      return true
    case 'dot': {
      const [taking, giving] = [painting.mood(true, 0), painting.mood(false, 0)]
      drawDot(node, { ...painting, mood: taking === 'calm' || taking === 'dim' ? giving : taking })
      return true
    }
    case 'pill':
      drawPillBody(node, painting)
      return true
  }
}
