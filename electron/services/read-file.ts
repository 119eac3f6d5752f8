import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../core/base/result'
import { isCompanionName } from '../../core/contract/companion'
import { checkFileSize, fileProblem, type FileProblem } from '../../core/contract/file-problem'
import { isBelow } from './app-protocol'
import { problemOf } from './file-problems'

/** Reads a whole file, after a look at its size. */
export async function readWholeFile(path: string): Promise<Result<Uint8Array, FileProblem>> {
  try {
    const found = await stat(path)
    if (!found.isFile()) return fail(fileProblem('is-folder', basename(path)))
    const tooLarge = checkFileSize(basename(path), found.size)
    if (tooLarge !== null) return fail(tooLarge)
    const buffer = await readFile(path)
    return ok(new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength))
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
