import { basename } from 'node:path'
import { fileProblem, type FileProblem, type FileProblemCode } from '../../core/contract/file-problem'

const CODES: Readonly<Record<string, FileProblemCode>> = {
  EACCES: 'no-permission',
  EBUSY: 'busy',
  EDQUOT: 'disk-full',
  EFBIG: 'too-large',
  EISDIR: 'is-folder',
  ENAMETOOLONG: 'name-too-long',
  ENOENT: 'not-found',
  ENOSPC: 'disk-full',
  ENOTDIR: 'not-found',
  EPERM: 'no-permission',
  EROFS: 'read-only',
  ETXTBSY: 'busy',
}

/** The `code` of a system error, or null for any other thrown value. */
export function errnoOf(thrown: unknown): string | null {
  if (!(thrown instanceof Error) || !('code' in thrown) || !('syscall' in thrown)) return null
  return typeof thrown.code === 'string' ? thrown.code : null
}

/** The problem that a system error means for the user. Rethrows what is no system error: that is our bug. */
export function problemOf(thrown: unknown, path: string): FileProblem {
  const code = errnoOf(thrown)
  if (code === null) throw thrown
  const known = CODES[code]
  return known === undefined
    ? fileProblem('failed', basename(path), `the system said ${code}`)
    : fileProblem(known, basename(path), 'it does not fit on this disk')
}
