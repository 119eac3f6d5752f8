import * as v from 'valibot'
import { clipName, quote } from '../base/quote'
import type { Problems } from './problems'

/** The value as the schema's type, or undefined after saying what is wrong, each thing at its own path. */
export function checkShape<Schema extends v.GenericSchema>(
  schema: Schema,
  value: unknown,
  path: string,
  problems: Problems,
): v.InferOutput<Schema> | undefined {
  const result = v.safeParse(schema, value)
  if (result.success) return result.output
  for (const issue of result.issues) reportIssue(issue, path, problems)
  return undefined
}

export function reportIssue(issue: v.BaseIssue<unknown>, path: string, problems: Problems): void {
  const keys = (issue.path ?? []).map(({ key }) => clipName(String(key)))
  const at = [...(path === '' ? [] : [path]), ...keys].join('/') || 'file'
  const name = keys.at(-1) ?? path.slice(path.lastIndexOf('/') + 1)
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    problems.error(
      'file/unknown-key',
      at,
      `There is no field "${name}" here.`,
      'Remove it or correct its name.',
    )
  } else if (keys.length > 0 && issue.type === 'strict_object' && issue.input === undefined) {
    problems.error('file/missing', at, `The field "${name}" is missing.`)
  } else {
    const subject = name === '' ? 'The file' : `"${name}"`
    const message = issue.message.startsWith('must ') ? issue.message : 'must be an object'
    problems.error('file/bad-value', at, `${subject} ${message}, not ${describe(issue.input)}.`)
  }
}

function describe(value: unknown): string {
  if (typeof value === 'string') return quote(value, 40)
  if (Array.isArray(value)) return `a list of ${value.length}`
  if (typeof value === 'object' && value !== null) return 'an object'
  return String(value)
}
