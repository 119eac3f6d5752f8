/** Single layers with random values, as the compiler emits them. */
import { createRandom } from '../core/base/random'
import { handWriting } from '../core/compile/hand-written'
import type { Ir, IrInitializer, IrInput, IrOperator } from '../core/compile/ir'
import { elementCount, tensor } from '../core/tensor/tensor'

const { source, operator, floats, ints, input: fed } = handWriting('layer')

/** One conv, behind nearest upsampling if wanted. */
export function layerIr(channels: number, filters: number, side: number, up: boolean): Ir {
  const upsampled = up ? [operator('Resize', ['x', '', 'scales'], 'upsampled', NEAREST)] : []
  const conv = operator('Conv', [up ? 'upsampled' : 'x', 'w'], 'y', WINDOWS_OF_3)
  return layer(
    [...upsampled, conv],
    [
      constant('w', [filters, channels, 3, 3]),
      ...(up ? [constant('scales', [4], Float32Array.of(1, 1, 2, 2))] : []),
    ],
    [input('x', [1, channels, side, side])],
  )
}

/**
 * An instance norm, a scale and a bias, both taken from the styles. The map is made from a row and a column before it
 * and its largest values are taken after it, because handing a map in and out costs as much as the norm.
 */
export function adainIr(batch: number, channels: number, side: number): Ir {
  const half = (from: number): IrInitializer[] => [
    ints(`from${from}`, [from]),
    ints(`to${from}`, [from + channels]),
  ]
  const part = (name: string, from: number): IrOperator =>
    operator('Slice', ['planes', `from${from}`, `to${from}`, 'axis', 'step'], name)
  return layer(
    [
      operator('Mul', ['rows', 'columns'], 'x'),
      operator('Reshape', ['styles', 'shape'], 'planes', { allowzero: 0 }),
      part('scale', 0),
      part('bias', channels),
      operator('InstanceNormalization', ['x', 'ones', 'zeros'], 'normalized', { epsilon: { float: 1e-8 } }),
      operator('Mul', ['normalized', 'scale'], 'scaled'),
      operator('Add', ['scaled', 'bias'], 'restyled'),
      operator('ReduceMax', ['restyled'], 'y', { axes: [2, 3], keepdims: 1 }),
    ],
    [
      ints('shape', [-1, 2 * channels, 1, 1]),
      ...half(0),
      ...half(channels),
      ints('axis', [1]),
      ints('step', [1]),
      constant('ones', [channels], new Float32Array(channels).fill(1)),
      constant('zeros', [channels], new Float32Array(channels)),
    ],
    [
      input('rows', [batch, channels, side, 1]),
      input('columns', [batch, channels, 1, side]),
      input('styles', [batch, 2 * channels]),
    ],
  )
}

const WINDOWS_OF_3 = {
  kernel_shape: [3, 3],
  strides: [1, 1],
  pads: [1, 1, 1, 1],
  dilations: [1, 1],
  group: 1,
}
const NEAREST = { mode: 'nearest', coordinate_transformation_mode: 'asymmetric', nearest_mode: 'floor' }

function layer(
  operators: readonly IrOperator[],
  initializers: readonly IrInitializer[],
  inputs: readonly IrInput[],
): Ir {
  const type = { kind: 'features', dims: ['?', '?', '?', '?'] } as const
  return {
    operators,
    initializers,
    inputs,
    outputs: [{ name: 'y', port: { node: source, port: 'y' }, type }],
  }
}

function constant(name: string, dims: readonly number[], values?: Float32Array): IrInitializer {
  return floats(name, dims, () => values ?? normal(elementCount(dims)))
}

function input(name: string, dims: readonly number[]): IrInput {
  return fed(name, dims, () => tensor(dims, normal(elementCount(dims))))
}

/** Drawn anew at each call, but the same: all models get the same values. */
function normal(count: number): Float32Array {
  const random = createRandom(count)
  return Float32Array.from({ length: count }, () => random.normal())
}
