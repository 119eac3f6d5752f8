/** The weights and pictures that a recovered graph names, back from beside the journals. */
import { sha256Hex } from '../../core/base/hash'
import type { Sha256 } from '../../core/base/ids'
import type { JournalStore } from '../../core/contract/journal'
import type { Document } from '../../core/doc/document'
import { pictureUses, weightUses } from '../../core/file/file-tables'
import { elementCount, tensor } from '../../core/tensor/tensor'
import type { StoredValue } from '../../core/weights/tensor-store'

/** Those that are there and are what their names say. */
export async function keptValues(
  document: Document,
  store: Pick<JournalStore, 'blob'>,
): Promise<readonly StoredValue[]> {
  const values = new Map<Sha256, StoredValue>()
  for (const { sha256, dims } of weightUses(document)) {
    if (values.has(sha256)) continue
    const bytes = await blobOf(sha256, store)
    if (!bytes || bytes.byteLength !== 4 * elementCount(dims)) continue
    values.set(sha256, { kind: 'tensor', sha256, tensor: tensor(dims, floatsOf(bytes)) })
  }
  for (const { picture } of pictureUses(document)) {
    if (values.has(picture.sha256)) continue
    const png = await blobOf(picture.sha256, store)
    if (png) values.set(picture.sha256, { kind: 'picture', sha256: picture.sha256, png })
  }
  return [...values.values()]
}

async function blobOf(name: Sha256, store: Pick<JournalStore, 'blob'>): Promise<Uint8Array | null> {
  const found = await store.blob(name)
  return found.ok && found.value && (await hashOf(found.value)) === name ? found.value : null
}

/** On another thread where the page may: a graph can name a hundred megabytes. */
async function hashOf(bytes: Uint8Array): Promise<string> {
  if (!globalThis.isSecureContext) return sha256Hex(bytes)
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes)))
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Little-endian, as every machine that runs this is; at an address of its own, which need not be a multiple of four. */
function floatsOf(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  return new Float32Array(new Uint8Array(bytes).buffer)
}
