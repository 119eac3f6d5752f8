import { assert } from '../base/assert'
import { sha256Hex } from '../base/hash'
import { linkId, nodeId, type LinkId, type NodeId } from '../base/ids'
import {
  createDocument,
  parsePort,
  type Document,
  type LinkRecord,
  type NodeRecord,
  type Project,
  type WeightRef,
} from '../doc/document'
import type { ParamValues } from '../nodedef/params'
import { tensorBytes, type Tensor } from '../tensor/tensor'
import type { MutableTensorStore } from '../weights/tensor-store'

/** Builds a document node by node, for importers and examples. Ports are written `node.port`. */
export interface GraphBuilder {
  /** Adds a node whose inputs come from the given ports. Returns its id. */
  node(id: string, type: string, at: GridPlace, options?: NodeOptions): string
  /** Gives a node loaded weights. */
  weights(id: string, tensors: Readonly<Record<string, Tensor>>): void
  build(project: Project): Document
}

/** A place on a grid of node-sized cells; layouts speak of columns and rows, not pixels. */
export interface GridPlace {
  readonly column: number
  readonly row: number
}

export interface NodeOptions {
  readonly params?: ParamValues
  readonly title?: string
  /** Input port to the output it listens to: `{ x: 'conv.y' }`. */
  readonly from?: Readonly<Record<string, string>>
}

/** Pixels from one cell to the next: a node with air around it. */
const COLUMN = 230
const ROW = 130

export function createGraphBuilder(store: MutableTensorStore): GraphBuilder {
  const nodes = new Map<NodeId, NodeRecord>()
  const links = new Map<LinkId, LinkRecord>()

  return {
    node(id, type, { column, row }, { params = {}, title, from = {} } = {}) {
      const key = nodeId(id)
      assert(!nodes.has(key), `the node ${id} is built twice`)
      nodes.set(key, {
        id: key,
        type,
        version: 1,
        position: { x: Math.round(column * COLUMN), y: Math.round(row * ROW) },
        params,
        ...(title === undefined ? {} : { title }),
      })
      for (const [port, source] of Object.entries(from)) {
        const link = linkId(`${id}.${port}`)
        links.set(link, {
          id: link,
          from: parsePort(source),
          to: { node: key, port },
        })
      }
      return id
    },
    weights(id, tensors) {
      const node = nodes.get(nodeId(id))
      assert(node, `weights for ${id}, which is not built`)
      const refs: Record<string, WeightRef> = { ...node.weights }
      for (const [name, tensor] of Object.entries(tensors)) {
        const sha256 = sha256Hex(tensorBytes(tensor))
        store.putTensor(sha256, tensor)
        refs[name] = { sha256, dims: tensor.dims }
      }
      nodes.set(node.id, { ...node, weights: refs })
    },
    build: (project) => createDocument(project, nodes.values(), links.values()),
  }
}
