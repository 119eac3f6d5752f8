import { partQuality } from '../search/match'
import type { FindEntry, FindField, FindKind } from './find-index'

export interface Found {
  readonly entry: FindEntry
  /** The field that fits the search best. */
  readonly field: FindField
}

const WEIGHTS: Readonly<Record<FindKind, number>> = { title: 8, id: 7, type: 5, parameter: 3, shape: 3 }
/** One field that holds the whole search is a better find than several that share it. */
const WHOLE_BONUS = 2

interface Word {
  readonly text: string
  /** Present where the word can be (a part of) a shape. */
  readonly dims?: readonly string[]
}

/**
 * The nodes in which every word of the search is found: in the title, the type, the id, a parameter's name or
 * value, or an output's shape (`512 x 16 x 16`, `16x16`). Best first, equals in the order of the graph.
 */
export function findInGraph(entries: readonly FindEntry[], query: string): readonly Found[] {
  const words = parseQuery(query)
  if (words.length === 0) return []
  const found: (Found & { readonly score: number })[] = []
  for (const entry of entries) {
    const match = matchEntry(entry, words)
    if (match) found.push({ entry, ...match })
  }
  return found.sort((a, b) => b.score - a.score)
}

function matchEntry(
  { fields, allKeys }: FindEntry,
  words: readonly Word[],
): { readonly field: FindField; readonly score: number } | null {
  // Most nodes end here: that is what keeps a search through thousands of them within a frame.
  if (words.some(({ text, dims }) => !dims && !allKeys.includes(text))) return null
  const best = words.map(() => 0)
  let shown: FindField | null = null
  let shownScore = 0
  for (const field of fields) {
    let sum = 0
    let count = 0
    for (const [index, word] of words.entries()) {
      const quality = WEIGHTS[field.kind] * matchField(field, word)
      if (quality === 0) continue
      sum += quality
      count++
      best[index] = Math.max(best[index] ?? 0, quality)
    }
    const score = count === words.length ? sum * WHOLE_BONUS : sum
    if (score > shownScore) {
      shown = field
      shownScore = score
    }
  }
  if (!shown || best.includes(0)) return null
  return { field: shown, score: Math.max(shownScore, ...best) }
}

function matchField(field: FindField, { text, dims }: Word): number {
  if (field.dims) return dims ? matchDims(field.dims, dims) : 0
  let best = 0
  for (const key of field.keys) best = Math.max(best, partQuality(key, text))
  return best
}

/** 1 for the whole shape, 0.9 for all but the batch, less for other parts; sizes must be equal, `512` is not `51`. */
function matchDims(shape: readonly string[], dims: readonly string[]): number {
  for (let start = shape.length - dims.length; start >= 0; start--) {
    if (!dims.every((dim, index) => dim === shape[start + index])) continue
    if (dims.length === shape.length) return 1
    return start === 1 && dims.length > 1 ? 0.9 : dims.length > 1 ? 0.8 : 0.5
  }
  return 0
}

/** Sizes with signs between them are one word, however they are spaced; `filters=8` is two. */
function parseQuery(query: string): readonly Word[] {
  return query
    .toLowerCase()
    .replace(/(?<=^|[\s×x*])(\d+|n|\?)\s*[x×*]\s*(?=(\d+|n|\?)(?=$|[\s×x*]))/g, '$1×')
    .split(/[\s=]+/)
    .filter(Boolean)
    .map((word) => {
      const text = word.replaceAll('×', 'x')
      return /^(\d+|n|\?)(×(\d+|n|\?))*$/.test(word) && word !== 'n'
        ? { text, dims: word.split('×') }
        : { text }
    })
}
