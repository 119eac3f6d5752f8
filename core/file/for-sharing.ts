/** A `.loom` that can be given to anybody: what tells of its author or of his computer is left out. */
import { sha256Hex } from '../base/hash'
import type { NodeId, Sha256 } from '../base/ids'
import { fail, ok, type Result } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { byId, type BlockRecord, type Document, type NodeRecord } from '../doc/document'
import { strip, type StripOptions } from '../doc/strip'
import { plainPng } from '../image/plain-png'
import type { ParamValue } from '../nodedef/params'
import type { Registry } from '../nodedef/registry'
import type { TensorStore } from '../weights/tensor-store'
import type { ExpectedResult } from './expected'
import { pictureUses } from './file-tables'
import { writeLoom, type WriteLoomOptions, type WrittenLoom } from './loom'

/** Pictures lose what stands beside their pixels, so they get other hashes. The document stays as it is. */
export function writeForSharing(
  document: Document,
  registry: Registry,
  store: TensorStore,
  options: StripOptions & WriteLoomOptions,
): Result<WrittenLoom, readonly Diagnostic[]> {
  const plain = plainPictures(document, store)
  if (!plain.ok) return plain
  const { names, pictures } = plain.value
  const { document: stripped, renamed } = strip(document, registry, options)
  const plainStore: TensorStore = {
    byteLength: store.byteLength,
    tensor: (sha256) => store.tensor(sha256),
    picture: (sha256) => pictures.get(sha256) ?? store.picture(sha256),
  }
  const { expected } = options
  return writeLoom(withPictures(stripped, names), plainStore, {
    ...options,
    ...(expected ? { expected: withNames(expected, renamed) } : {}),
  })
}

function withNames(expected: ExpectedResult, renamed: (node: NodeId) => NodeId): ExpectedResult {
  return {
    ...expected,
    pictures: expected.pictures.map((picture) => ({ ...picture, node: renamed(picture.node) })),
  }
}

interface PlainPictures {
  /** The new hash of each picture that has changed. */
  readonly names: ReadonlyMap<Sha256, Sha256>
  readonly pictures: ReadonlyMap<Sha256, Uint8Array>
}

function plainPictures(document: Document, store: TensorStore): Result<PlainPictures, readonly Diagnostic[]> {
  const names = new Map<Sha256, Sha256>()
  const pictures = new Map<Sha256, Uint8Array>()
  for (const { picture } of pictureUses(document)) {
    const png = store.picture(picture.sha256)
    if (!png || names.has(picture.sha256)) continue
    const plain = plainPng(png)
    if (!plain.ok) return fail([plain.error])
    if (plain.value === png) continue
    const sha256 = sha256Hex(plain.value)
    names.set(picture.sha256, sha256)
    pictures.set(sha256, plain.value)
  }
  return ok({ names, pictures })
}

function withPictures(document: Document, names: ReadonlyMap<Sha256, Sha256>): Document {
  if (names.size === 0) return document

  function renamed(value: ParamValue): ParamValue {
    if (typeof value !== 'object' || value === null) return value
    return { ...value, sha256: names.get(value.sha256) ?? value.sha256 }
  }
  function withHashes(nodes: Iterable<NodeRecord>): readonly NodeRecord[] {
    return [...nodes].map((node) => ({
      ...node,
      params: Object.fromEntries(Object.entries(node.params).map(([key, value]) => [key, renamed(value)])),
    }))
  }

  return {
    ...document,
    nodes: byId(withHashes(document.nodes.values())),
    blocks: byId(
      [...document.blocks.values()].map((block): BlockRecord => ({
        ...block,
        nodes: byId(withHashes(block.nodes.values())),
      })),
    ),
  }
}
