import type { NodeDefinition } from '../../core/nodedef/define-node'
import { scoreOf, wordsOf, type SearchField } from '../search/match'

/** The definitions that fit a search, best first. An empty search keeps all, in the given order. */
export function findNodes(definitions: readonly NodeDefinition[], query: string): readonly NodeDefinition[] {
  const words = wordsOf(query)
  if (words.length === 0) return definitions
  return definitions
    .map((definition) => ({ definition, score: scoreOf(fieldsOf(definition), words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ definition }) => definition)
}

/** The title counts most, then the keywords, then the summary. */
function fieldsOf({ title, type, keywords, summary }: NodeDefinition): readonly SearchField[] {
  return [
    { weight: 8, text: title },
    { weight: 5, text: type.slice(type.indexOf('/') + 1) },
    ...keywords.map((text) => ({ weight: 4, text })),
    { weight: 2, text: type },
    { weight: 1, text: summary },
  ]
}
