import type { Ir } from '../ir'
import type { Shape } from '../shapes'
import type { Costs, RewriteTarget } from './costs'

/**
 * One way to make the same values with other operators. A rewrite leaves alone whatever it does not understand, keeps
 * the names of all outputs and of every value it does not replace, and gives each new operator its old one's source.
 */
export interface Rewrite {
  /** Stable, for switching it off. */
  readonly name: string
  /** One sentence for people. */
  readonly title: string
  /** Where it is known to be right; whether it pays there, the costs say. */
  readonly targets: readonly RewriteTarget[]
  /** Why it is only applied when it is asked for by name. */
  readonly onlyByName?: string
  readonly run: (ir: Ir, context: RewriteContext) => Ir
}

export interface RewriteContext {
  /** Shapes known better than the graph knows them, by value name: the dims of what is really fed. */
  readonly shapes: ReadonlyMap<string, Shape>
  readonly costs: Costs
  /** Convolutions may be computed in float16. */
  readonly halfPrecision: boolean
}
