/**
 * The worker's store, which tells of everything that enters it, so that the window can keep it for the next worker.
 * Where the page may share memory, both sides hold the same bytes and nothing is stored twice.
 */
import { createTensorStore, type MutableTensorStore, type StoredValue } from './tensor-store'

export interface SharedStoreOptions {
  /** False where the page is not cross-origin isolated: the other side then gets a copy. */
  readonly share: boolean
  readonly tell: (value: StoredValue) => void
}

export interface SharedStore extends MutableTensorStore {
  /** Takes back what the window kept, and does not tell of it again. */
  restore(values: readonly StoredValue[]): void
}

export function createSharedStore({ share, tell }: SharedStoreOptions): SharedStore {
  const store = createTensorStore()

  function put(value: StoredValue): void {
    if (value.kind === 'tensor') store.putTensor(value.sha256, value.tensor)
    else store.putPicture(value.sha256, value.png)
  }

  return {
    get byteLength() {
      return store.byteLength
    },
    tensor: store.tensor,
    picture: store.picture,
    keep: store.keep,
    putTensor(sha256, tensor) {
      if (store.tensor(sha256)) return
      const data = share ? sharedFloats(tensor.data) : tensor.data
      const value: StoredValue = { kind: 'tensor', sha256, tensor: { dims: tensor.dims, data } }
      put(value)
      tell(value)
    },
    putPicture(sha256, png) {
      if (store.picture(sha256)) return
      const value: StoredValue = { kind: 'picture', sha256, png: share ? sharedBytes(png) : png }
      put(value)
      tell(value)
    },
    restore(values) {
      values.forEach(put)
    },
  }
}

function sharedFloats(values: Float32Array): Float32Array {
  if (values.buffer instanceof SharedArrayBuffer) return values
  const shared = new Float32Array(new SharedArrayBuffer(values.byteLength))
  shared.set(values)
  return shared
}

function sharedBytes(bytes: Uint8Array): Uint8Array {
  if (bytes.buffer instanceof SharedArrayBuffer) return bytes
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.byteLength))
  shared.set(bytes)
  return shared
}
