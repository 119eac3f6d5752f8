/** Writes the files that a graph refers to: below the graph's folder, and never through a link that leads out of it. */
import { mkdir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fail, ok, type Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import type { Companion } from '../../core/contract/save'
import { isBelow } from './app-protocol'
import { writeAtomically } from './atomic-write'
import { systemDisk } from './disk'
import { errnoOf, problemOf, unlessMissing, type Meanings } from './file-problems'
import { holdsAlready } from './file-version'
import { Refusal } from './refusal'

/** One after the other; the first that cannot be written ends it. */
export async function writeCompanions(
  graph: string,
  companions: readonly Companion[],
): Promise<Result<undefined, FileProblem>> {
  for (const companion of companions) {
    const written = await writeCompanion(dirname(graph), companion)
    if (!written.ok) return written
  }
  return ok(undefined)
}

async function writeCompanion(
  folder: string,
  { path, bytes }: Companion,
): Promise<Result<undefined, FileProblem>> {
  const target = join(folder, path)
  try {
    const real = await realpath(folder)
    await makeFolders(folder, real, dirname(path))
    if ((await unlessMissing(stat(target))) !== null) {
      refuseOutside(real, await realpath(target))
      // Its name says what is inside, so this is the usual case from the second save on.
      if (await holdsAlready(systemDisk.files, target, bytes)) return ok(undefined)
    }
  } catch (thrown) {
    const name = basename(path)
    return fail(thrown instanceof Refusal ? thrown.problem(path) : problemOf(thrown, name, OF_FOLDERS))
  }
  const written = await writeAtomically(target, bytes)
  return written.ok ? ok(undefined) : written
}

const OF_FOLDERS: Meanings = {
  EACCES: 'read-only-folder',
  EISDIR: 'folder-in-the-way',
  ENOENT: 'folder-gone',
  ENOTDIR: 'file-in-the-way',
  EPERM: 'read-only-folder',
}

/** One level at a time, so that a link is seen before anything is made behind it. */
async function makeFolders(folder: string, real: string, below: string): Promise<void> {
  if (below === '.') return
  let made = folder
  for (const part of below.split('/')) {
    made = join(made, part)
    try {
      await mkdir(made)
    } catch (thrown) {
      if (errnoOf(thrown) !== 'EEXIST') throw thrown
      if (!(await stat(made)).isDirectory()) throw new Refusal('file-in-the-way')
    }
    refuseOutside(real, await realpath(made))
  }
}

function refuseOutside(folder: string, path: string): void {
  if (!isBelow(folder, path)) throw new Refusal('link-leads-out')
}
