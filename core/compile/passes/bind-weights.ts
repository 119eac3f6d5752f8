import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import type { NodeRecord } from '../../doc/document'
import { weightSeedOf } from '../../doc/weight-seed'
import type { WeightSpec } from '../../nodedef/define-node'
import { elementCount } from '../../tensor/tensor'
import { initialValues } from '../../weights/weight-init'
import type { TensorStore } from '../../weights/tensor-store'
import type { BoundWeight } from '../emitter'
import { standInWeights } from '../stand-ins'

/**
 * Pass 3: each declared weight gets its values: loaded ones from the store, else the seeded initial ones, which may also
 * stand in for loaded ones that are missing. Values are made only when the model is encoded.
 */
export function bindWeights(
  node: NodeRecord,
  specs: Readonly<Record<string, WeightSpec>>,
  store: TensorStore,
  standIns = false,
): { readonly weights: Map<string, BoundWeight>; readonly diagnostics: Diagnostic[] } {
  const weights = new Map<string, BoundWeight>()
  const diagnostics: Diagnostic[] = []
  const stoodIn: string[] = []
  for (const [name, spec] of Object.entries(specs)) {
    const dims = spec.dims.filter((dim) => typeof dim === 'number')
    const loaded = node.weights?.[name]
    const tensor = loaded && store.tensor(loaded.sha256)
    if (tensor) {
      weights.set(name, { dims, key: `sha256:${loaded.sha256}`, values: () => tensor.data })
      continue
    }
    if (loaded && !standIns) {
      diagnostics.push(missingWeight(node, name))
      continue
    }
    if (loaded) stoodIn.push(name)
    const seed = weightSeedOf(node)
    const init = JSON.stringify(spec.init)
    weights.set(name, {
      dims,
      key: `init:${init}:${seed}:${name}:${dims.join('x')}`,
      values: () => initialValues(spec.init, elementCount(dims), seed, name),
    })
  }
  if (stoodIn.length > 0) diagnostics.push(standInWeights(node, stoodIn))
  return { weights, diagnostics }
}

function missingWeight(node: NodeRecord, name: string): Diagnostic {
  return error(
    'weights/missing',
    { kind: 'node', node: node.id },
    `The values of ${node.title ?? node.id}'s weight ${name} are not in this file or beside it.`,
    'Open the .loom file that holds its weights, or reset the weight to its initial values.',
  )
}
