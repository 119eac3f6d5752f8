import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { blockId } from '../../core/base/ids'
import { encodeUtf8 } from '../../core/base/utf8'
import { createDocument, type Document, type WeightRef } from '../../core/doc/document'
import { TEXT_LIMITS } from '../../core/doc/record-problems'
import { NO_TABLES, placeValues, weightUses } from '../../core/file/file-tables'
import { FILE_LIMITS } from '../../core/file/format'
import { readGraphFile, writeGraphFile } from '../../core/file/graph-file'
import { readLoom, WEIGHTS_ENTRY, writeLoom } from '../../core/file/loom'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import { importCheckpoint } from '../../core/import/import-checkpoint'
import { tensor, tensorBytes } from '../../core/tensor/tensor'
import { SAFETENSORS_LIMITS } from '../../core/weights/safetensors'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { fixture } from '../helpers/fixture'
import { allNodes } from '../helpers/random-graph'
import { codesOf, valueOf } from '../helpers/result'
import { graph, node } from '../helpers/test-command'

/** What is written can be read, however much there is of it; what could not be is not written. */

const appVersion = '1.0.0'

function put(store: MutableTensorStore, value: number): WeightRef {
  const values = tensor([2], Float32Array.of(value, 1))
  const sha256 = sha256Hex(tensorBytes(values))
  store.putTensor(sha256, values)
  return { sha256, dims: [2] }
}

function repeated<Item>(count: number, item: (i: number) => readonly [string, Item]): Record<string, Item> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => item(i)))
}

const reopened = (document: Document): Document =>
  valueOf(readDocument(writeDocument(document, NO_TABLES, appVersion), allNodes)).document

/** Every value that the document uses comes back as it was. */
function expectAllBack(document: Document, store: MutableTensorStore): void {
  const { bytes } = valueOf(writeLoom(document, store, { appVersion }))
  const read = valueOf(readLoom(bytes, allNodes))
  expect(read.warnings).toEqual([])
  expect(read.document).toEqual(document)
  for (const { sha256 } of weightUses(document))
    expect(read.tensors.get(sha256)).toEqual(store.tensor(sha256))
}

describe('an instance of a large block', () => {
  test('has a seed and weights for every node inside', () => {
    const sha256 = 'a'.repeat(64) as WeightRef['sha256']
    const instance = {
      ...node('i', 'block/large'),
      weights: repeated(5000, (i) => [`n${i}:W`, { sha256, dims: [2] }]),
      innerSeeds: repeated(5000, (i) => [`n${i}:deep`, i]),
    }
    const document = graph([instance])
    expect(reopened(document)).toEqual(document)
  })

  test('parameters are as few as before', () => {
    const document = graph([
      node(
        'i',
        'block/large',
        repeated(1001, (i) => [`p${i}`, i]),
      ),
    ])
    expect(codesOf(readDocument(writeDocument(document, NO_TABLES, appVersion), allNodes))).toEqual([
      'file/too-many',
    ])
  })

  test.each(['innerSeeds', 'weights'])('too many %s are refused before they are looked at', (field) => {
    const entries = repeated(FILE_LIMITS.perInstance + 1, (i) => [`n${i}`, 'no seed'])
    const text = JSON.stringify({
      format: 'styleloom',
      formatVersion: 3,
      app: '1',
      project: { name: '', description: '' },
      nodes: { i: { type: 'block/large', version: 1, position: [0, 0], [field]: entries } },
      links: {},
    })
    const read = readGraphFile('hostile', encodeUtf8(text), allNodes, createTensorStore())
    expect(read).toMatchObject({
      ok: false,
      error: [{ message: 'There are 400001 entries here; at most 400000 are read.' }],
    })
  })
})

describe('weights of many names', () => {
  test('of one name both come back', () => {
    const store = createTensorStore()
    const [first, second] = [put(store, 1), put(store, 2)]
    const document = graph([
      node('a', 'conv/conv2d', {}, { weights: { 'b.c:W': first } }),
      node('a.b', 'conv/conv2d', {}, { weights: { 'c:W': second } }),
    ])
    const { weights } = placeValues(document, store, { weightsFile: WEIGHTS_ENTRY })
    expect([...weights.values()].map(({ key }) => key)).toEqual(['a.b.c:W', second.sha256])
    expectAllBack(document, store)
  })

  test('of any length come back', () => {
    const store = createTensorStore()
    const path = Array.from({ length: 10 }, () => 'stylegan-synthesis-network-with-progressive-growing').join(
      ':',
    )
    const ref = put(store, 3)
    expectAllBack(graph([node('a', 'conv/conv2d', {}, { weights: { [`${path}:W`]: ref } })]), store)
    const longest = `${'x'.repeat(FILE_LIMITS.weightKey - 'a.:W'.length)}:W`
    const { weights } = placeValues(
      graph([node('a', 'conv/conv2d', {}, { weights: { [longest]: ref } })]),
      store,
      {},
    )
    expect(weights.get(ref.sha256)?.key).toBe(`a.${longest}`)
  })
})

