import type { Emitter, Value } from '../../core/nodedef/emitter'
import { reduceMean } from './reduce'

/** x / sqrt(mean(x²) + eps), the mean taken over one axis. Source: Karras et al. 2018, section 4.2. */
export function pixelNorm(g: Emitter, x: Value, axis: number, eps: number): Value {
  const meanSquare = reduceMean(g, g.op('Mul', [x, x]), [axis])
  return g.op('Div', [x, g.op('Sqrt', [g.op('Add', [meanSquare, g.scalar(eps)])])])
}
