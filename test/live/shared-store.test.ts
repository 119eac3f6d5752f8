import { beforeEach, describe, expect, test } from 'vitest'
import { sha256Hex } from '../../core/base/hash'
import { linkId, nodeId, type Sha256 } from '../../core/base/ids'
import { compile } from '../../core/compile/compile'
import { createDocument, type NodeRecord } from '../../core/doc/document'
import { createGraphFiles } from '../../core/file/graph-file'
import { readPng, writePng } from '../../core/image/png'
import { createRegistry } from '../../core/nodedef/registry'
import { encodeOnnx } from '../../core/onnx/encode'
import { tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { createSharedStore, type SharedStore } from '../../core/weights/shared-store'
import { createTensorStore, type MutableTensorStore, type StoredValue } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createVault } from '../../renderer/engine/vault'

const registry = createRegistry(nodeDefinitions)
const weight: Tensor = { dims: [4, 3, 1, 1], data: Float32Array.from({ length: 12 }, (_, i) => i / 3) }
const weightHash = sha256Hex(tensorBytes(weight))
const pixels = Uint8Array.from({ length: 4 * 4 * 4 }, (_, i) => (i % 4 === 3 ? 255 : i))
const png = writePng({ width: 4, height: 4, data: pixels })
const pngHash = sha256Hex(png)

/** A picture through a 1x1 convolution with loaded weights. */
const document = createDocument(
  { name: 'shared', description: '' },
  [
    record('p', 'input/picture', {
      params: { picture: { sha256: pngHash, width: 4, height: 4, name: 'p.png' } },
    }),
    record('conv', 'conv/conv2d', {
      params: { filters: 4, kernel: 1 },
      weights: { weight: { sha256: weightHash, dims: weight.dims } },
    }),
  ],
  [
    {
      id: linkId('l'),
      from: { node: nodeId('p'), port: 'image' },
      to: { node: nodeId('conv'), port: 'x' },
    },
  ],
)

function record(id: string, type: string, rest: Partial<NodeRecord>): NodeRecord {
  const version = registry.get(type)?.version ?? 0
  return { id: nodeId(id), type, version, position: { x: 0, y: 0 }, params: {}, ...rest }
}

function fill(store: MutableTensorStore): void {
  store.putTensor(weightHash, weight)
  store.putPicture(pngHash, png)
}

let told: StoredValue[]

beforeEach(() => {
  told = []
})

function sharedStore(share = true): SharedStore {
  return createSharedStore({ share, tell: (value) => told.push(value) })
}

test('what enters is shared and told once; what comes back is not told again', () => {
  const store = sharedStore()
  fill(store)
  fill(store)
  expect(told.map(({ kind, sha256 }) => [kind, sha256])).toEqual([
    ['tensor', weightHash],
    ['picture', pngHash],
  ])
  expect(store.tensor(weightHash)?.data.buffer).toBeInstanceOf(SharedArrayBuffer)
  expect(store.tensor(weightHash)).toEqual(weight)

  const vault = createVault()
  told.forEach(vault.put)
  expect(vault.byteLength).toBe(store.byteLength)
  const next = sharedStore()
  next.restore(structuredClone(vault.all()))
  expect(told).toHaveLength(2)
  expect(next.tensor(weightHash)).toEqual(weight)
  expect(next.picture(pngHash)).toEqual(png)
})

test('where memory cannot be shared, the bytes are as they were', () => {
  const store = sharedStore(false)
  fill(store)
  expect(store.tensor(weightHash)?.data).toBe(weight.data)
})

test('what is not kept goes, and is told anew when it comes back', () => {
  const store = sharedStore()
  fill(store)
  const vault = createVault()
  told.forEach(vault.put)
  const names = new Set<Sha256>([pngHash])
  store.keep(names)
  vault.keep(names)
  expect(store.tensor(weightHash)).toBeUndefined()
  expect([store.byteLength, vault.byteLength]).toEqual([png.length, png.length])
  store.putTensor(weightHash, weight)
  expect(told).toHaveLength(3)
})

describe('everything that reads values copes with shared memory', () => {
  test.each(['loom', 'loom.json'] as const)('saving as %s gives the same bytes', (format) => {
    const [plain, shared] = [createTensorStore(), sharedStore()].map((store) => {
      fill(store)
      return createGraphFiles(registry, store, '1.0.0').save(document, format, null)
    })
    expect(shared?.ok).toBe(true)
    expect(shared).toEqual(plain)
  })

  test('hashing and reading a picture', () => {
    const store = sharedStore()
    fill(store)
    const { picture, tensor } = store
    expect(sha256Hex(picture(pngHash) ?? new Uint8Array())).toBe(pngHash)
    expect(sha256Hex(tensorBytes(tensor(weightHash) ?? weight))).toBe(weightHash)
    expect(readPng(picture(pngHash) ?? new Uint8Array())).toEqual(readPng(png))
  })

  test.each(['live', 'export'] as const)('compiling and encoding for %s', (mode) => {
    const [plain, shared] = [createTensorStore(), sharedStore()].map((store) => {
      fill(store)
      const outputs = [{ node: nodeId('conv'), port: 'y' }]
      const compiled = compile(document, registry, store, { mode, outputs })
      if (!compiled.ok) return compiled.error.map(({ message }) => message)
      const inputs = compiled.value.ir.inputs.map(({ make }) => make())
      return { inputs, bytes: encodeOnnx(compiled.value, { name: '', producerVersion: '' }) }
    })
    expect(shared).toEqual(plain)
    expect(shared).toHaveProperty('bytes')
  })
})

test('a picture that was dropped meanwhile is still there for the run that names it', () => {
  const store = sharedStore()
  fill(store)
  const compiled = compile(document, registry, store, {
    mode: 'live',
    outputs: [{ node: nodeId('p'), port: 'image' }],
  })
  store.keep(new Set())
  expect(compiled.ok && compiled.value.ir.inputs.map(({ make }) => make().dims)).toEqual([[1, 3, 4, 4]])
})
