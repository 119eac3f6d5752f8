import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import { words } from '../text/words'

/** The words for a category, in the order in which data flows through a generator. */
const TITLES: Readonly<Record<string, string>> = {
  input: 'Inputs',
  mapping: 'Mapping',
  style: 'Style',
  noise: 'Noise',
  conv: 'Convolution',
  norm: 'Normalisation',
  activation: 'Activation',
  arithmetic: 'Arithmetic',
  output: 'Outputs',
  block: words.blocks.category,
  graph: 'Graph',
}

export interface Category {
  readonly id: string
  readonly title: string
  readonly nodes: readonly NodeDefinition[]
}

/** A folder that has no words here yet is shown under its own name, after the others. */
export function categoryTitle(category: string): string {
  return TITLES[category] ?? category.charAt(0).toUpperCase() + category.slice(1)
}

export function groupByCategory(definitions: readonly NodeDefinition[]): readonly Category[] {
  const ids = new Set(definitions.map((definition) => categoryOf(definition.type)))
  const known = Object.keys(TITLES).filter((id) => ids.has(id))
  const others = [...ids].filter((id) => !Object.hasOwn(TITLES, id)).sort()
  return [...known, ...others].map((id) => ({
    id,
    title: categoryTitle(id),
    nodes: definitions
      .filter((definition) => categoryOf(definition.type) === id)
      .sort((a, b) => a.title.localeCompare(b.title)),
  }))
}
