/** Repairs for a graph that has nothing to show: an output behind what leads nowhere yet. */
import type { Document, NodeRecord, PortRef } from '../../doc/document'
import type { NodeDefinition } from '../../nodedef/define-node'
import type { WireType } from '../../tensor/wire-type'
import { findBridges } from './bridges'
import { createDraft, ROOM } from './drafts'
import type { Repair, Scene } from './repair'
import { wantedTypes } from './wanted-types'
import { withArticle } from './words'

interface LooseEnd {
  readonly node: NodeRecord
  readonly from: PortRef
  readonly type: WireType
}

/** Graph units between what is there and the new output. */
const GAP = 260

export function* addOutput(scene: Scene): Generator<Repair> {
  const { document, registry } = scene
  const ends = looseEnds(scene)
  for (const definition of registry.all.filter(({ role }) => role === 'output')) {
    const [input] = Object.entries(definition.inputs)
    if (!input) continue
    const [port, spec] = input
    for (const { node, from, type } of ends) {
      const draft = createDraft(document)
      const words = `${withArticle(definition)} output`
      const output = newOutput(definition, node)
      const accepted = wantedTypes(output, new Map(), port, spec, type, registry)
      if (accepted.some(({ kind, dims }) => kind === type.kind && dims.join() === type.dims.join())) {
        draft.addNode(definition, {}, output, { port: from, input: port })
        yield { label: `Add ${words} behind ${from.node}`, commands: draft.commands }
        continue
      }
      const pictures = accepted.filter(({ kind }) => kind === spec.kinds[0])
      for (const bridge of findBridges(type, pictures, registry)) {
        const between = createDraft(document)
        const middle = between.addNode(bridge.definition, bridge.params, output, {
          port: from,
          input: bridge.input,
        })
        const source = { port: { node: middle, port: bridge.output }, input: port }
        between.addNode(definition, {}, { ...output, position: beyond(output.position, ROOM.width) }, source)
        yield { label: `Add ${bridge.words} and ${words} behind ${from.node}`, commands: between.commands }
      }
    }
  }
}

function beyond({ x, y }: NodeRecord['position'], by: number): NodeRecord['position'] {
  return { x: x + by, y }
}

/** Stands two gaps to the right of what it shows, so that half way there is room. */
function newOutput({ type, version }: NodeDefinition, { id, position }: NodeRecord): NodeRecord {
  return { id, type, version, position: beyond(position, 2 * GAP), params: {} }
}

/** Outputs that nothing listens to, the rightmost first. */
function looseEnds({ document, inference }: Scene): readonly LooseEnd[] {
  return sortedByX(document).flatMap((node) => {
    if (inference.topology.outgoing(node.id).size > 0) return []
    const outputs = inference.node(node.id)?.outputs ?? []
    return [...outputs].map(([port, type]): LooseEnd => ({ node, from: { node: node.id, port }, type }))
  })
}

function sortedByX({ nodes }: Document): NodeRecord[] {
  return [...nodes.values()].sort((a, b) => b.position.x - a.position.x)
}
