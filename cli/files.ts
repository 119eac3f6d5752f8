import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../core/base/result'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'

/** Reading and writing for the command line: a failing file is a diagnostic that names it. */

const LARGEST_FILE = 4 * 2 ** 30

export async function readInput(path: string): Promise<Result<Uint8Array, readonly Diagnostic[]>> {
  try {
    const { size } = await stat(path)
    if (size > LARGEST_FILE)
      return fail([
        fileProblem(path, 'file/too-large', `The file is ${size} bytes; at most ${LARGEST_FILE} are read.`),
      ])
    return ok(await readFile(path))
  } catch (problem) {
    return fail([fileProblem(path, 'file/unreadable', `The file cannot be read: ${reason(problem)}.`)])
  }
}

/** Writes beside the target and renames, so that the target is whole or untouched. */
export async function writeOutput(
  path: string,
  bytes: Uint8Array | string,
): Promise<Result<null, readonly Diagnostic[]>> {
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  try {
    await writeFile(temporary, bytes, { flush: true })
    await rename(temporary, path)
    return ok(null)
  } catch (problem) {
    await rm(temporary, { force: true })
    return fail([fileProblem(path, 'file/unwritable', `The file cannot be written: ${reason(problem)}.`)])
  }
}

function fileProblem(path: string, code: string, message: string): Diagnostic {
  return error(code, { kind: 'file', path: 'file', file: path }, message)
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it, or its folder, does not exist',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
  EROFS: 'the disk is read-only',
}

function reason(problem: unknown): string {
  const code = problem instanceof Error && 'code' in problem ? String(problem.code) : ''
  return REASONS[code] ?? (problem instanceof Error ? problem.message : String(problem))
}
