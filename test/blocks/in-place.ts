import { required } from '../../core/base/assert'
import { linkId, nodeId, type NodeId } from '../../core/base/ids'
import { blockFromData, blockType, type BlockData } from '../../core/doc/block'
import { innerWeight } from '../../core/doc/block-path'
import {
  createDocument,
  parsePort,
  type Document,
  type LinkRecord,
  type NodeRecord,
  type WeightRef,
} from '../../core/doc/document'
import type { ParamValues } from '../../core/nodedef/params'

interface InPlace {
  /** What each node inside stands for in the graph: `{ conv1: '16x16/Conv0_up/conv' }`. */
  readonly nodes: Readonly<Record<string, string>>
  /** What the block's inputs listen to: `{ x: '8x8/Conv1.y' }`. */
  readonly from: Readonly<Record<string, string>>
  /** The port in whose place the block's output `y` comes. */
  readonly output: string
  readonly params?: ParamValues
}

export const INSTANCE = nodeId('instance')

/** The graph with an instance of a block in the place of the nodes it stands for, and with their loaded weights. */
export function putInPlace(document: Document, block: BlockData, place: InPlace): Document {
  const gone = new Set<NodeId>(Object.values(place.nodes).map(nodeId))
  const weights: Record<string, WeightRef> = {}
  for (const [inner, outer] of Object.entries(place.nodes)) {
    const record = required(document.nodes.get(nodeId(outer)), outer)
    for (const [name, ref] of Object.entries(record.weights ?? {}))
      weights[innerWeight(nodeId(inner), name)] = ref
  }
  const instance: NodeRecord = {
    id: INSTANCE,
    type: blockType(block.id),
    version: 1,
    position: { x: 0, y: 0 },
    params: place.params ?? {},
    weights,
  }
  const output = parsePort(place.output)
  const kept = [...document.links.values()].filter(({ to }) => !gone.has(to.node))
  const links: LinkRecord[] = kept.flatMap((link) => {
    if (link.from.node === output.node && link.from.port === output.port)
      return [{ ...link, from: { node: INSTANCE, port: 'y' } }]
    return gone.has(link.from.node) ? [] : [link]
  })
  for (const [port, source] of Object.entries(place.from))
    links.push({ id: linkId(`in-${port}`), from: parsePort(source), to: { node: INSTANCE, port } })
  const nodes = [...document.nodes.values()].filter(({ id }) => !gone.has(id))
  return createDocument(document.project, [...nodes, instance], links, [
    ...document.blocks.values(),
    blockFromData(block),
  ])
}
