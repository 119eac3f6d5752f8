import { stringEnd } from './json-measure'

/**
 * Finds a key that one object holds twice. `JSON.parse` would keep the last one and say nothing, so a file
 * could mean one thing to us and another to the next reader.
 *
 * `json` must be valid JSON. `offset` counts UTF-16 units from the start of the text.
 */
export function findDuplicateKey(
  json: string,
): { readonly key: string; readonly offset: number } | undefined {
  // The keys of each open object, innermost last; an open array has none.
  const open: (Set<string> | undefined)[] = []
  let at = 0
  while (at < json.length) {
    const char = json[at]
    if (char === '"') {
      const end = stringEnd(json, at)
      const keys = open.at(-1)
      if (keys && isKey(json, end)) {
        const key = String(JSON.parse(json.slice(at, end)))
        if (keys.has(key)) return { key, offset: at }
        keys.add(key)
      }
      at = end
      continue
    }
    if (char === '{') open.push(new Set())
    else if (char === '[') open.push(undefined)
    else if (char === '}' || char === ']') open.pop()
    at++
  }
  return undefined
}

function isKey(json: string, afterString: number): boolean {
  let at = afterString
  while (json[at] === ' ' || json[at] === '\n' || json[at] === '\r' || json[at] === '\t') at++
  return json[at] === ':'
}
