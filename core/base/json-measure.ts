export interface JsonMeasure {
  /** How deep objects and arrays lie in each other; 0 for a lone value. */
  readonly depth: number
  /** Values, keys not counted; a few too many where a list is empty. */
  readonly values: number
}

/**
 * How large `text` would be as data, without building it: a small file can hold millions of empty lists,
 * which take far more memory once parsed. Takes any text; what is not JSON only measures oddly.
 */
export function measureJson(text: string): JsonMeasure {
  let open = 0
  let depth = 0
  let values = 1
  for (let at = 0; at < text.length; at++) {
    switch (text[at]) {
      case '"':
        at = stringEnd(text, at) - 1
        break
      case '{':
      case '[':
        open++
        depth = Math.max(depth, open)
        values++
        break
      case '}':
      case ']':
        open--
        break
      case ',':
        values++
        break
      default:
    }
  }
  return { depth, values }
}

/** The offset after the closing quotation mark of the string that begins at `start`. */
export function stringEnd(json: string, start: number): number {
  let at = start + 1
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1
  return at + 1
}
