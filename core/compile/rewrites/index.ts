import type { Ir } from '../ir'
import { verify } from '../passes/verify'
import type { Shape } from '../shapes'
import { builtInCosts, type Costs, type RewriteTarget } from './costs'
import { centreNorm } from './centre-norm'
import { dropZeroNoise } from './drop-zero-noise'
import { foldConstants } from './fold-constants'
import { fuseUpConv } from './fuse-up-conv'
import { halfPrecision } from './half-precision'
import { mergeAdain } from './merge-adain'
import { mergeBias } from './merge-bias'
import type { Rewrite } from './rewrite'
import { winogradConv } from './winograd'
import { winogradUpConv } from './winograd-up'

/** In the order they run: what is left out first, and the best form of an up-convolution before the second best. */
export const REWRITES: readonly Rewrite[] = [
  foldConstants,
  dropZeroNoise,
  mergeBias,
  mergeAdain,
  centreNorm,
  halfPrecision,
  winogradUpConv,
  fuseUpConv,
  winogradConv,
]

/** The names of those that are applied unless somebody chooses. */
export const USUAL_REWRITES: ReadonlySet<string> = new Set(
  REWRITES.filter(({ onlyByName }) => onlyByName === undefined).map(({ name }) => name),
)

export interface RewriteOptions {
  readonly target: RewriteTarget
  /** The rewrites to apply, by name; the usual ones when absent. */
  readonly names?: ReadonlySet<string>
  /** Shapes known better than the graph knows them, by value name: the dims of what is really fed. */
  readonly shapes?: ReadonlyMap<string, Shape>
  /** Measured ones; the built-in ones of the target when absent. */
  readonly costs?: Costs
  /** Compute convolutions in float16, for a device that can. */
  readonly halfPrecision?: boolean
}

/** The same graph in the form that runs fastest. Equal graphs and options always give equal results. */
export function applyRewrites(ir: Ir, options: RewriteOptions): Ir {
  const context = {
    shapes: options.shapes ?? new Map<string, Shape>(),
    costs: options.costs ?? builtInCosts(options.target),
    halfPrecision: options.halfPrecision ?? false,
  }
  let result = ir
  for (const rewrite of REWRITES) {
    if (!rewrite.targets.includes(options.target)) continue
    if (!(options.names ?? USUAL_REWRITES).has(rewrite.name)) continue
    result = rewrite.run(result, context)
  }
  return result === ir ? ir : verify(result)
}
