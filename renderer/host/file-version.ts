/** Whether a file that the page may write to is still the one that was read or written here. */
import type { FileProblemCode } from '../../core/contract/file-problem'

export interface FileVersion {
  /** Bytes. */
  readonly size: number
  readonly lastModified: number
  /** Of the whole content, as lower-case hex. */
  readonly sha256: string
}

/** @param bytes what is in `file` */
export async function versionOf(file: File, bytes: Uint8Array): Promise<FileVersion> {
  return { size: file.size, lastModified: file.lastModified, sha256: await sha256Of(bytes) }
}

/**
 * What speaks against writing `next` over the file, or null. A file that only has another time, or holds `next`
 * already, loses nothing. Rejects with a DOMException.
 */
export async function findChange(
  handle: FileSystemFileHandle,
  known: FileVersion,
  next: Uint8Array,
): Promise<FileProblemCode | null> {
  try {
    const file = await handle.getFile()
    if (file.size === known.size && file.lastModified === known.lastModified) return null
    if (file.size !== known.size && file.size !== next.byteLength) return 'changed-on-disk'
    const found = await sha256Of(new Uint8Array(await file.arrayBuffer()))
    return found === known.sha256 || found === (await sha256Of(next)) ? null : 'changed-on-disk'
  } catch (thrown) {
    if (!(thrown instanceof DOMException)) throw thrown
    if (thrown.name === 'NotFoundError') return 'gone-from-disk'
    if (thrown.name === 'TypeMismatchError') return 'folder-in-the-way'
    throw thrown
  }
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
