import { basename } from 'node:path'
import { fileProblem, type FileProblem, type FileProblemCode } from '../../core/contract/file-problem'

/** What codes of the system mean for the user. */
export type Meanings = Readonly<Record<string, FileProblemCode>>

const CODES: Meanings = {
  EACCES: 'no-permission',
  EBUSY: 'busy',
  EDQUOT: 'disk-full',
  EFBIG: 'too-large',
  EHOSTDOWN: 'drive-gone',
  EIO: 'drive-gone',
  EISDIR: 'is-folder',
  ENAMETOOLONG: 'name-too-long',
  ENODEV: 'drive-gone',
  ENOENT: 'not-found',
  ENOSPC: 'disk-full',
  ENOTDIR: 'not-found',
  ENXIO: 'drive-gone',
  EPERM: 'no-permission',
  EROFS: 'read-only',
  ESTALE: 'drive-gone',
  ETXTBSY: 'busy',
}

/** The `code` of a system error, or null for any other thrown value. */
export function errnoOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return null
  return typeof thrown.code === 'string' ? thrown.code : null
}

/** Null for what is not there. */
export async function unlessMissing<Value>(work: Promise<Value>): Promise<Value | null> {
  try {
    return await work
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return null
    throw thrown
  }
}

/**
 * The problem that a system error means for the user; `meanings` go before the general ones. Rethrows what is no
 * system error: that is our bug.
 */
export function problemOf(thrown: unknown, path: string, meanings: Meanings = {}): FileProblem {
  const code = errnoOf(thrown)
  if (code === null) throw thrown
  const known = meanings[code] ?? CODES[code]
  return known === undefined
    ? fileProblem('failed', basename(path), `the system said ${code}`)
    : fileProblem(known, basename(path), 'it does not fit on this disk')
}
