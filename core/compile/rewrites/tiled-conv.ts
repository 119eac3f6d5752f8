import { required } from '../../base/assert'
import type { IrInitializer } from '../ir'
import { productTime, type Costs } from './costs'
import type { Matrix, TileAlgorithm } from './tile-algorithm'
import { bothSides, type KernelLayout } from './kernel-layout'
import type { Writer } from './writer'

/** A layer that a tile algorithm can compute: one kernel for all samples, no groups. */
export interface TiledLayer {
  readonly x: string
  readonly kernels: IrInitializer
  readonly layout: KernelLayout
  /** The bias per filter, when there is one. */
  readonly bias: IrInitializer | undefined
  /** Samples; `undefined` when only the run will tell. */
  readonly batch: number | undefined
  readonly height: number
  readonly width: number
  /** Zeros before the first row and column of the input. */
  readonly padding: number
  readonly outHeight: number
  readonly outWidth: number
}

interface Tiles {
  readonly rows: number
  readonly columns: number
  /** Pixels of an input tile's side, products, phases, and outputs a phase: of one side. */
  readonly reach: number
  readonly products: number
  readonly phases: number
  readonly outputs: number
}

function tilesOf({ outHeight, outWidth }: TiledLayer, algorithm: TileAlgorithm): Tiles {
  const phases = algorithm.kernel.length
  const outputs = algorithm.output.length
  const count = (side: number): number => Math.ceil((side + algorithm.lead) / (phases * outputs))
  return {
    rows: count(outHeight),
    columns: count(outWidth),
    reach: required(algorithm.input[0], 'a row of the input transform').length,
    products: algorithm.input.length,
    phases,
    outputs,
  }
}

/** Estimated nanoseconds for one run. */
export function tiledTime(layer: TiledLayer, algorithm: TileAlgorithm, costs: Costs): number {
  const { rows, columns, reach, products, phases, outputs } = tilesOf(layer, algorithm)
  const { channels, filters } = layer.layout
  const tiles = rows * columns * (layer.batch ?? 1)
  const planes = products ** 2
  const weights = phases ** 2 * planes * filters * channels
  const results = tiles * filters * (phases * outputs) ** 2
  return (
    tiles * channels * planes * reach ** 2 * costs.inputTransform +
    productTime(weights * tiles, costs.matMul, weights, costs) +
    results * costs.result +
    8 * costs.operator
  )
}

/**
 * Writes the layer as: all input tiles transformed by one Conv on single channels; a batch of products, one for each
 * pair of positions in the transformed tiles; all output tiles by two MatMuls; the outputs put in their places.
 */
export function writeTiled(layer: TiledLayer, algorithm: TileAlgorithm, writer: Writer): void {
  const tiles = tilesOf(layer, algorithm)
  const products = writeProducts(layer, algorithm, tiles, writeInput(layer, algorithm, tiles, writer), writer)
  const outputs = writeOutput(algorithm, tiles, products, writer)
  const map = writePlaced(layer, tiles, outputs, writer)
  writeBorderAndBias(layer, algorithm, tiles, map, writer)
}

/** Channels x planes x tiles (of one sample), or planes x channels x all tiles: ready for the products. */
function writeInput(layer: TiledLayer, algorithm: TileAlgorithm, tiles: Tiles, writer: Writer): string {
  const { height, width, padding, batch, layout } = layer
  const planes = tiles.products ** 2
  const end = (count: number, side: number): number =>
    (count - 1) * algorithm.step + tiles.reach - padding - side
  const transformed = writer.op(
    'Conv',
    [
      reshaped(writer, layer.x, [-1, 1, height, width]),
      writer.constant([planes, 1, tiles.reach, tiles.reach], `tiles:${algorithm.name}:input`, () =>
        bothSides(algorithm.input),
      ),
    ],
    {
      kernel_shape: [tiles.reach, tiles.reach],
      strides: [algorithm.step, algorithm.step],
      pads: [padding, padding, end(tiles.rows, height), end(tiles.columns, width)],
      dilations: [1, 1],
      group: 1,
    },
  )
  const area = tiles.rows * tiles.columns
  // onnxruntime folds the transpose of one sample into the product, that of several not.
  if (batch === 1) {
    const byChannel = reshaped(writer, transformed, [layout.channels, planes, area])
    return writer.op('Transpose', [byChannel], { perm: [1, 0, 2] })
  }
  const bySample = reshaped(writer, transformed, [-1, layout.channels, planes, area])
  const byPlane = writer.op('Transpose', [bySample], { perm: [2, 1, 0, 3] })
  return reshaped(writer, byPlane, [planes, layout.channels, -1])
}

/**
 * The kernels as the left factors of the products: phases x products of the rows, the same of the columns, x pairs of
 * filter and channel. All of it is constant, so onnxruntime computes it once, when the session is made, and the model
 * carries no more than the plain kernels.
 */
