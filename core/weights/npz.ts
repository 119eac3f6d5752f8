/** .npz, numpy's file for several arrays: a zip archive of .npy files. */
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import { clipName, quote } from '../base/quote'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'
import { readZip } from '../file/zip'
import type { ZipLimits } from '../file/zip-directory'
import type { Tensor } from '../tensor/tensor'
import { readNpy } from './npy'
import { METADATA_KEY } from './safetensors-entries'
import type { TensorFile } from './tensor-file'

const SUFFIX = '.npy'
const MAX_PROBLEMS = 20

/**
 * The entry `a/b.npy` becomes the tensor `a/b`; errors in it are placed at `a/b.npy: byte 12`. An .npz has
 * no metadata.
 */
export function readNpz(
  bytes: Uint8Array,
  limits: Partial<ZipLimits> = {},
): Result<TensorFile, readonly Diagnostic[]> {
  const files = readZip(bytes, limits)
  if (!files.ok) return files

  const tensors = new Map<string, Tensor>()
  const problems: Diagnostic[] = []
  for (const [entry, data] of files.value) {
    const array = readEntry(entry, data)
    if (array.ok) tensors.set(entry.slice(0, -SUFFIX.length), array.value)
    else problems.push(...array.error)
    if (problems.length >= MAX_PROBLEMS) break
  }
  return problems.length > 0 ? fail(problems) : ok({ tensors, metadata: new Map() })
}

function readEntry(entry: string, data: Uint8Array): Result<Tensor, readonly Diagnostic[]> {
  const path = clipName(entry)
  if (!entry.endsWith(SUFFIX)) {
    const message = `The file holds ${quote(entry)}, which is no .npy array.`
    return fail([fileError('npz/not-an-array', path, message, 'Save the arrays again with numpy.savez.')])
  }
  if (entry === METADATA_KEY + SUFFIX) {
    const message = `An array cannot be named ${METADATA_KEY}: weights are saved as safetensors, where the name is taken.`
    return fail([fileError('npz/reserved-name', path, message, 'Rename the array.')])
  }
  return readNpy(data, path)
}
