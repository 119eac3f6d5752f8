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

/**
 * 1 for the whole text, less for a part of it, less still for its letters in order or with one slip of the finger, 0 when
 * they are not there.
 */
export function matchQuality(text: string, word: string): number {
  const part = partQuality(text, word)
  if (part > 0 || text.length > 40) return part
  return Math.max(subsequenceQuality(text, word), slipQuality(text, word))
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

/** `upsmaple` for `upsample`: one letter too many, too few, another or swapped. Short words would match anything. */
function slipQuality(text: string, word: string): number {
  if (word.length < 5) return 0
  return text.split(/[\s/,()-]+/).some((other) => isOneSlipApart(other, word)) ? 0.2 : 0
}

function isOneSlipApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let at = 0
  while (at < a.length && a[at] === b[at]) at++
  const isSwapped =
    a[at] === b[at + 1] && a[at + 1] === b[at] && at + 1 < a.length && a.slice(at + 2) === b.slice(at + 2)
  return (
    isSwapped ||
    a.slice(at + 1) === b.slice(at + 1) ||
    a.slice(at + 1) === b.slice(at) ||
    a.slice(at) === b.slice(at + 1)
  )
}