function writeKernels(
  kernels: IrInitializer,
  { filters, channels, taps, order }: KernelLayout,
  algorithm: TileAlgorithm,
  writer: Writer,
): string {
  const area = taps ** 2
  const rows = algorithm.kernel.flat()
  const transform = writer.constant([rows.length ** 2, area], `tiles:${algorithm.name}:kernel`, () =>
    bothSides(rows),
  )
  const byPair =
    order === 'filters-first'
      ? writer.op('Transpose', [reshaped(writer, kernels.name, [filters * channels, area])], { perm: [1, 0] })
      : writer.op('Transpose', [reshaped(writer, kernels.name, [channels, filters, area])], {
          perm: [2, 1, 0],
        })
  return writer.op('MatMul', [transform, reshaped(writer, byPair, [area, filters * channels])])
}

/** The products of both sides' transforms, each with its phase: rows x columns of planes, x filters x tiles. */
function writeProducts(
  { kernels, layout }: TiledLayer,
  algorithm: TileAlgorithm,
  { products, phases }: Tiles,
  input: string,
  writer: Writer,
): string {
  const { filters, channels } = layout
  const planes = phases > 1 ? [phases, products, phases, products] : [products ** 2]
  const factors = reshaped(writer, writeKernels(kernels, layout, algorithm, writer), [
    ...planes,
    filters,
    channels,
  ])
  // Every phase reads the same tiles.
  const tiles = phases > 1 ? reshaped(writer, input, [products, 1, products, channels, -1]) : input
  return writer.op('MatMul', [factors, tiles])
}

/**
 * (Phases · outputs) of the rows x (filters · tiles) x (outputs · phases) of the columns. The rows' transform goes
 * first: the columns' leaves neighbours of a row side by side, so that placing them moves long stretches.
 */
function writeOutput(
  algorithm: TileAlgorithm,
  { products, phases, outputs }: Tiles,
  sums: string,
  writer: Writer,
): string {
  const rows = writer.constant([outputs, products], `tiles:${algorithm.name}:rows`, () =>
    Float32Array.from(algorithm.output.flat()),
  )
  const half = writer.op('MatMul', [rows, reshaped(writer, sums, [phases, products, -1])])
  const turned = writer.op('Transpose', [reshaped(writer, half, [phases * outputs, phases * products, -1])], {
    perm: [0, 2, 1],
  })
  const columns = writer.constant(
    [phases * products, outputs * phases],
    `tiles:${algorithm.name}:columns`,
    () => interleaved(algorithm.output, phases),
  )
  return writer.op('MatMul', [turned, columns])
}

/** The transposed output transform for each phase, (phases · products) x (outputs · phases). */
function interleaved(output: Matrix, phases: number): Float32Array {
  const products = output[0]?.length ?? 0
  const values = new Float32Array(phases * products * output.length * phases)
  for (let phase = 0; phase < phases; phase++)
    for (const [i, row] of output.entries())
      for (const [product, value] of row.entries())
        values[(phase * products + product) * output.length * phases + i * phases + phase] = value
  return values
}

/** The whole map, with the outputs beyond its borders. */
function writePlaced(layer: TiledLayer, tiles: Tiles, values: string, writer: Writer): string {
  const { rows, columns, phases, outputs } = tiles
  const { batch, layout } = layer
  const width = columns * outputs * phases
  const height = rows * outputs * phases
  const apart = [phases, outputs, layout.filters]
  const placed =
    batch === 1
      ? writer.op('Transpose', [reshaped(writer, values, [...apart, rows, width])], { perm: [2, 3, 1, 0, 4] })
      : writer.op('Transpose', [reshaped(writer, values, [...apart, -1, rows, width])], {
          perm: [3, 2, 4, 1, 0, 5],
        })
  return reshaped(writer, placed, [batch ?? -1, layout.filters, height, width])
}

function writeBorderAndBias(
  { bias, outHeight, outWidth, layout }: TiledLayer,
  { lead }: TileAlgorithm,
  { rows, columns, phases, outputs }: Tiles,
  map: string,
  writer: Writer,
): void {
  const per = phases * outputs
  const cut = lead > 0 || rows * per !== outHeight || columns * per !== outWidth
  const inside = cut
    ? writer.op('Slice', [
        map,
        writer.ints([lead, lead]),
        writer.ints([lead + outHeight, lead + outWidth]),
        writer.ints([2, 3]),
        writer.ints([1, 1]),
      ])
    : map
  if (bias) writer.last('Add', [inside, writer.derive(bias, 'planes', [1, layout.filters, 1, 1], (b) => b)])
  else writer.last('Identity', [inside])
}

function reshaped(writer: Writer, value: string, dims: readonly number[]): string {
  return writer.op('Reshape', [value, writer.ints(dims)], { allowzero: 0 })
}
