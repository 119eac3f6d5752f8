import type { Attribute } from '../../nodedef/emitter'
import { tensor } from '../../tensor/tensor'
import { disorder, handWriting } from '../hand-written'
import type { Ir, IrInitializer, IrOperator } from '../ir'
import type { Costs } from './costs'
import { CONV_2_3, CONV_4_3, type TileAlgorithm } from './tile-algorithm'
import { tiledTime, writeTiled, type TiledLayer } from './tiled-conv'
import { directTime } from './winograd'
import { transposedTime } from './winograd-up'
import { createWriter } from './writer'

/** What a target's costs are told from: them, and what a run costs before its first operator. */
export interface Unknowns extends Costs {
  /** Nanoseconds of a run, whatever it does. */
  readonly run: number
}

/** A small model whose time tells one of the costs. Which form a layer takes is not asked but set. */
export interface CostProbe {
  /** The cost that the largest part of its time goes to. */
  readonly decides: keyof Unknowns
  readonly ir: Ir
  /** Nanoseconds it must take where these are the costs: what the rewrites themselves expect. */
  readonly time: (unknowns: Unknowns) => number
}

const { source, operator, floats, ints, input } = handWriting('probe')
const CHAIN = 48

/** One probe for each cost; `size` 2 makes each do four times the work, for devices that would not feel it. */
export function costProbes(size: 1 | 2 = 1): readonly CostProbe[] {
  return [
    chain('run', 1),
    chain('operator', CHAIN),
    direct('conv', layer(128, 128, 32 * size)),
    transposed('convTranspose', layer(64, 64, 32 * size, 'channels-first')),
    direct('weight', layer(512 * size, 512 * size, 2)),
    tiled('matMul', layer(256, 256, 16 * size), CONV_2_3),
    tiled('inputTransform', layer(96, 4, 64 * size), CONV_4_3),
    tiled('result', layer(4, 64, 64 * size), CONV_4_3),
  ]
}

function direct(decides: keyof Unknowns, of: TiledLayer): CostProbe {
  const conv = operator('Conv', ['x', 'w'], 'y', windows(of, 1))
  return { decides, ir: modelOf(of, [conv]), time: (costs) => directTime(of, costs) + around(costs) }
}

function transposed(decides: keyof Unknowns, of: TiledLayer): CostProbe {
  const conv = operator('ConvTranspose', ['x', 'w'], 'y', windows(of, 2))
  return { decides, ir: modelOf(of, [conv]), time: (costs) => transposedTime(of, costs) + around(costs) }
}

function tiled(decides: keyof Unknowns, of: TiledLayer, algorithm: TileAlgorithm): CostProbe {
  const { writer, written } = createWriter(operator('Conv', ['x', 'w'], 'y', windows(of, 1)), 'probe')
  writeTiled(of, algorithm, writer)
  return {
    decides,
    ir: modelOf(of, written.operators, written.initializers),
    time: (costs) => tiledTime(of, algorithm, costs) + around(costs),
  }
}

/** Operators that do next to nothing, one after the other. */
function chain(decides: keyof Unknowns, length: number): CostProbe {
  const of = layer(4, 4, 2)
  const links = Array.from({ length }, (_, i) =>
    operator('Add', [i === 0 ? 'x' : `c${i}`, 'x'], i === length - 1 ? 'y' : `c${i + 1}`),
  )
  return { decides, ir: modelOf(of, links), time: (costs) => length * costs.operator + around(costs) }
}

/** What every probe has: the run itself, and the Slice at its end. */
function around({ run, operator: each }: Unknowns): number {
  return run + each
}

/** One pixel of the result leaves the model: what handing out a map costs is nobody's question here. */
function modelOf(
  of: TiledLayer,
  operators: readonly IrOperator[],
  initializers: readonly IrInitializer[] = [],
): Ir {
  const dims = [1, of.layout.channels, of.height, of.width]
  const used = new Set(operators.flatMap(({ inputs }) => inputs))
  return {
    operators: [...operators, operator('Slice', ['y', 'from', 'to', 'axes'], 'pixel')],
    initializers: [
      ...(used.has('w') ? [of.kernels] : []),
      ...initializers,
      ints('from', [0, 0]),
      ints('to', [1, 1]),
      ints('axes', [2, 3]),
    ],
    inputs: [input('x', dims, () => tensor(dims, disorder(dims)))],
    outputs: [
      {
        name: 'pixel',
        port: { node: source, port: 'pixel' },
        type: { kind: 'features', dims: [1, '?', 1, 1] },
      },
    ],
  }
}

function layer(
  channels: number,
  filters: number,
  side: number,
  order: 'filters-first' | 'channels-first' = 'filters-first',
): TiledLayer {
  const taps = order === 'filters-first' ? 3 : 4
  const grow = order === 'filters-first' ? 1 : 2
  const first = order === 'filters-first' ? [filters, channels] : [channels, filters]
  const dims = [...first, taps, taps]
  return {
    x: 'x',
    kernels: floats('w', dims, () => disorder(dims)),
    layout: { filters, channels, taps, order },
    bias: undefined,
    batch: 1,
    height: side,
    width: side,
    padding: 1,
    outHeight: side * grow,
    outWidth: side * grow,
  }
}

function windows({ layout: { taps } }: TiledLayer, stride: number): Readonly<Record<string, Attribute>> {
  return {
    kernel_shape: [taps, taps],
    strides: [stride, stride],
    pads: [1, 1, 1, 1],
    dilations: [1, 1],
    group: 1,
    ...(stride > 1 ? { output_padding: [0, 0] } : {}),
  }
}
