import * as v from 'valibot'
import { assert } from '../../base/assert'

/**
 * One step of the graph file's format. A migration imports nothing but the schemas it declares itself: what the
 * program's own types become later must never change how an old file is read.
 */
export interface FormatMigration<Before = unknown> {
  /** The format version this migration leads to. */
  readonly to: number
  /** What it changes, `links-by-port-name`; also the name of its file, `0002-links-by-port-name.ts`. */
  readonly name: string
  /** The whole file as version `to - 1` wrote it. */
  readonly before: v.GenericSchema<unknown, Before>
  up(file: Before): object
}

/** Forgets the migration's own shape, so that a list can hold all of them: `up` gets only what `before` has let through. */
export function defineMigration<Before>(migration: FormatMigration<Before>): FormatMigration {
  return migration
}

/** The format version a program writes that knows these migrations. */
export function latestVersion(migrations: readonly FormatMigration[]): number {
  return 1 + migrations.length
}

/** What is wrong with the list itself, as sentences for its author. */
export function migrationProblems(migrations: readonly FormatMigration[]): string[] {
  const problems: string[] = []
  migrations.forEach(({ to, name }, i) => {
    if (to !== i + 2) problems.push(`${name} leads to version ${to}, but its place in the list is ${i + 2}`)
    if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) problems.push(`${name} is no name-with-hyphens`)
    if (migrations.findIndex((other) => other.name === name) !== i) problems.push(`${name} is there twice`)
  })
  return problems
}

export type Migrated =
  | { readonly ok: true; readonly file: unknown }
  | { readonly ok: false; readonly issues: readonly v.BaseIssue<unknown>[] }

/** Leads `file` from `version` to the latest one: each step's shape is checked before the step is taken. */
export function migrate(file: unknown, version: number, migrations: readonly FormatMigration[]): Migrated {
  assert(version >= 1 && version <= latestVersion(migrations), `no way leads from format version ${version}`)
  let current = file
  for (const { to, before, up } of migrations.slice(version - 1)) {
    const checked = v.safeParse(before, current)
    if (!checked.success) return { ok: false, issues: checked.issues }
    current = { ...up(checked.output), formatVersion: to }
  }
  return { ok: true, file: current }
}
