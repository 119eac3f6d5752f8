import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError, warning } from '../diagnostic/diagnostic'

/** What a reader finds wrong, up to a number that people can still read: a hostile file can hold a million mistakes. */
export interface Problems {
  readonly hasErrors: boolean
  /** An error that somebody else has put into words. */
  add(error: Diagnostic): void
  error(code: string, path: string, message: string, nextStep?: string): void
  warn(code: string, path: string, message: string, nextStep?: string): void
  errors(): readonly Diagnostic[]
  warnings(): readonly Diagnostic[]
}

const MOST_SHOWN = 50

export function createProblems(): Problems {
  const errors = createList()
  const warnings = createList()
  return {
    get hasErrors() {
      return errors.count() > 0
    },
    add: (error) => errors.add(() => error),
    error: (code, path, message, nextStep) => errors.add(() => fileError(code, path, message, nextStep)),
    warn: (code, path, message, nextStep) =>
      warnings.add(() => warning(code, { kind: 'file', path }, message, nextStep)),
    errors: () =>
      errors.closed((more) => fileError('file/more', 'file', `There are ${more} more mistakes like these.`)),
    warnings: () =>
      warnings.closed((more) =>
        warning('file/more', { kind: 'file', path: 'file' }, `There are ${more} more warnings like these.`),
      ),
  }
}

interface CappedList {
  count(): number
  add(make: () => Diagnostic): void
  closed(last: (more: number) => Diagnostic): readonly Diagnostic[]
}

function createList(): CappedList {
  const shown: Diagnostic[] = []
  let count = 0
  return {
    count: () => count,
    add(make) {
      if (count++ < MOST_SHOWN) shown.push(make())
    },
    closed: (last) => (count > shown.length ? [...shown, last(count - shown.length)] : shown),
  }
}

/** Says of diagnostics about the inside of a file which file inside the archive, or beside the graph, it is. */
export function within(entry: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((d) =>
    d.place.kind === 'file' ? { ...d, place: { ...d.place, path: `${entry}: ${d.place.path}` } } : d,
  )
}

/** Says of diagnostics about the inside of a file which file on the disk it is. */
export function inFile(file: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((d) =>
    d.place.kind === 'file' && d.place.file === undefined ? { ...d, place: { ...d.place, file } } : d,
  )
}
