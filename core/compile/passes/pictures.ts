import { required } from '../../base/assert'
import type { NodeId } from '../../base/ids'
import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import type { Document } from '../../doc/document'
import { readPng } from '../../image/png'
import { imageToTensor } from '../../image/tensor-image'
import type { PictureRef } from '../../nodedef/params'
import type { Tensor } from '../../tensor/tensor'
import type { TensorStore } from '../../weights/tensor-store'

/** A picture's bytes never change, and every edit compiles anew: each picture is decoded once while it is kept. */
const decoded = new WeakMap<Uint8Array, ReturnType<typeof readPng>>()

function readOnce(png: Uint8Array): ReturnType<typeof readPng> {
  const known = decoded.get(png)
  if (known) return known
  const read = readPng(png)
  decoded.set(png, read)
  return read
}

/** Pictures that the nodes name and that are not there, or cannot be read. */
export function missingPictures(
  document: Document,
  order: readonly NodeId[],
  store: TensorStore,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const id of order) {
    for (const [key, value] of Object.entries(document.nodes.get(id)?.params ?? {})) {
      if (typeof value !== 'object' || value === null) continue
      const png = store.picture(value.sha256)
      const read = png && readOnce(png)
      if (read?.ok) continue
      const at = { kind: 'node', node: id, param: key } as const
      diagnostics.push(
        read
          ? error(
              'picture/unreadable',
              at,
              `The picture ${value.name} cannot be read: ${read.error[0]?.message ?? ''}`,
            )
          : error(
              'picture/missing',
              at,
              `The picture ${value.name} is not in this file or beside it.`,
              'Choose the picture again.',
            ),
      )
    }
  }
  return diagnostics
}

/** Called only for pictures that `missingPictures` has read. */
export function pictureTensor(ref: PictureRef, store: TensorStore): Tensor {
  const read = readOnce(required(store.picture(ref.sha256), `picture ${ref.name}`))
  if (!read.ok) throw new Error(`Internal error: picture ${ref.name} became unreadable`)
  return imageToTensor(read.value)
}
