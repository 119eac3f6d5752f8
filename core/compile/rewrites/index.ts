import type { Backend } from '../../contract/engine-types'
import type { Ir } from '../ir'
import { verify } from '../passes/verify'
import type { Shape } from '../shapes'
import { DEFAULT_COSTS, type Costs } from './costs'
import { dropZeroNoise } from './drop-zero-noise'
import { fuseUpConv } from './fuse-up-conv'
import { mergeBias } from './merge-bias'
import type { Rewrite } from './rewrite'
import { winogradConv } from './winograd'
import { winogradUpConv } from './winograd-up'

/** In the order they run: what is left out first, and the best form of an up-convolution before the second best. */
export const REWRITES: readonly Rewrite[] = [
  dropZeroNoise,
  mergeBias,
  winogradUpConv,
  fuseUpConv,
  winogradConv,
]

export interface RewriteOptions {
  readonly backend: Backend
  /** The rewrites to apply, by name; all that suit the backend when absent. */
  readonly names?: ReadonlySet<string>
  /** Shapes known better than the graph knows them, by value name: the dims of what is really fed. */
  readonly shapes?: ReadonlyMap<string, Shape>
  readonly costs?: Costs
}

/** The same graph in the form that runs fastest. Equal graphs and options always give equal results. */
export function applyRewrites(ir: Ir, options: RewriteOptions): Ir {
  const context = {
    shapes: options.shapes ?? new Map<string, Shape>(),
    costs: options.costs ?? DEFAULT_COSTS,
  }
  let result = ir
  for (const rewrite of REWRITES) {
    if (!rewrite.backends.includes(options.backend)) continue
    if (options.names && !options.names.has(rewrite.name)) continue
    result = rewrite.run(result, context)
  }
  return result === ir ? ir : verify(result)
}
