/** Repairs that look at no sizes: how a node takes part, and weights that no longer fit. */
import type { NodeId } from '../../base/ids'
import type { NodeRecord } from '../../doc/document'
import { isKnown } from '../../tensor/wire-type'
import { inferNode } from '../infer-node'
import { createDraft } from './drafts'
import type { Repair, Scene } from './repair'
import { nameNode } from './words'
import { finish, type Wiring } from './wirings'

/** Lets a bypassed or muted node run; a muted one can hand its input on instead. */
export function* changeMode({ document, registry }: Scene, id: NodeId): Generator<Repair> {
  const node = document.nodes.get(id)
  if (node?.mode === undefined) return
  const name = nameNode(node, document, registry)
  const words = node.mode === 'muted' ? `Unmute ${name}` : `Run ${name} as usual`
  yield { label: words, commands: [{ type: 'node/mode', nodes: [id], mode: null }] }
  if (node.mode === 'bypassed') return
  yield { label: `Bypass ${name}`, commands: [{ type: 'node/mode', nodes: [id], mode: 'bypassed' }] }
}

/** Takes every loaded weight that has another shape than the node needs now back to its initial values. */
export function* resetWeights({ document, registry }: Scene, wiring: Wiring): Generator<Repair> {
  const names = misfits(wiring.node, inferNode(wiring.node, wiring.types, registry).weights)
  if (names.length === 0) return
  const draft = createDraft(document)
  const weights = Object.fromEntries(names.map((name) => [name, null]))
  draft.add({ type: 'weights/bind', node: wiring.node.id, weights })
  finish(draft, wiring)
  const owner = nameNode(wiring.node, document, registry)
  yield { label: `Reset ${owner}'s ${names.join(' and ')} to initial values`, commands: draft.commands }
}

function misfits(
  { weights = {} }: NodeRecord,
  needed: ReturnType<typeof inferNode>['weights'],
): readonly string[] {
  return Object.entries(weights).flatMap(([name, { dims }]) => {
    const spec = Object.hasOwn(needed, name) ? needed[name]?.dims : undefined
    if (!spec) return []
    const fits = spec.length === dims.length && spec.every((dim, i) => !isKnown(dim) || dim === dims[i])
    return fits ? [] : [name]
  })
}
