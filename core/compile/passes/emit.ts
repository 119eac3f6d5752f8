import { assert, required } from '../../base/assert'
import type { NodeId } from '../../base/ids'
import { formatPort, type Document, type NodeRecord } from '../../doc/document'
import { bypassSource } from '../../infer/infer-node'
import type { Inference } from '../../infer/inference'
import type { WireValue } from '../../nodedef/emitter'
import type { NodeDefinition } from '../../nodedef/define-node'
import { withDefaults, type PictureRef } from '../../nodedef/params'
import type { Registry } from '../../nodedef/registry'
import type { Backend } from '../../tensor/backend'
import type { Tensor } from '../../tensor/tensor'
import { createEmitter, type BoundWeight, type Emitted } from '../emitter'
import type { IrOperator } from '../ir'

export interface EmitOptions {
  readonly opset: number
  readonly backend: Backend | null
  readonly liveInputs: boolean
  readonly sourceInputs: ReadonlySet<NodeId>
  readonly picture: (ref: PictureRef) => Tensor
  /** Nodes whose values are not those that they name. */
  readonly standIns: ReadonlySet<NodeId>
}

/** What one node emitted. */
interface Emission {
  readonly emitted: Emitted
  /** The values of its ports. */
  readonly ports: ReadonlyMap<string, string>
}

/** What nodes emitted, by record: a node that is as it was, fed as it was, is not asked again. */
export interface EmitMemory {
  readonly emissions: WeakMap<NodeRecord, { readonly asked: string; readonly emission: Emission }>
}

export function createEmitMemory(): EmitMemory {
  return { emissions: new WeakMap() }
}

/**
 * Pass 4: asks every node for its ONNX operators. A value that leaves through a port is called `node.port`;
 * where a node hands an input on untouched, the port is another name for the same value.
 */
export function emit(
  document: Document,
  registry: Registry,
  inference: Inference,
  order: readonly NodeId[],
  weights: ReadonlyMap<NodeId, ReadonlyMap<string, BoundWeight>>,
  fedNames: ReadonlyMap<string, string>,
  options: EmitOptions,
  { emissions }: EmitMemory = createEmitMemory(),
): Emission {
  const all: Emitted = { operators: [], initializers: [], inputs: [] }
  const ports = new Map(fedNames)

  for (const id of order) {
    const node = required(document.nodes.get(id), `node ${id}`)
    const inputs: Record<string, WireValue> = {}
    for (const [port, link] of inference.topology.incoming(id)) {
      const from = formatPort(link.from)
      const type = inference.typeOf(link.from)
      // A muted node is as if it were not there; only optional inputs get this far without a type.
      if (!type) continue
      inputs[port] = { name: required(ports.get(from), `value of ${from}`), type }
    }
    const bound = weights.get(id) ?? new Map<string, BoundWeight>()
    const asked = describeQuestion(id, inputs, bound, fedNames, options)
    const known = emissions.get(node)
    const emission =
      known?.asked === asked ? known.emission : emitNode(node, registry, inputs, bound, fedNames, options)
    emissions.set(node, { asked, emission })
    for (const [name, value] of emission.ports) if (!fedNames.has(name)) ports.set(name, value)
    all.operators.push(...emission.emitted.operators)
    all.initializers.push(...emission.emitted.initializers)
    all.inputs.push(...emission.emitted.inputs)
  }
  assert(
    new Set(all.operators.map((o) => o.name)).size === all.operators.length,
    'two operators have the same name',
  )
  return { emitted: all, ports }
}

/** Everything but the record that what a node emits depends on. */
function describeQuestion(
  id: NodeId,
  inputs: Readonly<Record<string, WireValue>>,
  weights: ReadonlyMap<string, BoundWeight>,
  fedNames: ReadonlyMap<string, string>,
  { opset, backend, liveInputs, sourceInputs, standIns }: EmitOptions,
): string {
  const wires = Object.entries(inputs).map(
    ([port, { name, type }]) => `${port}=${name}:${type.kind}:${type.dims.join('x')}`,
  )
  const loaded = [...weights].map(([name, { key, dims }]) => `${name}=${key}:${dims.join('x')}`)
  const standsIn = standIns.has(id)
  const ofNode = [sourceInputs.has(id), standsIn, wires, loaded]
  return JSON.stringify([opset, backend, liveInputs, ...ofNode, ...fedNames.keys()])
}

function emitNode(
  node: NodeRecord,
  registry: Registry,
  inputs: Record<string, WireValue>,
  weights: ReadonlyMap<string, BoundWeight>,
  fedNames: ReadonlyMap<string, string>,
  options: EmitOptions,
): Emission {
  const { id } = node
  const definition = required(registry.get(node.type), `node type ${node.type}`)
  if (node.mode === 'bypassed' || definition.role === 'pass')
    return handOn(node, definition, inputs, fedNames)
  const params = withDefaults(definition.params, node.params)
  const { emitter, emitted } = createEmitter({
    node: id,
    opset: options.opset,
    backend: options.backend,
    params,
    weights,
    liveInputs: options.liveInputs,
    sourceInputs: options.sourceInputs.has(id),
    picture: options.picture,
    standsIn: options.standIns.has(id),
  })
  const outputs = definition.emit(emitter, inputs, params)

  const ports = new Map<string, string>()
  const renames = new Map<string, string>()
  for (const port of Object.keys(definition.outputs)) {
    const value = required(outputs[port], `${node.type}'s output ${port}`)
    const name = formatPort({ node: id, port })
    if (fedNames.has(name)) continue
    const produced = emitted.operators.some((operator) => operator.output === value.name)
    if (produced && !renames.has(value.name)) renames.set(value.name, name)
    ports.set(name, renames.get(value.name) ?? value.name)
  }
  return {
    emitted: { ...emitted, operators: emitted.operators.map((operator) => rename(operator, renames)) },
    ports,
  }
}

/** A bypassed node, or one that only hands on: its ports are other names for what comes in. */
function handOn(
  { id }: NodeRecord,
  definition: NodeDefinition,
  inputs: Readonly<Record<string, WireValue>>,
  fedNames: ReadonlyMap<string, string>,
): Emission {
  const types = new Map(Object.entries(inputs).map(([port, { type }]) => [port, type]))
  const ports = new Map<string, string>()
  for (const port of Object.keys(definition.outputs)) {
    const name = formatPort({ node: id, port })
    const source = bypassSource(definition, port, types)
    if (source !== undefined && !fedNames.has(name)) ports.set(name, required(inputs[source], source).name)
  }
  return { emitted: { operators: [], initializers: [], inputs: [] }, ports }
}

function rename(operator: IrOperator, names: ReadonlyMap<string, string>): IrOperator {
  if (names.size === 0) return operator
  return {
    ...operator,
    inputs: operator.inputs.map((name) => names.get(name) ?? name),
    output: names.get(operator.output) ?? operator.output,
  }
}
