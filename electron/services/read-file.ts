import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../core/base/result'
import { isCompanionName } from '../../core/contract/companion'
import { checkFileSize, fileProblem, type FileProblem } from '../../core/contract/file-problem'
import { isBelow } from './app-protocol'
import { problemOf } from './file-problems'

export interface ReadOptions {
  /** Reads from pipes and devices too. Without it they are refused: one may never end. */
  readonly pipes?: boolean
}

/** Reads a whole file, after a look at its size. */
export async function readWholeFile(
  path: string,
  options: ReadOptions = {},
): Promise<Result<Uint8Array, FileProblem>> {
  const read = await readWithTime(path, options)
  return read.ok ? ok(read.value.bytes) : read
}

/** With the time of its last change before it was read: a change in the middle is seen as one later. */
export async function readWithTime(
  path: string,
  { pipes = false }: ReadOptions = {},
): Promise<Result<{ readonly bytes: Uint8Array; readonly mtimeMs: number }, FileProblem>> {
  try {
    const found = await stat(path)
    if (found.isDirectory() || !(found.isFile() || pipes))
      return fail(fileProblem('is-folder', basename(path)))
    const tooLarge = checkFileSize(basename(path), found.size)
    if (tooLarge !== null) return fail(tooLarge)
    const buffer = await readFile(path)
    const bytes = new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength)
    return ok({ bytes, mtimeMs: found.mtimeMs })
  } catch (thrown) {
    return fail(problemOf(thrown, path))
  }
}

/**
 * Reads `name` below the folder of `path`; null when there is none. `name` comes out of a file that anybody may have
 * written: neither it nor a link on its way may lead out of that folder.
 */
export async function readCompanionFile(
  path: string,
  name: string,
): Promise<Result<Uint8Array | null, FileProblem>> {
  if (!isCompanionName(name)) return fail(fileProblem('outside-folder', name))
  try {
    const [folder, file] = await Promise.all([realpath(dirname(path)), realpath(join(dirname(path), name))])
    if (!isBelow(folder, file)) return fail(fileProblem('outside-folder', name))
    return await readWholeFile(file)
  } catch (thrown) {
    const problem = problemOf(thrown, name)
    return problem.code === 'not-found' ? ok(null) : fail(problem)
  }
}
