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

/** A multiply-add of windows along one side costs about twice that of a square window. */
const SHORT_WINDOW = 2

/** Multiply-adds to transform one channel's tiles with both sides at once, and one side after the other. */
function inputTransforms(
  { width }: TiledLayer,
  { rows, columns, reach, products }: Pick<Tiles, 'rows' | 'columns' | 'reach' | 'products'>,
): readonly [together: number, apart: number] {
  const byRows = rows * products * reach * width
  const byColumns = rows * columns * products ** 2 * reach
  return [rows * columns * products ** 2 * reach ** 2, SHORT_WINDOW * (byRows + byColumns)]
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
    channels *
      (layer.batch ?? 1) *
      Math.min(...inputTransforms(layer, { rows, columns, reach, products })) *
      costs.inputTransform +
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
  const { batch, layout } = layer
  const planes = tiles.products ** 2
  const area = tiles.rows * tiles.columns
  const [together, apart] = inputTransforms(layer, tiles)
  const transformed =
    together <= apart
      ? writeBothSides(layer, algorithm, tiles, writer)
      : writeSideBySide(layer, algorithm, tiles, writer)
  // onnxruntime folds the transpose of one sample into the product, that of several not.
  if (batch === 1) {
    const byChannel = reshaped(writer, transformed, [layout.channels, planes, area])
    return writer.op('Transpose', [byChannel], { perm: [1, 0, 2] })
  }
  const bySample = reshaped(writer, transformed, [-1, layout.channels, planes, area])
  const byPlane = writer.op('Transpose', [bySample], { perm: [2, 1, 0, 3] })
  return reshaped(writer, byPlane, [planes, layout.channels, -1])
}

/** Every tile transformed at once: (samples · channels) x planes x rows x columns of tiles. */
function writeBothSides(layer: TiledLayer, algorithm: TileAlgorithm, tiles: Tiles, writer: Writer): string {
  const { height, width } = layer
  const { products, reach } = tiles
  const [rowEnd, columnEnd] = endPadding(layer, algorithm, tiles)
  const windows = writer.constant([products ** 2, 1, reach, reach], `tiles:${algorithm.name}:input`, () =>
    bothSides(algorithm.input),
  )
  return writer.op('Conv', [reshaped(writer, layer.x, [-1, 1, height, width]), windows], {
    kernel_shape: [reach, reach],
    strides: [algorithm.step, algorithm.step],
    pads: [layer.padding, layer.padding, rowEnd, columnEnd],
    dilations: [1, 1],
    group: 1,
  })
}

/** The same, the rows' transform first and the columns' after it: large tiles need far fewer multiplications so. */
function writeSideBySide(layer: TiledLayer, algorithm: TileAlgorithm, tiles: Tiles, writer: Writer): string {
  const { height, width, padding } = layer
  const { products, reach, rows } = tiles
  const { step } = algorithm
  const [rowEnd, columnEnd] = endPadding(layer, algorithm, tiles)
  const windows = (dims: readonly number[], side: string): string =>
    writer.constant(dims, `tiles:${algorithm.name}:input-${side}`, () =>
      Float32Array.from(algorithm.input.flat()),
    )
  const shared = { dilations: [1, 1], group: 1 }
  const byRows = writer.op(
    'Conv',
    [reshaped(writer, layer.x, [-1, 1, height, width]), windows([products, 1, reach, 1], 'rows')],
    { kernel_shape: [reach, 1], strides: [step, 1], pads: [padding, 0, rowEnd, 0], ...shared },
  )
  return writer.op(
    'Conv',
    [reshaped(writer, byRows, [-1, 1, rows, width]), windows([products, 1, 1, reach], 'columns')],
    { kernel_shape: [1, reach], strides: [1, step], pads: [0, padding, 0, columnEnd], ...shared },
  )
}

/** Zeros after the last row and column, so that the last tiles are whole; negative where the map has more than they need. */
function endPadding(
  { height, width, padding }: TiledLayer,
  { step }: TileAlgorithm,
  { rows, columns, reach }: Tiles,
): readonly [rows: number, columns: number] {
  const end = (count: number, side: number): number => (count - 1) * step + reach - padding - side
  return [end(rows, height), end(columns, width)]
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
