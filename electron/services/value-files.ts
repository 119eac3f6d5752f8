/** The files below a folder that may hold weights and pictures, for the search by hash. Used by the command line as well. */
import { createHash } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isSha256, type Sha256 } from '../../core/base/ids'
import { extensionOf } from '../../core/contract/file-types'
import { namesIn, VALUE_FILES } from '../../core/file/values-in'
import { FOLDER_LIMITS, type FolderFile } from '../../core/file/weights-folder'
import { readWholeFile } from './read-file'

/**
 * In the order of their paths, as far as the limits go. Links are not followed, so that nothing outside the folder is read;
 * what cannot be looked at is left out. Rejects with Node's error when the folder itself cannot be read.
 */
export async function listValueFiles(root: string): Promise<readonly FolderFile[]> {
  const files: FolderFile[] = []
  let folders = 0

  async function walk(below: string, depth: number): Promise<void> {
    if (++folders > FOLDER_LIMITS.folders) return
    const entries = await readdir(join(root, below), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (files.length >= FOLDER_LIMITS.files) return
      const path = below === '' ? entry.name : `${below}/${entry.name}`
      if (entry.isDirectory() && depth < FOLDER_LIMITS.depth) {
        await walk(path, depth + 1).catch((thrown: unknown) => leaveOut(thrown))
      } else if (entry.isFile() && VALUE_FILES.includes(extensionOf(entry.name))) {
        const found = await stat(join(root, path)).catch((thrown: unknown) => leaveOut(thrown))
        if (found) files.push(fileAt(root, path, found))
      }
    }
  }
  await walk('', 1)
  return files
}

function fileAt(
  root: string,
  path: string,
  { size, mtimeMs }: { readonly size: number; readonly mtimeMs: number },
): FolderFile {
  return {
    path,
    size,
    modified: mtimeMs,
    async read() {
      const bytes = await readWholeFile(join(root, path))
      return bytes.ok ? bytes.value : null
    },
  }
}

/** What a file holds, by Node's own SHA-256: ten times as fast as one in JavaScript. */
export function namesInFile(bytes: Uint8Array): readonly Sha256[] {
  return namesIn(bytes, (part) => {
    const hash = createHash('sha256').update(part).digest('hex')
    if (!isSha256(hash)) throw new Error(`Internal error: ${hash} is no SHA-256`)
    return hash
  })
}

/** One folder or file that is closed to us, or has just gone, does not end the search. A bug does. */
function leaveOut(thrown: unknown): null {
  if (thrown instanceof Error && 'code' in thrown) return null
  throw thrown
}
