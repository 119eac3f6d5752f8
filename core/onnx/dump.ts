import type { Ir } from '../compile/ir'
import type { Attribute } from '../nodedef/emitter'
import { formatDims, type Dim } from '../tensor/wire-type'

/** The graph as text, one line a value: what golden files hold and what a model's key is made of. */
export function dumpIr(ir: Ir): string {
  const lines: string[] = []
  for (const { name, dims } of ir.inputs) lines.push(`input ${name} [${dimList(dims)}]`)
  for (const { name, dtype, dims, key } of ir.initializers)
    lines.push(`${dtype} ${name} [${dimList(dims)}] = ${key}`)
  for (const { output, type, inputs, attributes } of ir.operators) {
    const settings = formatAttributes(attributes)
    lines.push(
      `${output} = ${type}(${inputs.map((name) => name || '-').join(', ')})${settings && ` ${settings}`}`,
    )
  }
  for (const { name, type } of ir.outputs) lines.push(`output ${name} ${type.kind} ${formatDims(type.dims)}`)
  return lines.join('\n') + '\n'
}

function dimList(dims: readonly Dim[]): string {
  return dims.join(', ')
}

/** `{axis=1, mode="nearest"}`, or nothing for no attributes. */
export function formatAttributes(attributes: Readonly<Record<string, Attribute>>): string {
  const settings = Object.entries(attributes).map(([key, value]) => `${key}=${formatAttribute(value)}`)
  return settings.length > 0 ? `{${settings.join(', ')}}` : ''
}

function formatAttribute(value: Attribute): string {
  if (typeof value === 'object' && 'float' in value) return `${value.float}f`
  if (typeof value === 'object' && 'floats' in value)
    return `[${value.floats.map((n) => `${n}f`).join(', ')}]`
  return JSON.stringify(value)
}
