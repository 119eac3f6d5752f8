/** Whether a file is still the one that was read or written here: by size and time, and where those differ, by hash. */
import { webcrypto } from 'node:crypto'
import type { WritableFiles } from './disk'

export interface FileVersion {
  /** Bytes. */
  readonly size: number
  readonly mtimeMs: number
  /** Of the whole content, as lower-case hex. */
  readonly sha256: string
}

/** On another thread: a graph with its weights may be large. */
export async function sha256Of(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex')
}

/** Whether the file still is `known`. One that holds `next` already counts, too: nothing in it would be lost. */
export async function isVersion(
  files: Pick<WritableFiles, 'readFile' | 'stat'>,
  path: string,
  known: FileVersion,
  next: Uint8Array,
): Promise<boolean> {
  const { size, mtimeMs } = await files.stat(path)
  if (size === known.size && mtimeMs === known.mtimeMs) return true
  // Copying a folder, restoring a backup and some network drives change the time and nothing else.
  if (size === known.size && (await sha256Of(await files.readFile(path))) === known.sha256) return true
  return holdsAlready(files, path, next)
}

/** Whether the file's content is `bytes` to the last one. Compares sizes before it reads. */
export async function holdsAlready(
  files: Pick<WritableFiles, 'readFile' | 'stat'>,
  path: string,
  bytes: Uint8Array,
): Promise<boolean> {
  const { size } = await files.stat(path)
  return size === bytes.byteLength && (await files.readFile(path)).equals(bytes)
}
