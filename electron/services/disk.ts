/** What saving uses of the system. A test passes a disk that fills up, vanishes or is held by another program. */
import * as nodeFiles from 'node:fs/promises'
import { setTimeout as wait } from 'node:timers/promises'
import { errnoOf } from './file-problems'

export type WritableFiles = Pick<
  typeof nodeFiles,
  'access' | 'copyFile' | 'link' | 'open' | 'readFile' | 'readdir' | 'realpath' | 'rename' | 'rm' | 'stat'
>

export interface Disk {
  readonly files: WritableFiles
  readonly platform: NodeJS.Platform
  readonly wait: (ms: number) => Promise<unknown>
}

export const systemDisk: Disk = { files: nodeFiles, platform: process.platform, wait }

const RETRY_AFTER_MS = [20, 80, 300, 800]

/**
 * Renames, and waits a little while another program holds the file: virus scanners and indexers open what was just
 * written, and Windows then refuses with words that it uses for missing rights too.
 */
export async function renamePatiently(disk: Disk, from: string, to: string): Promise<void> {
  for (const pause of RETRY_AFTER_MS) {
    try {
      return await disk.files.rename(from, to)
    } catch (thrown) {
      if (!isHeld(thrown, disk.platform)) throw thrown
      await disk.wait(pause)
    }
  }
  return disk.files.rename(from, to)
}

function isHeld(thrown: unknown, platform: NodeJS.Platform): boolean {
  const code = errnoOf(thrown)
  return code === 'EBUSY' || (platform === 'win32' && (code === 'EPERM' || code === 'EACCES'))
}

/** Makes a rename survive a power cut. Windows cannot open folders, and needs it not. */
export async function syncFolder(disk: Disk, folder: string): Promise<void> {
  if (disk.platform === 'win32') return
  try {
    const handle = await disk.files.open(folder, 'r')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  } catch (thrown) {
    // Some network file systems cannot sync a folder, and some folders may be written and not read. The file itself is
    // whole and synced.
    if (!CANNOT_SYNC.has(errnoOf(thrown) ?? '')) throw thrown
  }
}

const CANNOT_SYNC = new Set(['EINVAL', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EACCES', 'EPERM'])