describe('more weights than one file of weights may hold', () => {
  const most = SAFETENSORS_LIMITS.tensors
  const store = createTensorStore()
  const holding = (count: number): Document =>
    graph([node('i', 'conv/conv2d', {}, { weights: repeated(count, (i) => [`n${i}:W`, put(store, i)]) })])

  test('go into further ones', () => {
    const many = holding(most + 1)
    expectAllBack(many, store)
    const { weights } = placeValues(many, store, { weightsFile: WEIGHTS_ENTRY })
    expect(new Set([...weights.values()].map(({ file }) => file))).toEqual(
      new Set([WEIGHTS_ENTRY, 'weights/main-2.safetensors']),
    )
    const saved = valueOf(writeGraphFile(many, store, 'loom.json', { appVersion }))
    expect(saved.companions.map(({ path }) => path)).toEqual([
      expect.stringMatching(/^weights\/Test-[0-9a-f]{8}-2\.safetensors$/),
      expect.stringMatching(/^weights\/Test-[0-9a-f]{8}\.safetensors$/),
    ])
  })

  test('as many as it may hold stay in one', () => {
    const { weights } = placeValues(holding(most), store, { weightsFile: WEIGHTS_ENTRY })
    expect(new Set([...weights.values()].map(({ file }) => file))).toEqual(new Set([WEIGHTS_ENTRY]))
  })
})

describe('what could not be read again is not written', () => {
  test('too many blocks', () => {
    const blocks = Array.from({ length: FILE_LIMITS.blocks + 1 }, (_, i) => ({
      id: blockId(`b${i}`),
      title: 'B',
      summary: '',
      nodes: new Map(),
      links: new Map(),
      params: [],
    }))
    const document = createDocument({ name: '', description: '' }, [], [], blocks)
    for (const format of ['loom', 'loom.json'] as const) {
      expect(writeGraphFile(document, createTensorStore(), format, { appVersion })).toMatchObject({
        ok: false,
        error: [{ code: 'file/too-many', message: 'The graph has 1001 blocks; at most 1000 are read.' }],
      })
    }
  })
})

describe('a checkpoint with a long file name', () => {
  const imported = (name: string): string => {
    const store = createTensorStore()
    const bytes = fixture('stylegan1/stylegan1-64.tf-names.npz')
    const { document } = valueOf(importCheckpoint(bytes, store, { name }))
    const back = valueOf(readLoom(valueOf(writeLoom(document, store, { appVersion })).bytes, allNodes))
    expect(back.document).toEqual(document)
    return document.project.name
  }

  test('gives the graph as much of it as a name may have', () => {
    expect(imported('n'.repeat(220))).toBe('n'.repeat(TEXT_LIMITS.projectName))
    expect(imported('faces')).toBe('faces')
    expect(imported(`${'n'.repeat(199)}🎨`)).toBe('n'.repeat(199))
  })
})

test('pictures are files of their own, as many as an archive may hold', () => {
  const store = createTensorStore()
  const document = graph(
    Array.from({ length: 9999 }, (_, i) => {
      const sha256 = sha256Hex(encodeUtf8(String(i)))
      store.putPicture(sha256, Uint8Array.of(i % 256))
      return node(`p${i}`, 'input/picture', { picture: { sha256, width: 1, height: 1, name: `${i}.png` } })
    }),
  )
  expect(valueOf(writeLoom(document, store, { appVersion })).bytes.length).toBeGreaterThan(9999)
  const thumbnail = required(store.picture(sha256Hex(encodeUtf8('0'))), 'a picture')
  expect(writeLoom(document, store, { appVersion, thumbnail })).toMatchObject({
    ok: false,
    error: [
      {
        code: 'file/too-many',
        message: 'The graph with its pictures would be 10001 files; a .loom file holds at most 10000.',
        nextStep: 'Save it as .loom.json, which keeps its weights beside it.',
      },
    ],
  })
})
