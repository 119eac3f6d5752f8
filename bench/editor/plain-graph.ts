import type { NodeId } from '../../core/base/ids'
import type { Camera } from '../../renderer/canvas/camera'
import type { GraphProjection } from '../../renderer/canvas/graph-projection'

/** A graph as litegraph.js saves it. */
export interface PlainGraph {
  readonly nodes: readonly {
    readonly id: number
    readonly type: 'bench/plain'
    readonly title: string
    readonly pos: readonly number[]
    readonly size: readonly number[]
    readonly inputs: readonly { readonly name: string; readonly type: string; readonly link: number | null }[]
    readonly outputs: readonly {
      readonly name: string
      readonly type: string
      readonly links: readonly number[]
    }[]
  }[]
  /** Number, from node and slot, to node and slot, type. */
  readonly links: readonly (readonly [number, number, number, number, number, string])[]
}

/** Where the editor's canvas lies in the page, in CSS pixels, and how its camera shows the whole graph. */
export interface Stage {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  readonly camera: Camera
}

export function plainGraph({ nodes, links }: GraphProjection): PlainGraph {
  const numbers = new Map<NodeId, number>([...nodes.keys()].map((id, index) => [id, index + 1]))
  return {
    nodes: [...nodes.values()].map((node) => ({
      id: numbers.get(node.nodeId) ?? 0,
      type: 'bench/plain',
      title: node.face.title,
      pos: [...node.pos],
      size: [...node.size],
      inputs: node.inputs.map(({ name, link }) => ({ name, type: '*', link })),
      outputs: node.outputs.map(({ name, links: out }) => ({ name, type: '*', links: out ?? [] })),
    })),
    links: [...links.values()].map(({ id, from, to, origin_slot: out, target_slot: into }) => [
      id,
      numbers.get(from.nodeId) ?? 0,
      out,
      numbers.get(to.nodeId) ?? 0,
      into,
      '*',
    ]),
  }
}
