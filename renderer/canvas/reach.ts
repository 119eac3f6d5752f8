/** How far what is drawn of a node or a wire reaches, in graph units: what is drawn anew when it changes. */
import { pathOf } from './draw-wires'
import type { Box } from './layout'
import type { LoomLink, LoomNode } from './loom-node'
import { partOf, pointOn, type WirePath } from './wire-path'

/** A card's soft edge, ports, the word of its mode, and an eye at an output. */
const NODE_REACH = { left: 14, top: 14, right: 26, bottom: 17 }
/** The figure of the heat across the card's lower edge, which grows from afar. */
const FIGURE_HEIGHT = 24
const FIGURE_SCALE = 0.8
/** Half of the broad band behind a wire that is looked into, and a label on it. */
const WIRE_REACH = 11
const LABEL_HALF_HEIGHT = 11
const LABEL_CHARACTER = 7
const LABEL_PADDING = 20
/** A wire's parts are about this long: a box around all of a long one holds mostly what it does not touch. */
const PART_LENGTH = 160
const MOST_PARTS = 12

export function reachOfNode({ pos, layout }: LoomNode, scale: number): Box {
  // Lines are at least so many pixels wide.
  const edge = 2 / scale
  const { left, top, right, bottom } = NODE_REACH
  return {
    x: (pos[0] ?? 0) - left - edge,
    y: (pos[1] ?? 0) - top - edge,
    width: layout.width + left + right + 2 * edge,
    height: layout.height + top + bottom + FIGURE_HEIGHT * Math.max(1, FIGURE_SCALE / scale) + 2 * edge,
  }
}

/** One box around the wire, without its label. */
export function boundsOfLink(link: LoomLink): Box {
  const { from, to, reach } = pathOf(link)
  const left = Math.min(from.x, to.x - reach) - WIRE_REACH
  const top = Math.min(from.y, to.y) - WIRE_REACH
  return {
    x: left,
    y: top,
    width: Math.max(from.x + reach, to.x) + WIRE_REACH - left,
    height: Math.max(from.y, to.y) + WIRE_REACH - top,
  }
}

/** The parts of the wire; `isAsked`: and of its label, as large as it is when it is asked for. */
export function reachOfLink(link: LoomLink, scale: number, isAsked: boolean): readonly Box[] {
  const path = pathOf(link)
  const length = Math.abs(path.to.x - path.from.x) + Math.abs(path.to.y - path.from.y) + path.reach
  const count = Math.min(MOST_PARTS, Math.ceil((length * scale) / PART_LENGTH))
  const boxes = Array.from({ length: count }, (_, index) =>
    around(partOf(path, index / count, (index + 1) / count)),
  )
  const dims = link.output?.dims ?? null
  return isAsked && dims !== null ? [...boxes, labelBox(path, dims, scale)] : boxes
}

function labelBox(path: WirePath, dims: string, scale: number): Box {
  const zoom = Math.max(1, 1 / scale)
  const half = ((dims.length * LABEL_CHARACTER + LABEL_PADDING) / 2) * zoom
  const { x, y } = pointOn(path, 0.5)
  return {
    x: x - half,
    y: y - LABEL_HALF_HEIGHT * zoom,
    width: 2 * half,
    height: 2 * LABEL_HALF_HEIGHT * zoom,
  }
}

/** A curve lies between its control points. */
function around(points: readonly { readonly x: number; readonly y: number }[]): Box {
  const xs = points.map(({ x }) => x)
  const ys = points.map(({ y }) => y)
  const x = Math.min(...xs) - WIRE_REACH
  const y = Math.min(...ys) - WIRE_REACH
  return {
    x,
    y,
    width: Math.max(...xs) + WIRE_REACH - x,
    height: Math.max(...ys) + WIRE_REACH - y,
  }
}
