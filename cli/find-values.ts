/** `--weights-folder DIR`: weights and pictures that a graph names and has not got are looked for below a folder, by hash. */
import { fail, ok, type Result } from '../core/base/result'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import { everyNode } from '../core/doc/block'
import type { Document } from '../core/doc/document'
import { takeValues } from '../core/file/values-in'
import { searchFolder } from '../core/file/weights-folder'
import { namedValues } from '../core/weights/named-values'
import type { MutableTensorStore } from '../core/weights/tensor-store'
import { problemOf } from '../electron/services/file-problems'
import { listValueFiles, namesInFile } from '../electron/services/value-files'

/** Takes what is found into the store. Fails when the folder itself cannot be read. */
export async function findValues(
  folder: string,
  document: Document,
  store: MutableTensorStore,
): Promise<Result<null, readonly Diagnostic[]>> {
  const named = namedValues(everyNode(document))
  const wanted = new Set([...named].filter((sha256) => !store.tensor(sha256) && !store.picture(sha256)))
  if (wanted.size === 0) return ok(null)
  try {
    const { found } = await searchFolder(await listValueFiles(folder), wanted, new Map(), namesInFile)
    for (const { bytes } of found) takeValues(bytes, wanted, store)
    return ok(null)
  } catch (thrown) {
    const { message, nextStep } = problemOf(thrown, folder)
    return fail([error('file/unreadable', { kind: 'file', path: 'file', file: folder }, message, nextStep)])
  }
}
