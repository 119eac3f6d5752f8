/** JSON with sorted keys and one entry a line, so that saved graphs diff well. Small leaves stay on one line. */
export function stableJson(value: unknown, width = 100): string {
  return print(value, '', width) + '\n'
}

function print(value: unknown, indent: string, width: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  const flat = printFlat(value)
  if (flat.length + indent.length <= width && !containsNesting(value)) return flat
  const inner = indent + '  '
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return `[\n${value.map((item) => inner + print(item, inner, width)).join(',\n')}\n${indent}]`
  }
  const entries = sortedEntries(value)
  if (entries.length === 0) return '{}'
  const lines = entries.map(([key, item]) => `${inner}${JSON.stringify(key)}: ${print(item, inner, width)}`)
  return `{\n${lines.join(',\n')}\n${indent}}`
}

function printFlat(value: unknown): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value)
  if (Array.isArray(value)) return `[${value.map(printFlat).join(', ')}]`
  const entries = sortedEntries(value)
  if (entries.length === 0) return '{}'
  return `{ ${entries.map(([key, item]) => `${JSON.stringify(key)}: ${printFlat(item)}`).join(', ')} }`
}

function containsNesting(value: object): boolean {
  const isObject = (item: unknown): item is object => typeof item === 'object' && item !== null
  const inner: unknown[] = Object.values(value)
  return inner.some((item) => isObject(item) && Object.values(item).some(isObject))
}

function sortedEntries(value: object): [string, unknown][] {
  return Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
}
