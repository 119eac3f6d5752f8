import type { Report } from '../../core/nodedef/define-node'
import type { Emitter, Value, WireValue } from '../../core/nodedef/emitter'
import { isKnown, type WireType } from '../../core/tensor/wire-type'

/** w is N × D, the same for every layer, or N × L × D, a row per layer. */
export function hasRows(w: WireType): boolean {
  return w.dims.length === 3
}

/** Reports a layer index beyond the rows of w. */
export function reportLayer(report: Report, w: WireType, layer: number): void {
  const rows = hasRows(w) ? w.dims[1] : undefined
  if (!isKnown(rows) || layer < rows) return
  report.error(
    'style/no-such-layer',
    { param: 'layer' },
    `This asks for row ${layer} of w, but w has rows 0 to ${rows - 1}.`,
    'Lower the layer or give w more layers.',
  )
}

/** The N × D row of w that one layer listens to. */
export function pickLayer(g: Emitter, w: WireValue, layer: number): Value {
  return hasRows(w.type) ? g.op('Gather', [w, g.int(layer)], { axis: 1 }) : w
}

/** w with a row axis: N × D becomes N × 1 × D, which broadcasts over the layers. */
export function withRows(g: Emitter, w: WireValue): Value {
  return hasRows(w.type) ? w : g.op('Unsqueeze', [w, g.ints([1])])
}
