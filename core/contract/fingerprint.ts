import { hash32 } from '../base/hash'
import type { ContractSpec, Guard } from './define'

/** Eight hex digits that change when a task, an event or a guard changes. Not a secret, only a comparison. */
export function fingerprint(name: string, spec: ContractSpec): string {
  const members = Object.keys(spec)
    .sort()
    .map((key) => {
      const member = spec[key]
      if (member === undefined) return key
      return member.kind === 'task'
        ? `${key}(${member.guards.map(describe).join(',')})${member.cancellable ? '~' : ''}`
        : `${key}:${describe(member.guard)}`
    })
  return hash32(`${name}{${members.join(';')}}`)
    .toString(16)
    .padStart(8, '0')
}

/** A schema as text: its type, then whatever data and inner schemas it was made from. */
function describe(schema: Guard): string {
  return describePart(schema, new Set())
}

// Valibot's own bookkeeping: it says nothing about the shape.
const SKIPPED = new Set(['~run', '~standard', 'reference', 'message', 'async', 'kind'])

function describePart(part: unknown, parents: ReadonlySet<unknown>): string {
  // A function's name is not used: one side of the border may be minified.
  if (typeof part === 'function') return 'function'
  if (part instanceof RegExp) return String(part)
  if (typeof part !== 'object' || part === null) return String(part)
  if (parents.has(part)) return '^'
  const inside = new Set([...parents, part])
  const inner = Object.entries(part)
    .filter(([key]) => !SKIPPED.has(key))
    .map(([key, value]) => `${key}=${describePart(value, inside)}`)
  return `{${inner.join(',')}}`
}
