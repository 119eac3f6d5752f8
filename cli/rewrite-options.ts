import { REWRITES, USUAL_REWRITES } from '../core/compile/rewrites/index'
import { UsageError, type Arguments } from './command'

export const REWRITE_OPTIONS = { without: { multiple: true }, with: { multiple: true } } as const

/** The usual rewrites, those of `--with NAME`, and not those of `--without NAME`. */
export function chosenRewrites(args: Arguments): ReadonlySet<string> {
  const without = new Set(args.values('without'))
  const wanted = new Set([...USUAL_REWRITES, ...args.values('with')])
  const stranger = [...without, ...wanted].find((name) => !REWRITES.some((rewrite) => rewrite.name === name))
  if (stranger !== undefined)
    throw new UsageError(`There is no rewrite ${stranger}. There are:\n${rewriteList()}`)
  return new Set([...wanted].filter((name) => !without.has(name)))
}

/** One line a rewrite: its name and what it does. */
export function rewriteList(): string {
  const width = Math.max(...REWRITES.map(({ name }) => name.length))
  return REWRITES.map(
    ({ name, title, onlyByName }) =>
      `  ${name.padEnd(width)}  ${title}${onlyByName === undefined ? '' : ` (only by name: ${onlyByName})`}\n`,
  ).join('')
}
