/** One backup of a graph: what the file held before it was last saved, under its name and `.backup`. */
import { constants } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { renamePatiently, type Disk } from './disk'
import { errnoOf, type Meanings } from './file-problems'
import { step } from './refusal'

const ENDING = '.backup'
const MAX_NAME_BYTES = 255
const IN_THE_WAY: Meanings = { EISDIR: 'folder-in-the-way' }

/** Ends with what no program opens by a double click, so that nobody works in a backup by mistake. */
export function backupPath(path: string): string {
  let name = basename(path)
  while (Buffer.byteLength(name + ENDING) > MAX_NAME_BYTES) name = name.slice(0, -1)
  return join(dirname(path), name + ENDING)
}

/** The file stays where it is and as it is; an older backup is replaced at once. */
export async function keepBackup(disk: Disk, path: string, temporary: string): Promise<void> {
  const { files } = disk
  try {
    // A second name for the same file costs neither time nor room.
    await files.link(path, temporary)
  } catch (thrown) {
    if (errnoOf(thrown) === null) throw thrown
    // Many drives have no links, and say so in many ways. What is wrong besides, copying will say.
    await copy(disk, path, temporary)
  }
  const backup = backupPath(path)
  try {
    await step(IN_THE_WAY, renamePatiently(disk, temporary, backup), { name: basename(backup) })
  } finally {
    // Renaming to a name of the very same file does nothing and leaves both.
    await files.rm(temporary, { force: true })
  }
}

async function copy({ files }: Disk, from: string, to: string): Promise<void> {
  try {
    await files.copyFile(from, to, constants.COPYFILE_EXCL)
    const file = await files.open(to, 'r+')
    try {
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (thrown) {
    await files.rm(to, { force: true }).catch(() => undefined) // The first failure is the one to tell.
    throw thrown
  }
}
