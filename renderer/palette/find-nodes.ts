import type { NodeDefinition } from '../../core/nodedef/define-node'

/** The definitions that fit a search, best first. An empty search keeps all, in the given order. */
export function findNodes(definitions: readonly NodeDefinition[], query: string): readonly NodeDefinition[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return definitions
  return definitions
    .map((definition) => ({ definition, score: scoreOf(definition, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ definition }) => definition)
}

/** Every word must be found somewhere; the title counts most, then the keywords, then the summary. */
function scoreOf(definition: NodeDefinition, words: readonly string[]): number {
  const fields: readonly [weight: number, text: string][] = [
    [8, definition.title],
    [5, definition.type.slice(definition.type.indexOf('/') + 1)],
    ...definition.keywords.map((keyword): [number, string] => [4, keyword]),
    [2, definition.type],
    [1, definition.summary],
  ]
  let total = 0
  for (const word of words) {
    let best = 0
    for (const [weight, text] of fields)
      best = Math.max(best, weight * matchQuality(text.toLowerCase(), word))
    if (best === 0) return 0
    total += best
  }
  return total
}

/** 1 for the whole text, less for a part of it, 0 when the letters are not there. */
export function matchQuality(text: string, word: string): number {
  if (text === word) return 1
  if (text.startsWith(word)) return 0.9
  const at = text.indexOf(word)
  if (at >= 0) return /[\s/,(-]/.test(text[at - 1] ?? '') ? 0.8 : 0.6
  return text.length <= 40 ? subsequenceQuality(text, word) : 0
}

/** `lrelu` in `leaky relu`: letters in order, few gaps. Short words would match anything. */
function subsequenceQuality(text: string, word: string): number {
  if (word.length < 3) return 0
  let at = -1
  let gaps = 0
  for (const letter of word) {
    const next = text.indexOf(letter, at + 1)
    if (next < 0) return 0
    if (at >= 0 && next > at + 1) gaps++
    at = next
  }
  return gaps > 2 ? 0 : 0.3 / (1 + gaps)
}
