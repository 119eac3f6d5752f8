import { createRandom } from '../../core/base/random'
import type { Compiled } from '../../core/compile/compile'
import type { IrOperator } from '../../core/compile/ir'
import { elementCount, tensor, type Tensor } from '../../core/tensor/tensor'
import { compiledOf, fed, floats, ints, operator } from './small-ir'

export interface AdainCase {
  readonly map: readonly number[]
  /** Samples of the styles. */
  readonly samples: number
  readonly swapped?: boolean
  readonly scales?: number
  readonly outputs?: readonly string[]
  /** Added to all values of the map, whose own deviation is 1. */
  readonly level?: number
  readonly eps?: number
}

/** What AdaIN emits: norm, Mul and Add, with the styles' halves. */
export function adainIr({
  map,
  samples,
  swapped = false,
  scales = 1,
  outputs = ['y'],
  level = 0,
  eps = 1e-5,
}: AdainCase): Compiled {
  const random = createRandom(map.reduce((sum, dim) => 31 * sum + dim, samples))
  const normal = (dims: readonly number[]): Tensor =>
    tensor(
      dims,
      Float32Array.from({ length: elementCount(dims) }, () => random.normal()),
    )
  const channels = map[1] ?? 0
  const both = (a: string, b: string): string[] => (swapped ? [b, a] : [a, b])
  const half = (name: string, from: string, to: string): IrOperator =>
    operator('Slice', ['planes', from, to, 'axis'], name)
  return compiledOf(
    {
      operators: [
        operator('Reshape', ['styles', 'shape'], 'planes', { allowzero: 0 }),
        half('scale', 'zero', 'middle'),
        half('bias', 'middle', 'end'),
        operator('InstanceNormalization', ['x', 'ones', 'zeros'], 'norm', { epsilon: { float: eps } }),
        operator('Mul', both('norm', 'scale'), 'scaled'),
        operator('Add', both('scaled', 'bias'), 'y'),
      ],
      initializers: [
        ints('shape', [-1, 2 * channels, 1, 1]),
        ints('zero', [0]),
        ints('middle', [channels]),
        ints('end', [2 * channels]),
        ints('axis', [1]),
        floats('ones', [channels], Array<number>(channels).fill(scales)),
        floats('zeros', [channels], Array<number>(channels).fill(0)),
      ],
      inputs: [fed('x', raised(normal(map), level)), fed('styles', normal([samples, 2 * channels]))],
    },
    outputs,
  )
}

function raised({ dims, data }: Tensor, level: number): Tensor {
  return tensor(
    dims,
    data.map((value) => value + level),
  )
}
