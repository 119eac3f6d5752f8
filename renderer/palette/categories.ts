import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import { words } from '../text/words'

/** The order in which data flows through a generator. */
const ORDER: readonly string[] = [
  'input',
  'mapping',
  'style',
  'noise',
  'conv',
  'norm',
  'activation',
  'arithmetic',
  'output',
  'block',
  'graph',
]
const TITLES: Readonly<Record<string, string>> = words.palette.categories

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
  const known = ORDER.filter((id) => ids.has(id))
  const others = [...ids].filter((id) => !ORDER.includes(id)).sort()
  return [...known, ...others].map((id) => ({
    id,
    title: categoryTitle(id),
    nodes: definitions
      .filter((definition) => categoryOf(definition.type) === id)
      .sort((a, b) => a.title.localeCompare(b.title)),
  }))
}
