import type { LinkId, NodeId } from '../../base/ids'
import type { NodeRecord, PortRef } from '../../doc/document'
import type { NodeDefinition } from '../../nodedef/define-node'
import type { WireType } from '../../tensor/wire-type'
import type { Draft } from './drafts'
import type { RefusedWire, Scene } from './repair'

/** A node with all that is to come to it: the wires that stand, and the one that was refused. */
export interface Wiring {
  readonly node: NodeRecord
  readonly definition: NodeDefinition
  readonly types: ReadonlyMap<string, WireType>
  readonly sources: ReadonlyMap<string, PortRef>
  readonly refused: RefusedWire | null
}

export function wiringOf(
  { document, registry, inference }: Scene,
  id: NodeId,
  refused: RefusedWire | null,
): Wiring | null {
  const node = document.nodes.get(id)
  const definition = node && registry.get(node.type)
  if (!node || !definition) return null
  const types = new Map(inference.node(id)?.inputs ?? [])
  const sources = new Map<string, PortRef>()
  for (const [port, { from }] of inference.topology.incoming(id)) sources.set(port, from)
  if (refused) {
    sources.set(refused.to.port, refused.from)
    const type = inference.typeOf(refused.from)
    if (type) types.set(refused.to.port, type)
  }
  return { node, definition, types, sources, refused }
}

/** Ends a repair: takes the wire in hand off its old input, and connects `port` to `from`, else to what was asked for. */
export function finish(draft: Draft, { node, refused }: Wiring, port?: string, from?: PortRef): void {
  if (refused && refused.detached !== null) draft.add(takeOff(refused.detached))
  if (port !== undefined && from) draft.connect(from, { node: node.id, port })
  if (refused && refused.to.port !== port) draft.connect(refused.from, refused.to)
}

function takeOff(link: LinkId): { readonly type: 'link/disconnect'; readonly links: readonly LinkId[] } {
  return { type: 'link/disconnect', links: [link] }
}
