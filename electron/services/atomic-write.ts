/**
 * Writes a file so that after a crash, a full disk or a pulled plug there is either the whole old file or the whole
 * new one: temporary file beside it, fsync, rename, fsync of the folder. What fails leaves the old file as it was.
 */
import { randomBytes } from 'node:crypto'
import { constants } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../core/base/result'
import { checkSavedSize, type FileProblem } from '../../core/contract/file-problem'
import { renamePatiently, syncFolder, systemDisk, type Disk } from './disk'
import { errnoOf, problemOf, unlessMissing, type Meanings } from './file-problems'
import { holdsAlready, isVersion, type FileVersion } from './file-version'
import { keepBackup } from './keep-backup'
import { Refusal, step } from './refusal'

export interface WriteOptions {
  /** Keeps what the file held before beside it, unless that is what is written now. */
  readonly keepBackup?: boolean
  /** What the file held when it was last read or written here: any other version is not written over. */
  readonly known?: FileVersion | null
}

/** What `stat` says of the file that was written. */
export type WrittenFile = Omit<FileVersion, 'sha256'>

export async function writeAtomically(
  path: string,
  bytes: Uint8Array,
  options: WriteOptions = {},
  disk: Disk = systemDisk,
): Promise<Result<WrittenFile, FileProblem>> {
  const tooLarge = checkSavedSize(basename(path), bytes.byteLength)
  if (tooLarge !== null) return fail(tooLarge)
  try {
    const target = await realPathOf(disk, path)
    const written = await replace(disk, target, bytes, options)
    await syncFolder(disk, dirname(target))
    await removeLeftovers(disk, target)
    return ok(written)
  } catch (thrown) {
    return fail(toProblem(thrown, path))
  }
}

/** Why the file may not be written over, as far as can be told without writing; null when it may. */
export async function checkWritable(
  path: string,
  bytes: Uint8Array,
  options: WriteOptions,
  disk: Disk = systemDisk,
): Promise<FileProblem | null> {
  try {
    await modeOf(disk, await realPathOf(disk, path), bytes, options)
    return null
  } catch (thrown) {
    return toProblem(thrown, path)
  }
}

function toProblem(thrown: unknown, path: string): FileProblem {
  return thrown instanceof Refusal ? thrown.problem(basename(path)) : problemOf(thrown, path, WRITING)
}

/** What codes mean when a file is written. */
const WRITING: Meanings = {
  EFBIG: 'too-large-to-save',
  EISDIR: 'folder-in-the-way',
  ENOENT: 'folder-gone',
  ENOTDIR: 'folder-gone',
}
const OF_THE_FILE: Meanings = { EACCES: 'read-only-file', EPERM: 'read-only-file' }
const OF_THE_FOLDER: Meanings = { EACCES: 'read-only-folder', EPERM: 'read-only-folder' }
// Both the file and its folder have let themselves be written by then, so Windows means another program.
const OF_OTHERS: Meanings = { EACCES: 'busy', EPERM: 'busy' }

async function replace(
  disk: Disk,
  target: string,
  bytes: Uint8Array,
  options: WriteOptions,
): Promise<WrittenFile> {
  const { files } = disk
  const mode = await modeOf(disk, target, bytes, options)
  const temporary = temporaryBeside(target)
  try {
    const written = await writeTemporary(disk, temporary, bytes, mode)
    // That may have taken a while: what came in between is not written over either.
    const stillThere = (await modeOf(disk, target, bytes, options)) !== null
    if (options.keepBackup === true && stillThere && !(await holdsAlready(files, target, bytes)))
      await keepBackup(disk, target, temporaryBeside(target))
    await step(disk.platform === 'win32' ? OF_OTHERS : {}, renamePatiently(disk, temporary, target))
    return written
  } finally {
    // After the rename there is none. What failed before is the failure to tell.
    await files.rm(temporary, { force: true }).catch(() => undefined)
  }
}

/** The permissions that the file has now; null for a new file. Throws a refusal where it may not be replaced. */
async function modeOf(
  { files }: Disk,
  target: string,
  bytes: Uint8Array,
  { known = null }: WriteOptions,
): Promise<number | null> {
  const found = await unlessMissing(files.stat(target))
  if (found === null) {
    if (known === null) return null
    await files.stat(dirname(target)) // When its folder is gone too, that is what the user has to know.
    throw new Refusal('gone-from-disk')
  }
  if (found.isDirectory()) throw new Refusal('folder-in-the-way')
  if (!found.isFile()) throw new Refusal('failed', { detail: 'it is a device and no file' })
  if (known !== null && !(await isVersion(files, target, known, bytes))) throw new Refusal('changed-on-disk')
  // Renaming asks the folder only, and would replace a protected file.
  await step(OF_THE_FILE, files.access(target, constants.W_OK))
  return found.mode & 0o777
}

async function writeTemporary(
  { files }: Disk,
  temporary: string,
  bytes: Uint8Array,
  mode: number | null,
): Promise<WrittenFile> {
  const file = await step(OF_THE_FOLDER, files.open(temporary, 'wx', mode ?? 0o666))
  try {
    // The process' umask has a say in `open`, and none in the permissions that the file had. A drive without any
    // gives every file the same, and would refuse to change them.
    if (mode !== null && ((await file.stat()).mode & 0o777) !== mode) await file.chmod(mode)
    await file.writeFile(bytes)
    await file.sync()
    const { size, mtimeMs } = await file.stat()
    return { size, mtimeMs }
  } finally {
    await file.close()
  }
}

/** A link keeps pointing where it points: its target is replaced, not the link. A new file has no real path yet. */
async function realPathOf({ files }: Disk, path: string): Promise<string> {
  return (await unlessMissing(files.realpath(path))) ?? path
}

function temporaryPrefix(target: string): string {
  return `.${basename(target).slice(0, 64)}.`
}

function temporaryBeside(target: string): string {
  return join(dirname(target), `${temporaryPrefix(target)}${randomBytes(6).toString('hex')}.tmp`)
}

const LEFT_OVER_AFTER_MS = 60 * 60 * 1000

/** What earlier saves left when they were killed. Younger ones may belong to another program that saves right now. */
async function removeLeftovers({ files }: Disk, target: string): Promise<void> {
  const [folder, prefix] = [dirname(target), temporaryPrefix(target)]
  try {
    for (const name of await files.readdir(folder)) {
      if (!name.startsWith(prefix) || !/^[0-9a-f]{12}\.tmp$/.test(name.slice(prefix.length))) continue
      const path = join(folder, name)
      if (Date.now() - (await files.stat(path)).ctimeMs > LEFT_OVER_AFTER_MS)
        await files.rm(path, { force: true })
    }
  } catch (thrown) {
    // The file is saved; the next save tries again.
    if (errnoOf(thrown) === null) throw thrown
  }
}
