/**
 * Writes a file so that after a crash, a full disk or a pulled plug there is either the whole old file or the whole
 * new one: temporary file beside it, fsync, rename, fsync of the folder.
 */
import { randomBytes } from 'node:crypto'
import * as nodeFiles from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../core/base/result'
import { checkFileSize, type FileProblem } from '../../core/contract/file-problem'
import { errnoOf, problemOf } from './file-problems'

/** The part of `node:fs/promises` that is used here; a test passes one whose disk fills up. */
export type WritableFiles = Pick<typeof nodeFiles, 'open' | 'realpath' | 'rename' | 'rm' | 'stat'>

export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  files: WritableFiles = nodeFiles,
): Promise<Result<undefined, FileProblem>> {
  const tooLarge = checkFileSize(basename(path), bytes.byteLength)
  if (tooLarge !== null) return fail(tooLarge)
  try {
    // A link keeps pointing where it points: its target is replaced, not the link. A new file has no real path yet;
    // what else is wrong with the path, opening it will say.
    const target = await files.realpath(path).catch(() => path)
    await replace(target, bytes, files)
    return ok(undefined)
  } catch (thrown) {
    return fail(problemOf(thrown, path))
  }
}

async function replace(target: string, bytes: Uint8Array, files: WritableFiles): Promise<void> {
  const folder = dirname(target)
  const temporary = join(folder, `.${basename(target).slice(0, 64)}.${randomBytes(6).toString('hex')}.tmp`)
  const mode = await modeOf(target, files)
  try {
    const file = await files.open(temporary, 'wx')
    try {
      // The process' umask has a say in `open`, and none in the permissions that the file had.
      if (mode !== null) await file.chmod(mode)
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await files.rename(temporary, target)
  } catch (thrown) {
    await files.rm(temporary, { force: true }).catch(() => undefined) // The first failure is the one to tell.
    throw thrown
  }
  await syncFolder(folder, files)
}

/** The permissions that the file has now; null for a new file. Throws EISDIR for a folder. */
async function modeOf(target: string, files: WritableFiles): Promise<number | null> {
  try {
    const found = await files.stat(target)
    if (found.isDirectory())
      throw Object.assign(new Error('is a folder'), { code: 'EISDIR', syscall: 'stat' })
    return found.mode & 0o777
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return null
    throw thrown
  }
}

/** Makes the rename itself survive a power cut. Windows cannot open folders, and needs it not. */
async function syncFolder(folder: string, files: WritableFiles): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await files.open(folder, 'r')
  try {
    await handle.sync()
  } catch (thrown) {
    // Some network file systems cannot sync a folder. The file itself is whole and synced.
    if (errnoOf(thrown) !== 'EINVAL' && errnoOf(thrown) !== 'ENOTSUP') throw thrown
  } finally {
    await handle.close()
  }
}
