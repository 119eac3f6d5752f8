import { linkId, nodeId } from '../../core/base/ids'
import { sha256Hex } from '../../core/base/hash'
import { required } from '../../core/base/assert'
import { compile, type Compiled } from '../../core/compile/compile'
import { createDocument, type LinkRecord, type NodeRecord, type WeightRef } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import type { ParamValues } from '../../core/nodedef/params'
import { createRegistry } from '../../core/nodedef/registry'
import { tensorBytes, type Tensor } from '../../core/tensor/tensor'
import type { Kind } from '../../core/tensor/wire-type'
import { createTensorStore } from '../../core/weights/tensor-store'
import { runCompiled } from './executor'
import { standIns } from './stand-ins'

export interface NodeInputs {
  readonly params?: ParamValues
  /** By port: the values on the wire; the kind is the port's first one unless given. */
  readonly inputs?: Readonly<Record<string, Tensor & { readonly kind?: Kind }>>
  /** Loaded weights; the others start as their initialiser says. */
  readonly weights?: Readonly<Record<string, Tensor>>
}

const SUBJECT = nodeId('subject')

/** Compiles a graph of this one node with the given values on its inputs. */
export function compileNode(definition: NodeDefinition, given: NodeInputs): Compiled {
  const store = createTensorStore()
  const nodes: NodeRecord[] = []
  const links: LinkRecord[] = []
  const feeds = new Map<string, Tensor>()
  for (const [port, value] of Object.entries(given.inputs ?? {})) {
    const kind = value.kind ?? required(definition.inputs[port], `input ${port}`).kinds[0]
    const id = nodeId(`in-${port}`)
    nodes.push({ id, type: `stand-in/${kind}`, version: 1, position: { x: 0, y: 0 }, params: {} })
    links.push({ id: linkId(port), from: { node: id, port: 'value' }, to: { node: SUBJECT, port } })
    feeds.set(`${id}.value`, value)
  }
  const weights: Record<string, WeightRef> = {}
  for (const [name, value] of Object.entries(given.weights ?? {})) {
    const sha256 = sha256Hex(tensorBytes(value))
    store.putTensor(sha256, value)
    weights[name] = { sha256, dims: value.dims }
  }
  const { type, version } = definition
  nodes.push({ id: SUBJECT, type, version, position: { x: 0, y: 0 }, params: given.params ?? {}, weights })

  const outputs = Object.keys(definition.outputs).map((port) => ({ node: SUBJECT, port }))
  const compiled = compile(
    createDocument({ name: 'one node', description: '' }, nodes, links),
    createRegistry([definition, ...standIns]),
    store,
    { mode: 'live', outputs, feeds },
  )
  if (!compiled.ok) throw new Error(compiled.error.map((d) => `${d.code}: ${d.message}`).join('\n'))
  return compiled.value
}

/** The first output of this node on WASM. */
export async function runNode(definition: NodeDefinition, given: NodeInputs): Promise<Tensor> {
  const results = await runCompiled(compileNode(definition, given))
  return required([...results.values()][0], `the output of ${definition.type}`)
}
