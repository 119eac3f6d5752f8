/** Repairs for an input with nothing on it: a source of its own, or what the graph has already. */
import { formatPort, type PortRef } from '../../doc/document'
import { downstream } from '../../doc/topology'
import type { WireType } from '../../tensor/wire-type'
import { portProblem } from '../infer-node'
import { findBridges } from './bridges'
import { createDraft } from './drafts'
import type { Repair, RepairGroup, Scene } from './repair'
import { solveParams } from './solve-params'
import { wantedTypes } from './wanted-types'
import { withArticle } from './words'
import type { Wiring } from './wirings'

/** How many outputs are tried, nearest first. */
const MOST_OUTPUTS = 12

export function fillInput(scene: Scene, wiring: Wiring, port: string): RepairGroup[] {
  const spec = wiring.definition.inputs[port]
  if (!spec) return []
  const goals = wantedTypes(wiring.node, wiring.types, port, spec, undefined, scene.registry)
  const outputs = outputsNear(scene, wiring)
  const fitting = outputs.filter(({ type }) => portProblem(spec, type) === undefined).slice(0, MOST_OUTPUTS)
  const made = goals.filter(({ kind }) => kind === spec.kinds[0])
  return [
    { candidates: addSource(scene, wiring, port, goals), most: 1 },
    { candidates: connectOutput(scene, wiring, port, fitting), most: 1 },
    { candidates: bridgeFrom(scene, wiring, port, made, outputs), most: 1 },
  ]
}

function* connectOutput(
  { document }: Scene,
  { node }: Wiring,
  port: string,
  outputs: readonly Output[],
): Generator<Repair> {
  for (const { from } of outputs) {
    const draft = createDraft(document)
    draft.connect(from, { node: node.id, port })
    yield { label: `Connect ${formatPort(from)}`, commands: draft.commands }
  }
}

function* addSource(
  scene: Scene,
  { node }: Wiring,
  port: string,
  goals: readonly WireType[],
): Generator<Repair> {
  const { document, registry } = scene
  for (const definition of registry.all) {
    if (Object.values(definition.inputs).some(({ optional }) => !optional)) continue
    for (const goal of goals) {
      for (const output of Object.keys(definition.outputs)) {
        const params = solveParams(definition, {}, new Map(), output, goal, registry)
        if (!params) continue
        const draft = createDraft(document)
        const id = draft.addNode(definition, params, node)
        draft.connect({ node: id, port: output }, { node: node.id, port })
        yield { label: `Add ${withArticle(definition)}`, commands: draft.commands }
      }
    }
  }
}

function* bridgeFrom(
  scene: Scene,
  { node }: Wiring,
  port: string,
  goals: readonly WireType[],
  outputs: readonly Output[],
): Generator<Repair> {
  // A map can be made into nearly anything; only what styles are made from is worth a guess.
  const codes = outputs.filter(({ type }) => type.kind === 'w' || type.kind === 'latent')
  for (const { from, type } of codes.slice(0, MOST_OUTPUTS)) {
    const others = goals.filter(({ kind }) => kind !== type.kind)
    for (const bridge of findBridges(type, others, scene.registry)) {
      const draft = createDraft(scene.document)
      const id = draft.addNode(bridge.definition, bridge.params, node, { port: from, input: bridge.input })
      draft.connect({ node: id, port: bridge.output }, { node: node.id, port })
      yield { label: `Add ${bridge.words} on ${formatPort(from)}`, commands: draft.commands }
    }
  }
}

interface Output {
  readonly from: PortRef
  readonly type: WireType
}

/** Every output that does not lie behind the node, nearest first. */
function outputsNear({ document, inference }: Scene, { node }: Wiring): readonly Output[] {
  const found: (Output & { readonly far: number })[] = []
  const behind = downstream(inference.topology, [node.id])
  for (const other of document.nodes.values()) {
    if (behind.has(other.id)) continue
    const far = Math.hypot(other.position.x - node.position.x, other.position.y - node.position.y)
    for (const [port, type] of inference.node(other.id)?.outputs ?? [])
      found.push({ from: { node: other.id, port }, type, far })
  }
  return found.sort((a, b) => a.far - b.far)
}
