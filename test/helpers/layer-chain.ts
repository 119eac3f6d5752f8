import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { linkId, nodeId } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { inferForRun } from '../../core/compile/live-types'
import { compile, type Compiled } from '../../core/compile/compile'
import { createDocument, type LinkRecord, type NodeRecord, type WeightRef } from '../../core/doc/document'
import type { ParamValues } from '../../core/nodedef/params'
import { createRegistry } from '../../core/nodedef/registry'
import { elementCount, tensor, tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { createTensorStore } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'
import { standIns } from './stand-ins'

export interface ChainStep {
  readonly type: string
  readonly params?: ParamValues
  /** The size of the noise image that a `noise/inject` step reads. */
  readonly noise?: { readonly width: number; readonly height: number }
  /** Weights of this node are these instead of random ones. */
  readonly constant?: number
}

const registry = createRegistry([...nodeDefinitions, ...standIns])

/** A feature map through one layer after another, `s0`, `s1` ..., with random weights; `outputs` names the steps to keep. */
export function compileChain(
  inputDims: readonly number[],
  steps: readonly ChainStep[],
  seed: number,
  outputs: readonly number[] = [steps.length - 1],
): Compiled {
  const random = createRandom(seed)
  const store = createTensorStore()
  const normal = (dims: readonly number[], constant?: number): Tensor =>
    tensor(
      dims,
      Float32Array.from({ length: elementCount(dims) }, () => constant ?? random.normal()),
    )
  const nodes: NodeRecord[] = [node('in', 'stand-in/features', {})]
  const links: LinkRecord[] = []
  let last = { node: nodeId('in'), port: 'value' }
  for (const [i, step] of steps.entries()) {
    const id = nodeId(`s${i}`)
    const definition = required(registry.get(step.type), step.type)
    nodes.push(node(id, step.type, step.params ?? {}))
    links.push({ id: linkId(`l${i}`), from: last, to: { node: id, port: 'x' } })
    if (step.noise) {
      nodes.push(node(`noise${i}`, 'input/noise', step.noise))
      links.push({
        id: linkId(`n${i}`),
        from: { node: nodeId(`noise${i}`), port: 'noise' },
        to: { node: id, port: 'noise' },
      })
    }
    last = { node: id, port: required(Object.keys(definition.outputs)[0], 'an output') }
  }
  const feed = normal(inputDims)
  const feeds = new Map([['in.value', feed]])
  const open = createDocument({ name: 'chain', description: '' }, nodes, links)
  const inference = inferForRun(open, registry, 'live', feeds)
  const bound = nodes.map((record) => {
    const constant = steps[Number(/^s(\d+)$/.exec(record.id)?.[1] ?? -1)]?.constant
    const weights: Record<string, WeightRef> = {}
    for (const [name, spec] of Object.entries(inference.node(record.id)?.weights ?? {})) {
      const value = normal(spec.dims.map(Number), constant)
      const sha256 = sha256Hex(tensorBytes(value))
      store.putTensor(sha256, value)
      weights[name] = { sha256, dims: value.dims }
    }
    return { ...record, weights }
  })
  const compiled = compile(createDocument(open.project, bound, links), registry, store, {
    mode: 'live',
    feeds,
    outputs: outputs.map((i) => ({
      node: nodeId(`s${i}`),
      port: required(
        Object.keys(required(registry.get(steps[i]?.type ?? ''), 'step').outputs)[0],
        'an output',
      ),
    })),
  })
  if (!compiled.ok) throw new Error(compiled.error.map((d) => `${d.code}: ${d.message}`).join('\n'))
  // Every step's port is called alike; results are told apart by the value's name.
  const { ir } = compiled.value
  const named = ir.outputs.map((output) => ({ ...output, port: { ...output.port, port: output.name } }))
  return { ...compiled.value, ir: { ...ir, outputs: named } }
}

function node(id: string, type: string, params: ParamValues): NodeRecord {
  return { id: nodeId(id), type, version: registry.get(type)?.version ?? 1, position: { x: 0, y: 0 }, params }
}
