/**
 * The user's weights folder: which it is, and the search in it. Both the choice and the index of what its files hold lie in
 * the app's own folder; an index that is damaged or cannot be written costs time and nothing else.
 */
import { mkdir, readFile, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Sha256 } from '../../core/base/ids'
import { fail, ok, type Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import type { MainHandlers } from '../../core/contract/main'
import {
  readChoice,
  readIndex,
  searchFolder,
  writeChoice,
  writeIndex,
  type FoundFile,
} from '../../core/file/weights-folder'
import { writeAtomically } from './atomic-write'
import { problemOf } from './file-problems'
import { folderHint } from './recent-files'
import { listValueFiles, namesInFile } from './value-files'

export type WeightsFolderTasks = Pick<
  MainHandlers,
  'weightsFolder' | 'chooseWeightsFolder' | 'forgetWeightsFolder' | 'findWeights'
>

export interface WeightsFolderOptions {
  /** The app's own folder. */
  readonly own: string
  readonly home: string
  /** Asks for a folder, starting at the one there is; an absolute path, or null when the user cancels. */
  readonly choose: (current: string | null) => Promise<string | null>
  readonly report: (problem: Error) => void
}

const FOLDER_GONE = { ENOENT: 'weights-folder-gone', ENOTDIR: 'weights-folder-gone' } as const

export function createWeightsFolder({ own, home, choose, report }: WeightsFolderOptions): WeightsFolderTasks {
  const choiceFile = join(own, 'weights-folder.json')
  const indexFile = join(own, 'weights-index.json')
  let lastSearch: Promise<unknown> = Promise.resolve()

  async function chosen(): Promise<string | null> {
    return readChoice((await readText(choiceFile)) ?? '')
  }

  async function write(path: string, text: string): Promise<void> {
    await mkdir(own, { recursive: true })
    const written = await writeAtomically(path, new TextEncoder().encode(text))
    if (!written.ok) report(new Error(written.error.message))
  }

  async function search(wanted: readonly Sha256[]): Promise<Result<readonly FoundFile[], FileProblem>> {
    const folder = await chosen()
    if (folder === null || wanted.length === 0) return ok([])
    try {
      const files = await listValueFiles(folder)
      const known = readIndex(folder, (await readText(indexFile)) ?? '')
      const { found, index } = await searchFolder(files, new Set(wanted), known, namesInFile)
      if (index.size !== known.size || [...index].some(([path, entry]) => known.get(path) !== entry))
        await write(indexFile, writeIndex(folder, index))
      return ok(found)
    } catch (thrown) {
      return fail(problemOf(thrown, folder, FOLDER_GONE))
    }
  }

  const named = (folder: string | null): { readonly name: string } | null =>
    folder === null ? null : { name: folderHint(join(folder, basename(folder)), home) }

  return {
    weightsFolder: async () => named(await chosen()),
    async chooseWeightsFolder() {
      const current = await chosen()
      const folder = await choose(current)
      if (folder === null) return named(current)
      await write(choiceFile, writeChoice(folder))
      return named(folder)
    },
    async forgetWeightsFolder() {
      await rm(choiceFile, { force: true })
      await rm(indexFile, { force: true })
      return undefined
    },
    findWeights(wanted) {
      // One after the other: each writes down what it has learnt.
      const found = lastSearch.then(() => search(wanted))
      lastSearch = found.catch(() => undefined)
      return found
    },
  }
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    // None yet, or none that can be read: then nothing was chosen or learnt.
    return null
  }
}
