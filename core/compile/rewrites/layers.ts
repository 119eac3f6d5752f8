import { isKnown } from '../../tensor/wire-type'
import type { IrOperator } from '../ir'
import { intAttribute, intsAttribute } from '../shapes'
import type { GraphView } from './graph-view'
import type { TiledLayer } from './tiled-conv'

/** The layer behind a Conv of 3 x 3 windows, stride 1 and no groups; `undefined` for any other operator. */
export function convLayer(operator: IrOperator, view: GraphView): TiledLayer | undefined {
  if (operator.type !== 'Conv' || !equals(intsAttribute(operator, 'strides'), [1, 1])) return undefined
  const padding = evenPadding(operator)
  const layer = plainLayer(operator, view, 3)
  if (!layer || padding === undefined || padding > 1) return undefined
  const grow = 2 * padding - 2
  const outHeight = layer.height + grow
  const outWidth = layer.width + grow
  return outHeight < 1 || outWidth < 1 ? undefined : { ...layer, padding, outHeight, outWidth }
}

/**
 * The layer behind nearest upsampling by 2 and then a Conv of 3 x 3 windows that keeps the size. Its input is the map
 * before the upsampling.
 */
export function upsampledConvLayer(operator: IrOperator, view: GraphView): TiledLayer | undefined {
  const layer = convLayer(operator, view)
  const resize = view.producer(operator.inputs[0] ?? '')
  if (layer?.padding !== 1 || resize?.type !== 'Resize') return undefined
  const scales = view.initializer(resize.inputs[2] ?? '')
  const before = view.shape(resize.inputs[0] ?? '')
  const { mode, coordinate_transformation_mode, nearest_mode } = resize.attributes
  if (mode !== 'nearest' || coordinate_transformation_mode !== 'asymmetric' || nearest_mode !== 'floor')
    return undefined
  if (!scales || !equals(Array.from<number | bigint, number>(scales.values(), Number), [1, 1, 2, 2]))
    return undefined
  const [, , height, width] = before ?? []
  if (!isKnown(height) || !isKnown(width)) return undefined
  return { ...layer, x: resize.inputs[0] ?? '', height, width }
}

/** The layer behind a ConvTranspose of 4 x 4 taps, stride 2 and padding 1, which doubles the size. */
export function transposedLayer(operator: IrOperator, view: GraphView): TiledLayer | undefined {
  if (operator.type !== 'ConvTranspose' || !equals(intsAttribute(operator, 'strides'), [2, 2]))
    return undefined
  if (!equals(intsAttribute(operator, 'output_padding') ?? [0, 0], [0, 0])) return undefined
  const layer = plainLayer(operator, view, 4)
  return layer && evenPadding(operator) === 1
    ? { ...layer, padding: 1, outHeight: 2 * layer.height, outWidth: 2 * layer.width }
    : undefined
}

/** What both kinds share, before the padding; sizes and kernels must be known. */
function plainLayer(
  operator: IrOperator,
  view: GraphView,
  taps: number,
): Omit<TiledLayer, 'padding' | 'outHeight' | 'outWidth'> | undefined {
  const [x = '', w = '', b = ''] = operator.inputs
  const kernels = view.initializer(w)
  const bias = view.initializer(b)
  const shape = view.shape(x)
  if (kernels?.dtype !== 'float32' || kernels.dims.length !== 4 || shape?.length !== 4 || (b !== '' && !bias))
    return undefined
  if (!equals(intsAttribute(operator, 'kernel_shape'), [taps, taps])) return undefined
  if (!equals(intsAttribute(operator, 'dilations'), [1, 1]) || intAttribute(operator, 'group') !== 1)
    return undefined
  if (operator.attributes['auto_pad'] !== undefined) return undefined
  const [n, channels, height, width] = shape
  const [first = 0, second = 0] = kernels.dims
  const isConv = operator.type === 'Conv'
  if (!isKnown(height) || !isKnown(width) || channels !== (isConv ? second : first)) return undefined
  return {
    x,
    kernels,
    bias,
    layout: {
      filters: isConv ? first : second,
      channels,
      taps,
      order: isConv ? 'filters-first' : 'channels-first',
    },
    batch: isKnown(n) ? n : undefined,
    height,
    width,
  }
}

/** The zeros around the map when all four sides have as many. */
function evenPadding(operator: IrOperator): number | undefined {
  const pads = intsAttribute(operator, 'pads') ?? []
  const [padding] = pads
  return pads.length === 4 && pads.every((pad) => pad === padding) ? padding : undefined
}

function equals(a: readonly number[] | undefined, b: readonly number[]): boolean {
  return a?.length === b.length && a.every((value, i) => value === b[i])
}
