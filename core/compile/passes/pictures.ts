import type { NodeId, Sha256 } from '../../base/ids'
import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import type { Document } from '../../doc/document'
import { readPng } from '../../image/png'
import { imageToTensor } from '../../image/tensor-image'
import type { PictureRef } from '../../nodedef/params'
import type { Tensor } from '../../tensor/tensor'
import { namedValues } from '../../weights/named-values'
import type { TensorStore } from '../../weights/tensor-store'
import { checker, mayStandIn, standInPicture } from '../stand-ins'

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
  standIns = false,
): Diagnostic[] {
  const diagnostics: Diagnostic[] = []
  for (const node of order.flatMap((id) => document.nodes.get(id) ?? [])) {
    for (const [key, value] of Object.entries(node.params)) {
      if (typeof value !== 'object' || value === null) continue
      const png = store.picture(value.sha256)
      const read = png && readOnce(png)
      if (read?.ok) continue
      if (!read && standIns && mayStandIn(value)) {
        diagnostics.push(standInPicture(node, key, value))
        continue
      }
      const at = { kind: 'node', node: node.id, param: key } as const
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

/**
 * The values of the pictures that `missingPictures` has passed, or what stands in for them. Holds their bytes: the store
 * may have dropped them when a run comes to them, because another graph was opened meanwhile.
 */
export function holdPictures(
  document: Document,
  order: readonly NodeId[],
  store: TensorStore,
): (ref: PictureRef) => Tensor {
  const held = new Map<Sha256, Uint8Array>()
  const nodes = order.flatMap((id) => document.nodes.get(id) ?? [])
  for (const sha256 of namedValues(nodes)) {
    const png = store.picture(sha256)
    if (png) held.set(sha256, png)
  }
  return (ref) => {
    const png = held.get(ref.sha256)
    if (!png) return checker(ref)
    const read = readOnce(png)
    if (!read.ok) throw new Error(`Internal error: picture ${ref.name} became unreadable`)
    return imageToTensor(read.value)
  }
}
