import { float, type Emitter, type Value } from '../../core/nodedef/emitter'
import { mapDims, type Dim } from '../../core/tensor/wire-type'

export type ResizeMode = 'nearest' | 'bilinear'

/**
 * An N × C × H × W map `factor` times as high and wide. Nearest repeats every pixel; bilinear samples at pixel
 * centres (align_corners off) and repeats the border. Source: ONNX operator Resize.
 */
export function enlarge(g: Emitter, x: Value, factor: number, mode: ResizeMode): Value {
  const nearest = mode === 'nearest'
  return g.op('Resize', [x, null, g.constant([4], [1, 1, factor, factor])], {
    mode: nearest ? 'nearest' : 'linear',
    coordinate_transformation_mode: nearest ? 'asymmetric' : 'half_pixel',
    nearest_mode: 'floor',
    cubic_coeff_a: float(-0.75),
    exclude_outside: 0,
    extrapolation_value: float(0),
    ...(g.opset >= 18 ? { antialias: 0, keep_aspect_ratio_policy: 'stretch' } : {}),
  })
}

/** The length of a side after `enlarge`. */
export function enlargedDim(length: Dim, factor: number): Dim {
  return mapDims((known) => known * factor, length)
}
