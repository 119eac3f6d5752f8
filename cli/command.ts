import type { Diagnostic } from '../core/diagnostic/diagnostic'
import type { Result } from '../core/base/result'

/** What a command prints with `--json`, and the same for people. */
export interface Output {
  readonly json: unknown
  readonly text: string
}

/** The user called the command wrongly: exit code 2. */
export class UsageError extends Error {}

export interface Arguments {
  readonly positionals: readonly string[]
  /** The last value given for a single option. */
  value(option: string): string | undefined
  /** Every value given for an option that may be repeated. */
  values(option: string): readonly string[]
  flag(option: string): boolean
}

export interface CommandSpec {
  readonly name: string
  /** `render GRAPH -o OUT.png|OUT.npy [--set NODE.PARAM=VALUE]` */
  readonly usage: string
  readonly summary: string
  readonly positionals: { readonly min: number; readonly max: number }
  /** Options that take a value, with their short letter where they have one. */
  readonly options?: Readonly<Record<string, { readonly short?: string; readonly multiple?: boolean }>>
  readonly flags?: readonly string[]
  /** Exit code 0 or, with diagnostics, 1. Throws `UsageError` for exit code 2. */
  run(args: Arguments): Promise<Result<Output, readonly Diagnostic[]>>
}
