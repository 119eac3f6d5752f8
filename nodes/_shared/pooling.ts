/** Windows without padding that move over a map: what average and max pooling share. */
import { assert } from '../../core/base/assert'
import type { Report } from '../../core/nodedef/define-node'
import { param } from '../../core/nodedef/params'
import { isKnown, mapDims, wireType, type Dim, type WireType } from '../../core/tensor/wire-type'

interface Pool {
  readonly size: number
  readonly stride: number
  readonly ceil: boolean
}

export const poolParams = {
  size: param.int({ default: 2, min: 1, max: 15, unit: 'px', doc: 'Side of the square window.' }),
  stride: param.int({
    default: 2,
    min: 1,
    max: 15,
    unit: 'px',
    doc: 'Step of the window; 2 halves the map.',
  }),
  ceil: param.bool({
    default: false,
    label: 'cover the border',
    doc: 'Add a last, smaller window where the size is odd; otherwise the rest of the border is left out.',
  }),
}

/** Windows along one side: the last one ends inside the map, or with `ceil` at least starts inside it. */
export function poolSize(length: Dim, { size, stride, ceil }: Pool): Dim {
  return mapDims((n) => {
    if (!ceil) return Math.max(0, Math.floor((n - size) / stride) + 1)
    const windows = Math.max(0, Math.ceil((n - size) / stride) + 1)
    return (windows - 1) * stride < n ? windows : windows - 1
  }, length)
}

/** The pooled type; reports a window no position of which fits. */
export function inferPool(x: WireType, p: Pool, report: Report): WireType {
  const [n = '?', c = '?', h = '?', w = '?'] = x.dims
  const sides = [poolSize(h, p), poolSize(w, p)]
  if (sides.includes(0)) {
    report.error(
      'pool/window-too-large',
      { param: 'size' },
      `The window is ${p.size} px wide, but the map is only ${h} × ${w} px.`,
      'Use a smaller window.',
    )
  }
  return wireType(x.kind, [n, c, ...sides])
}

/**
 * The attributes of AveragePool and MaxPool. The windows that reach beyond the border are written as padding at
 * the end, which both operators leave out of their result, because runtimes differ in what ceil_mode means.
 */
export function poolAttributes(
  x: WireType,
  p: Pool,
): Readonly<Record<'kernel_shape' | 'strides' | 'pads', readonly number[]>> & { readonly ceil_mode: number } {
  const beyond = (axis: number): number => {
    const length = x.dims[axis]
    const windows = poolSize(length ?? '?', p)
    assert(isKnown(length) && isKnown(windows), 'a map of unknown size reached a pooling node')
    return Math.max(0, (windows - 1) * p.stride + p.size - length)
  }
  return {
    kernel_shape: [p.size, p.size],
    strides: [p.stride, p.stride],
    pads: [0, 0, beyond(2), beyond(3)],
    ceil_mode: 0,
  }
}
