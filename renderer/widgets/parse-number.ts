/**
 * The number in what a user typed, or undefined: `1e-8`, `0,5`, `2^9`, `3/4`, with or without the parameter's unit.
 */
export function parseNumber(text: string, unit?: string): number | undefined {
  let rest = text.trim().toLowerCase()
  if (unit !== undefined && rest.endsWith(unit.toLowerCase())) rest = rest.slice(0, -unit.length).trim()
  rest = rest.replace(/[\s_]/g, '').replace('−', '-')
  const operation = /^([^^*/]+)([\^*/])([^^*/]+)$/.exec(rest)
  if (!operation) return parseLiteral(rest)
  const left = parseLiteral(operation[1] ?? '')
  const right = parseLiteral(operation[3] ?? '')
  if (left === undefined || right === undefined) return undefined
  return finite(calculate(left, operation[2] ?? '', right))
}

function calculate(left: number, operator: string, right: number): number {
  if (operator === '^') return left ** right
  return operator === '*' ? left * right : left / right
}

function parseLiteral(text: string): number | undefined {
  if (!/^[-+]?(\d+([.,]\d*)?|[.,]\d+)(e[-+]?\d+)?$/.test(text)) return undefined
  return finite(Number(text.replace(',', '.')))
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined
}
