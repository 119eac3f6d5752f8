/** How well words fit texts: what every search of the window goes by. */

/** A text to search, and how much a find in it counts. */
export interface SearchField {
  readonly weight: number
  readonly text: string
}

export function wordsOf(query: string): readonly string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean)
}

/** The sum of each word's best place, or 0 when one of them is found nowhere. */
export function scoreOf(fields: readonly SearchField[], words: readonly string[]): number {
  let total = 0
  for (const word of words) {
    let best = 0
    for (const { weight, text } of fields)
      best = Math.max(best, weight * matchQuality(text.toLowerCase(), word))
    if (best === 0) return 0
    total += best
  }
  return total
}

/** 1 for the whole text, less for a part of it, less still for its letters in order, 0 when they are not there. */
export function matchQuality(text: string, word: string): number {
  return partQuality(text, word) || (text.length <= 40 ? subsequenceQuality(text, word) : 0)
}

/** As `matchQuality`, but only for words that stand in the text as they are. */
export function partQuality(text: string, word: string): number {
  if (text === word) return 1
  if (text.startsWith(word)) return 0.9
  const at = text.indexOf(word)
  if (at < 0) return 0
  return /[\s/,(-]/.test(text[at - 1] ?? '') ? 0.8 : 0.6
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
