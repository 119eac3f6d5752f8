/** Repairs for two ends that disagree: change a number where the wire comes from, or put a node in between. */
import type { PortRef } from '../../doc/document'
import type { ParamValues } from '../../nodedef/params'
import { sameType, wireType, type WireType } from '../../tensor/wire-type'
import { findBridges } from './bridges'
import { createDraft } from './drafts'
import type { Repair, RepairGroup, Scene } from './repair'
import { changedParams, solveParams } from './solve-params'
import { wantedTypes } from './wanted-types'
import { nameChanges, nameNode } from './words'
import { finish, type Wiring } from './wirings'

/** How far a size is followed back through nodes that hand their input's shape on. */
const MOST_HOPS = 4

/** Best first: a picture for an input that is for pictures, then a changed number, which leaves the graph as drawn. */
export function fitWires(scene: Scene, wiring: Wiring): RepairGroup[] {
  const ports = portsOf(wiring)
  return [
    ...ports.map((port) => ({ candidates: insertNodes(scene, wiring, port, true), most: 1 })),
    ...ports.map((port) => ({ candidates: setSizes(scene, wiring, port), most: 1 })),
    ...ports.map((port) => ({ candidates: insertNodes(scene, wiring, port, false), most: 1 })),
  ]
}

/** The refused input first. */
function portsOf({ sources, refused }: Wiring): string[] {
  return [...sources.keys()].sort((a, b) => Number(b === refused?.to.port) - Number(a === refused?.to.port))
}

function goalsOf({ registry }: Scene, { node, definition, types }: Wiring, port: string): WireType[] {
  const spec = definition.inputs[port]
  return spec ? wantedTypes(node, types, port, spec, types.get(port), registry) : []
}

function* setSizes(scene: Scene, wiring: Wiring, port: string): Generator<Repair> {
  const from = wiring.sources.get(port)
  if (!from) return
  for (const goal of goalsOf(scene, wiring, port)) {
    const change = changeUpstream(scene, from, goal, MOST_HOPS)
    const repair = change && finishSetting(scene, wiring, change)
    if (repair) yield repair
  }
}

interface Change {
  readonly node: PortRef['node']
  readonly params: ParamValues
}

/** Which node's numbers make `goal` come out of `from`: its own, or those of a node whose shape is handed on. */
function changeUpstream(scene: Scene, from: PortRef, goal: WireType, hops: number): Change | undefined {
  const { document, registry, inference } = scene
  const node = document.nodes.get(from.node)
  const definition = node && registry.get(node.type)
  const facts = inference.node(from.node)
  if (!node || !definition || !facts || node.mode !== undefined) return undefined
  const params = solveParams(definition, node.params, facts.inputs, from.port, goal, registry)
  if (params) return { node: node.id, params }
  const own = facts.outputs.get(from.port)
  if (hops === 0 || !own) return undefined
  const first = Object.keys(definition.inputs)[0]
  const link = first === undefined ? undefined : inference.topology.incoming(node.id).get(first)
  const type = link && inference.typeOf(link.from)
  if (!type || !sameType(wireType(own.kind, type.dims), own)) return undefined
  return changeUpstream(scene, link.from, wireType(type.kind, goal.dims), hops - 1)
}

function finishSetting(scene: Scene, wiring: Wiring, { node: id, params }: Change): Repair | undefined {
  const { document, registry } = scene
  const node = document.nodes.get(id)
  const definition = node && registry.get(node.type)
  if (!node || !definition) return undefined
  const draft = createDraft(document)
  const keys = changedParams(definition, node.params, params)
  for (const key of keys) draft.add({ type: 'param/set', node: id, key, value: params[key] ?? null })
  finish(draft, wiring)
  const owner = nameNode(node, document, registry)
  return { label: `Set ${owner}'s ${nameChanges(definition, keys, params)}`, commands: draft.commands }
}

/** `asPicture`: only nodes that make a picture of a map, for an input that asks for pictures first. */
function* insertNodes(scene: Scene, wiring: Wiring, port: string, asPicture: boolean): Generator<Repair> {
  const from = wiring.sources.get(port)
  const type = wiring.types.get(port)
  const isForPictures = wiring.definition.inputs[port]?.kinds[0] === 'image'
  if (!from || !type || (asPicture && (!isForPictures || type.kind === 'image'))) return
  const goals = goalsOf(scene, wiring, port).filter(({ kind }) => !asPicture || kind === 'image')
  for (const bridge of findBridges(type, goals, scene.registry)) {
    const draft = createDraft(scene.document)
    const source = { port: from, input: bridge.input }
    const id = draft.addNode(bridge.definition, bridge.params, wiring.node, source)
    finish(draft, wiring, port, { node: id, port: bridge.output })
    const isOther = wiring.refused === null ? wiring.sources.size > 1 : wiring.refused.to.port !== port
    yield { label: `Insert ${bridge.words}${isOther ? ` at ${port}` : ''}`, commands: draft.commands }
  }
}
