import { required } from '../../core/base/assert'
import { readPng } from '../../core/image/png'
import { imageToTensor } from '../../core/image/tensor-image'
import type { Tensor } from '../../core/tensor/tensor'
import type { RunnableCase } from './node-cases'
import type { NdArray, Reference } from './reference'

/** What `import.meta.glob` gives for `test/nodes/reference`. */
export type ReferenceModules = Readonly<Record<string, { readonly reference: Reference }>>

/** The plain reference's outputs for a prepared case. `folder` is how the glob spelled `test/nodes/reference`. */
export function runReference(
  modules: ReferenceModules,
  folder: string,
  type: string,
  prepared: RunnableCase,
): Readonly<Record<string, NdArray>> {
  return required(modules[`${folder}/${type}.ts`], `reference for ${type}`).reference({
    inputs: toArrays(prepared.inputs),
    params: prepared.params,
    weights: toArrays(prepared.weights),
    pictures(ref) {
      const read = readPng(required(prepared.store.picture(ref.sha256), ref.name))
      if (!read.ok) throw new Error('the test picture is unreadable')
      return toArray(imageToTensor(read.value))
    },
  })
}

function toArrays(tensors: ReadonlyMap<string, Tensor>): Record<string, NdArray> {
  return Object.fromEntries([...tensors].map(([name, tensor]) => [name, toArray(tensor)]))
}

function toArray({ dims, data }: Tensor): NdArray {
  return { dims, data: Float64Array.from(data) }
}
