import { sha256Hex } from '../../core/base/hash'
import { linkId, nodeId } from '../../core/base/ids'
import { createRandom, type Random } from '../../core/base/random'
import { required } from '../../core/base/assert'
import { compile, type Compiled } from '../../core/compile/compile'
import type { Backend } from '../../core/contract/engine-types'
import { createDocument, type LinkRecord, type NodeRecord, type WeightRef } from '../../core/doc/document'
import { writePng } from '../../core/image/png'
import { inferNode } from '../../core/infer/infer-node'
import type { CaseType, NodeCase, NodeDefinition } from '../../core/nodedef/define-node'
import { withDefaults, type ParamValues, type PictureRef } from '../../core/nodedef/params'
import { createRegistry } from '../../core/nodedef/registry'
import { elementCount, tensor, tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { wireType, type Dim, type WireType } from '../../core/tensor/wire-type'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { standIns } from './stand-ins'

/** A case of a node type made runnable: random inputs and weights (seeded by the case's name), and the compiled model. */
export interface RunnableCase {
  readonly compiled: Compiled
  readonly inputs: ReadonlyMap<string, Tensor>
  readonly weights: ReadonlyMap<string, Tensor>
  readonly params: ParamValues
  readonly store: MutableTensorStore
}

/** The batch that stands for `N`, and the size that stands for any other name. */
const SYMBOL_SIZE = 2
const SUBJECT = nodeId('subject')

export function caseTypes(definition: NodeDefinition, example: NodeCase): Map<string, WireType> {
  const types = new Map<string, WireType>()
  for (const [port, given] of Object.entries(example.in ?? {}))
    types.set(port, caseType(definition, port, given))
  return types
}

function caseType(definition: NodeDefinition, port: string, given: CaseType): WireType {
  if ('kind' in given) return given
  return wireType(required(definition.inputs[port], `input ${port}`).kinds[0], given)
}

export function concreteDims(dims: readonly Dim[]): number[] {
  return dims.map((dim) => (typeof dim === 'number' ? dim : SYMBOL_SIZE))
}

export function subjectNode(definition: NodeDefinition, params: ParamValues): NodeRecord {
  return { id: SUBJECT, type: definition.type, version: definition.version, position: { x: 0, y: 0 }, params }
}

export function prepareCase(
  definition: NodeDefinition,
  example: NodeCase,
  opset: number,
  backend: Backend = 'wasm',
): RunnableCase {
  const random = createRandom(7, example.name.length)
  const store = createTensorStore()
  const params = withTestPictures(definition, example.params ?? {}, store, random)
  const registry = createRegistry([definition, ...standIns])
  const types = caseTypes(definition, example)

  const nodes: NodeRecord[] = []
  const links: LinkRecord[] = []
  const inputs = new Map<string, Tensor>()
  const feeds = new Map<string, Tensor>()
  const concrete = new Map<string, WireType>()
  for (const [port, type] of types) {
    const id = nodeId(`in-${port}`)
    const value = randomTensor(concreteDims(type.dims), random)
    nodes.push({ id, type: `stand-in/${type.kind}`, version: 1, position: { x: 0, y: 0 }, params: {} })
    links.push({ id: linkId(port), from: { node: id, port: 'value' }, to: { node: SUBJECT, port } })
    inputs.set(port, value)
    feeds.set(`${id}.value`, value)
    concrete.set(port, wireType(type.kind, value.dims))
  }

  const subject = subjectNode(definition, params)
  const weights = new Map<string, Tensor>()
  const refs: Record<string, WeightRef> = {}
  for (const [name, spec] of Object.entries(inferNode(subject, concrete, registry).weights)) {
    const dims = concreteDims(spec.dims)
    // Values that show mistakes: no zeros; where the initial value is 1 (scales, variances), positive ones.
    const value = randomTensor(
      dims,
      random,
      spec.init.kind === 'ones' ? (r) => 0.5 + r.uniform() : (r) => r.normal() / 2,
    )
    const sha256 = sha256Hex(tensorBytes(value))
    store.putTensor(sha256, value)
    weights.set(name, value)
    refs[name] = { sha256, dims }
  }
  nodes.push({ ...subject, weights: refs })

  const document = createDocument({ name: 'case', description: '' }, nodes, links)
  const outputs = Object.keys(definition.outputs).map((port) => ({ node: SUBJECT, port }))
  const compiled = compile(document, registry, store, { mode: 'live', opset, outputs, feeds, backend })
  if (!compiled.ok) throw new Error(compiled.error.map((d) => `${d.code}: ${d.message}`).join('\n'))
  return { compiled: compiled.value, inputs, weights, params: withDefaults(definition.params, params), store }
}

function randomTensor(
  dims: readonly number[],
  random: Random,
  draw: (random: Random) => number = (r) => r.normal(),
): Tensor {
  return tensor(
    dims,
    Float32Array.from({ length: elementCount(dims) }, () => draw(random)),
  )
}

/** A case names a picture only by its size; here it becomes a real one of random pixels. */
function withTestPictures(
  definition: NodeDefinition,
  params: ParamValues,
  store: MutableTensorStore,
  random: Random,
): ParamValues {
  const out: Record<string, ParamValues[string]> = { ...params }
  for (const [key, value] of Object.entries(params)) {
    if (definition.params[key]?.kind !== 'picture' || typeof value !== 'object' || value === null) continue
    out[key] = putTestPicture(value, store, random)
  }
  return out
}

function putTestPicture(
  { width, height, name }: PictureRef,
  store: MutableTensorStore,
  random: Random,
): PictureRef {
  const data = Uint8Array.from({ length: width * height * 4 }, (_, i) =>
    i % 4 === 3 ? 255 : Math.floor(random.uniform() * 256),
  )
  const png = writePng({ width, height, data })
  const sha256 = sha256Hex(png)
  store.putPicture(sha256, png)
  return { sha256, width, height, name }
}
