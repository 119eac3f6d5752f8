/** What the overlay says of every node, and what its legend says of them all. */
import type { NodeId } from '../../core/base/ids'
import { words } from '../text/words'
import { HEAT_STEPS, stepOf, type Spread } from './heat-scale'
import type { HeatMeasure } from './measures'

/** One node under the overlay. */
export interface NodeHeat {
  /** `4.72 M · 18 %`, `unknown`, `with 64x64/Conv1`. */
  readonly text: string
  /** The same where there is little room; empty where it is told elsewhere too, or is nothing. */
  readonly short: string
  /** Of the scale, 0 the least; null where there is nothing to colour. */
  readonly step: number | null
  /** False: there may be more to it than can be told. */
  readonly isKnown: boolean
}

export interface Legend {
  /** The steps of the scale from the least to the most; empty where no node has a figure. */
  readonly steps: readonly number[]
  readonly least: string
  readonly most: string
  /** All nodes together. */
  readonly total: string
  /** What is counted, and what is not. */
  readonly notes: readonly string[]
  /** The greatest figures, the greatest first. */
  readonly hottest: readonly { readonly node: NodeId; readonly text: string }[]
}

export interface HeatOverlay {
  readonly measure: HeatMeasure
  readonly nodes: ReadonlyMap<NodeId, NodeHeat>
  readonly legend: Legend
}

/** A node's figure; null while it is not known. */
export type Figures = ReadonlyMap<NodeId, number | null>

export const ALL_STEPS: readonly number[] = Array.from({ length: HEAT_STEPS }, (_, step) => step)
const MOST_NAMED = 3

/** Figures on their common scale. */
export interface Scale {
  readonly least: number
  readonly most: number
  readonly total: number
  /** Whether no figure is missing. Only then can shares be told. */
  readonly complete: boolean
  stepOf(value: number): number | null
  /** `4.72 M · 18 %`. */
  tell(value: number): string
}

export function scaleOf(figures: Figures, spread: Spread, format: (value: number) => string): Scale {
  let least = Infinity
  let most = 0
  let total = 0
  let complete = true
  for (const figure of figures.values()) {
    if (figure === null) complete = false
    else if (figure > 0) {
      least = Math.min(least, figure)
      most = Math.max(most, figure)
      total += figure
    }
  }
  return {
    least,
    most,
    total,
    complete,
    stepOf: (value) => (value > 0 ? stepOf(value, least, most, spread) : null),
    tell: (value) =>
      complete && total > 0
        ? words.heat.figure(format(value), words.heat.percent(value / total))
        : format(value),
  }
}

export function hottestOf(figures: Figures, { tell }: Scale): Legend['hottest'] {
  const known = [...figures].flatMap(([node, figure]) =>
    figure === null || figure === 0 ? [] : { node, figure },
  )
  return known
    .sort((a, b) => b.figure - a.figure)
    .slice(0, MOST_NAMED)
    .map(({ node, figure }) => ({ node, text: tell(figure) }))
}
