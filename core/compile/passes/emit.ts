import { assert, required } from '../../base/assert'
import type { NodeId } from '../../base/ids'
import { formatPort, type Document } from '../../doc/document'
import type { Inference } from '../../infer/inference'
import type { WireValue } from '../../nodedef/emitter'
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
): { readonly emitted: Emitted; readonly ports: ReadonlyMap<string, string> } {
  const all: Emitted = { operators: [], initializers: [], inputs: [] }
  const ports = new Map(fedNames)

  for (const id of order) {
    const node = required(document.nodes.get(id), `node ${id}`)
    const definition = required(registry.get(node.type), `node type ${node.type}`)
    const params = withDefaults(definition.params, node.params)
    const { emitter, emitted } = createEmitter({
      node: id,
      opset: options.opset,
      backend: options.backend,
      params,
      weights: weights.get(id) ?? new Map(),
      liveInputs: options.liveInputs,
      sourceInputs: options.sourceInputs.has(id),
      picture: options.picture,
    })

    const inputs: Record<string, WireValue> = {}
    for (const [port, link] of inference.topology.incoming(id)) {
      const type = required(inference.typeOf(link.from), `type of ${formatPort(link.from)}`)
      inputs[port] = {
        name: required(ports.get(formatPort(link.from)), `value of ${formatPort(link.from)}`),
        type,
      }
    }
    const outputs = definition.emit(emitter, inputs, params)

    const renames = new Map<string, string>()
    for (const port of Object.keys(definition.outputs)) {
      const value = required(outputs[port], `${node.type}'s output ${port}`)
      const name = `${id}.${port}`
      if (fedNames.has(name)) continue
      const produced = emitted.operators.some((operator) => operator.output === value.name)
      if (produced && !renames.has(value.name)) renames.set(value.name, name)
      ports.set(name, renames.get(value.name) ?? value.name)
    }
    all.operators.push(...emitted.operators.map((operator) => rename(operator, renames)))
    all.initializers.push(...emitted.initializers)
    all.inputs.push(...emitted.inputs)
  }
  assert(
    new Set(all.operators.map((o) => o.name)).size === all.operators.length,
    'two operators have the same name',
  )
  return { emitted: all, ports }
}

function rename(operator: IrOperator, names: ReadonlyMap<string, string>): IrOperator {
  if (names.size === 0) return operator
  return {
    ...operator,
    inputs: operator.inputs.map((name) => names.get(name) ?? name),
    output: names.get(operator.output) ?? operator.output,
  }
}
