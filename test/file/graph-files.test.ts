import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { nodeId } from '../../core/base/ids'
import { decodeUtf8, encodeUtf8 } from '../../core/base/utf8'
import type { Document } from '../../core/doc/document'
import { readDocument } from '../../core/file/read-document'
import { createGraphFiles, graphAsPngText, readGraphFile, writeGraphFile } from '../../core/file/graph-file'
import { GRAPH_ENTRY, readLoom, THUMBNAIL_ENTRY, WEIGHTS_ENTRY, writeLoom } from '../../core/file/loom'
import { readZip, writeZip, type ZipSource } from '../../core/file/zip'
import { writePng } from '../../core/image/png'
import { tensor, tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { readSafetensors, writeSafetensors } from '../../core/weights/safetensors'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { codesOf, printed, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { graph, link, node } from '../helpers/test-command'

const appVersion = '0.1.0'

function put(
  store: MutableTensorStore,
  dims: readonly number[],
  value: number,
): { sha256: ReturnType<typeof sha256Hex>; dims: readonly number[] } {
  const values = tensor(dims, new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(value))
  const sha256 = sha256Hex(tensorBytes(values))
  store.putTensor(sha256, values)
  return { sha256, dims }
}

/** Two constants that share one weight, an affine with another of the same values in another shape, a picture. */
function example(): { readonly document: Document; readonly store: MutableTensorStore } {
  const store = createTensorStore()
  const shared = put(store, [1, 2, 4, 4], 0.5)
  const bias = put(store, [4], 0)
  const png = writePng({ width: 3, height: 2, data: new Uint8Array(24).fill(255) })
  const picture = { sha256: sha256Hex(png), width: 3, height: 2, name: 'My cat.png' }
  store.putPicture(picture.sha256, png)
  const constant = { channels: 2 }
  const document = graph(
    [
      node('b/const', 'input/constant', constant, { weights: { const: shared } }),
      node('a.const', 'input/constant', constant, { weights: { const: { ...shared, dims: [1, 2, 4, 4] } } }),
      node('affine', 'style/affine', { channels: 2 }, { weights: { B: bias } }),
      node('photo', 'input/picture', { picture }),
      node('image', 'output/image'),
    ],
    [link('l1', 'photo.image', 'image.x')],
  )
  return { document, store }
}

const written = (document: Document, store: MutableTensorStore): Uint8Array =>
  valueOf(writeLoom(document, store, { appVersion })).bytes

function reopened(bytes: Uint8Array): { readonly document: Document; readonly store: MutableTensorStore } {
  const store = createTensorStore()
  return { ...valueOf(readGraphFile('g.loom', bytes, allNodes, store)), store }
}

describe('.loom', () => {
  test('holds the graph, each value once under a readable name, and the thumbnail', () => {
    const { document, store } = example()
    const thumbnail = writePng({ width: 1, height: 1, data: new Uint8Array(4) })
    const { bytes, warnings } = valueOf(writeLoom(document, store, { appVersion, thumbnail }))
    expect(warnings).toEqual([])
    const entries = valueOf(readZip(bytes))
    const picture = [...entries.keys()].find((name) => name.startsWith('pictures/'))
    expect(picture).toMatch(/^pictures\/My-cat-[0-9a-f]{8}\.png$/)
    expect([...entries.keys()]).toEqual([GRAPH_ENTRY, picture, WEIGHTS_ENTRY, THUMBNAIL_ENTRY])
    expect(entries.get(THUMBNAIL_ENTRY)).toEqual(thumbnail)
    const weights = valueOf(readSafetensors(required(entries.get(WEIGHTS_ENTRY), WEIGHTS_ENTRY)))
    expect([...weights.tensors].map(([key, { dims }]) => [key, dims])).toEqual([
      ['a.const.const', [1, 2, 4, 4]],
      ['affine.B', [4]],
    ])
  })

  test('brings everything back: document, values, and the same bytes when it is written again', () => {
    const { document, store } = example()
    const bytes = written(document, store)
    const again = reopened(bytes)
    expect(again.document).toEqual(document)
    for (const { weights = {} } of document.nodes.values()) {
      for (const { sha256 } of Object.values(weights))
        expect(again.store.tensor(sha256)).toEqual(store.tensor(sha256))
    }
    expect(written(again.document, again.store)).toEqual(bytes)
  })

  test('random graphs come back whole', () => {
    const seed = testSeed()
    for (let i = 0; i < 25; i++) {
      const { document, store } = randomGraph(seed + i, 20 + 6 * i)
      const bytes = written(document, store)
      const again = reopened(bytes)
      expect(again.document, `seed ${seed + i}`).toEqual(document)
      expect(written(again.document, again.store)).toEqual(bytes)
    }
  })

  test('keeps pictures in memory of their own, not as a part of the archive', () => {
    const { document, store } = example()
    const again = reopened(written(document, store))
    const picture = [...document.nodes.values()].flatMap(({ params }) =>
      typeof params['picture'] === 'object' && params['picture'] ? [params['picture'].sha256] : [],
    )
    const png = required(again.store.picture(required(picture[0], 'a picture')), 'its bytes')
    expect(png.buffer.byteLength).toBe(png.length)
  })

  test('without some of its values opens with warnings, and can be saved again', () => {
    const { document } = example()
    const { bytes, warnings } = valueOf(writeLoom(document, createTensorStore(), { appVersion }))
    const expected = [
      /^warning: nodes\/a\.const\/weights\/const: The values of a\.const's weight const are neither in this file nor beside it\. .*\[weights\/missing\]$/,
      /nodes\/affine\/weights\/B: .*\[weights\/missing\]$/,
      /nodes\/b\/const\/weights\/const: .*\[weights\/missing\]$/,
      /nodes\/photo\/params\/picture: The picture "My cat\.png" is neither in this file nor beside it\. .*\[picture\/missing\]$/,
    ]
    const lines = printed({ ok: false, error: warnings })
    expect(lines).toHaveLength(expected.length)
    expected.forEach((pattern, i) => expect(lines[i]).toMatch(pattern))
    const opened = valueOf(readGraphFile('g.loom', bytes, allNodes, createTensorStore()))
    expect(opened.document).toEqual(document)
    expect(opened.warnings.map(({ code }) => code)).toEqual(warnings.map(({ code }) => code))
    expect(opened.warnings[0]?.place).toMatchObject({
      file: 'g.loom',
      path: 'graph.loom.json: nodes/a.const/weights/const',
    })
  })
})

describe('a broken .loom', () => {
  /** The example's archive with entries replaced, added or (null) left out. */
  function rezipped(changes: Readonly<Record<string, Uint8Array | string | null>>): Uint8Array {
    const { document, store } = example()
    const entries = new Map<string, Uint8Array>(valueOf(readZip(written(document, store))))
    for (const [name, data] of Object.entries(changes)) {
      if (data === null) entries.delete(name)
      else entries.set(name, typeof data === 'string' ? encodeUtf8(data) : data)
    }
    return writeZip([...entries].map(([name, data]): ZipSource => ({ name, data, compress: true })))
  }
  const refused = (bytes: Uint8Array): readonly string[] => {
    const store = createTensorStore()
    let puts = 0
    const watched = { ...store, putTensor: () => void puts++, putPicture: () => void puts++ }
    const lines = printed(readGraphFile('g.loom', bytes, allNodes, watched))
    if (lines.length > 0) expect(puts, 'values kept of a file that was refused').toBe(0)
    return lines
  }
  const graphText = (): string => {
    const { document, store } = example()
    const entries = valueOf(readZip(written(document, store)))
    return decodeUtf8(required(entries.get(GRAPH_ENTRY), GRAPH_ENTRY)) ?? ''
  }
  const picturePath = required(/pictures\/[^"]*/.exec(graphText())?.[0], 'a picture')
  const weights = (tensors: Readonly<Record<string, Tensor>>): Uint8Array =>
    writeSafetensors(new Map(Object.entries(tensors)))
  const filled = (dims: readonly number[], value: number): Tensor =>
    tensor(dims, new Float32Array(dims.reduce((a, b) => a * b, 1)).fill(value))
  const rightB = filled([4], 0)

  test('that is whole can be packed by others too', () => {
    expect(refused(rezipped({}))).toEqual([])
    expect(refused(rezipped({ 'readme.txt': 'hello' }))).toEqual([])
  })

  test.each([
    [
      'an archive of something else',
      () => writeZip([{ name: 'a.txt', data: encodeUtf8('x'), compress: false }]),
      'error: g.loom: file: The archive holds no graph.loom.json, so it is no Styleloom graph. Choose a .loom file. [file/not-a-graph]',
    ],
    ['an archive cut off', () => rezipped({}).slice(0, -30), /^error: g\.loom: byte 0: .*\[zip\/not-zip\]$/],
    [
      'a graph that is no JSON',
      () => rezipped({ [GRAPH_ENTRY]: '{' }),
      'error: g.loom: graph.loom.json: line 1, column 2: The file is not valid JSON: at this place the text ends too early. [file/not-json]',
    ],
    [
      'a graph that is not UTF-8',
      () => rezipped({ [GRAPH_ENTRY]: Uint8Array.of(0xff, 0xfe) }),
      'error: g.loom: graph.loom.json: byte 0: The file is neither a .loom archive nor UTF-8 text. Choose a .loom or .loom.json file. [file/not-a-graph]',
    ],
    [
      'weights that are no safetensors',
      () => rezipped({ [WEIGHTS_ENTRY]: 'nonsense, long enough' }),
      /^error: g\.loom: weights\/main\.safetensors: byte 0: .*\[safetensors\/header-too-long\]$/,
    ],
    [
      'weights with other values',
      () =>
        rezipped({
          [WEIGHTS_ENTRY]: weights({ 'affine.B': rightB, 'a.const.const': filled([1, 2, 4, 4], 0.25) }),
        }),
      'error: g.loom: weights/main.safetensors: a.const.const: The values of this weight are not those the graph was saved with: their SHA-256 differs. Put the file that was saved with this graph beside it. [file/weight-hash]',
    ],
    [
      'weights of another shape',
      () =>
        rezipped({
          [WEIGHTS_ENTRY]: weights({
            'affine.B': filled([2, 2], 0),
            'a.const.const': filled([1, 2, 4, 4], 0.5),
          }),
        }),
      'error: g.loom: weights/main.safetensors: affine.B: The graph says that this weight is [4], but it is [2, 2]. Put the file that was saved with this graph beside it. [file/weight-dims]',
    ],
    [
      'another picture',
      () => rezipped({ [picturePath]: writePng({ width: 3, height: 2, data: new Uint8Array(24) }) }),
      `error: g.loom: ${picturePath}: This is not the picture "My cat.png" that the graph was saved with: its SHA-256 differs. Put the picture that was saved with this graph beside it, or choose the picture again. [file/picture-hash]`,
    ],
    [
      'a picture of another size than the graph says',
      () => rezipped({ [GRAPH_ENTRY]: graphText().replace('"width": 3', '"width": 9') }),
      `error: g.loom: ${picturePath}: The graph says that the picture is 9 × 2 px, but it is 3 × 2. [file/picture-size]`,
    ],
  ])('%s', (_, make, expected) => {
    const lines = refused(make())
    expect(lines).toHaveLength(1)
    if (typeof expected === 'string') expect(lines[0]).toBe(expected)
    else expect(lines[0]).toMatch(expected)
  })

  test('a picture that is no PNG although its hash is right', () => {
    const junk = encodeUtf8('not a picture')
    const { document } = example()
    const sha256 = [...document.nodes.values()].flatMap(({ params }) =>
      typeof params['picture'] === 'object' && params['picture'] ? [params['picture'].sha256] : [],
    )[0]
    const text = graphText().replaceAll(required(sha256, 'the hash'), sha256Hex(junk))
    expect(refused(rezipped({ [GRAPH_ENTRY]: text, [picturePath]: junk }))).toEqual([
      `error: g.loom: ${picturePath}: The file does not begin like a PNG picture. [png/not-png]`,
    ])
  })

  test('a missing weights file, or a missing tensor in it, is a warning', () => {
    const codes = (bytes: Uint8Array): readonly string[] =>
      valueOf(readLoom(bytes, allNodes)).warnings.map(({ code }) => code)
    expect(codes(rezipped({ [WEIGHTS_ENTRY]: null }))).toEqual(new Array(3).fill('weights/missing'))
    expect(codes(rezipped({ [WEIGHTS_ENTRY]: weights({ 'affine.B': rightB }) }))).toEqual(
      new Array(2).fill('weights/missing'),
    )
    expect(codes(rezipped({ [picturePath]: null }))).toEqual(['picture/missing'])
  })
})

describe('.loom.json and the files beside it', () => {
  const paths = (files: readonly { readonly path: string }[]): readonly string[] =>
    files.map(({ path }) => path)

  function saved(): {
    readonly bytes: Uint8Array
    readonly companions: readonly { path: string; bytes: Uint8Array }[]
  } {
    const { document, store } = example()
    return valueOf(writeGraphFile(document, store, 'loom.json', { appVersion }))
  }

  test('the graph names them, and they bring its values back', () => {
    const { document } = example()
    const { bytes, companions } = saved()
    expect(paths(companions)).toEqual([
      expect.stringMatching(/^pictures\/My-cat-[0-9a-f]{8}\.png$/),
      expect.stringMatching(/^weights\/Test-[0-9a-f]{8}\.safetensors$/),
    ])
    const store = createTensorStore()
    const files = createGraphFiles(allNodes, store, appVersion)
    const opened = valueOf(files.open('g.loom.json', bytes))
    expect(opened).toEqual({ document, companions: paths(companions), warnings: [], expected: null })
    for (const { path, bytes: data } of companions) valueOf(files.putCompanion(path, data))
    expect(valueOf(writeLoom(document, store, { appVersion })).warnings).toEqual([])
    // Everything is in the store now: opened once more, nothing is to be fetched.
    expect(valueOf(files.open('g.loom.json', bytes)).companions).toEqual([])
  })

  test('graphs of one name in one folder never share a file that only one of them means', () => {
    const { document, store } = example()
    const other = { ...document, nodes: new Map([...document.nodes].slice(0, 1)) }
    const name = (which: Document): string =>
      required(
        valueOf(writeGraphFile(which, store, 'loom.json', { appVersion })).companions.find(({ path }) =>
          path.startsWith('weights/'),
        ),
        'weights',
      ).path
    expect(name(other)).not.toBe(name(document))
    expect(name(document)).toBe(name(document))
  })

  test('beside files that are there already it refers to what they hold and writes only what is new', () => {
    const { document, store } = example()
    const { bytes } = saved()
    const known = valueOf(readDocument(required(decodeUtf8(bytes), 'a text'), allNodes)).tables
    const untouched = valueOf(writeGraphFile(document, store, 'loom.json', { appVersion, known }))
    expect(untouched.companions).toEqual([])
    expect(untouched.bytes).toEqual(bytes)

    const affine = required(document.nodes.get(nodeId('affine')), 'affine')
    const weights = { ...affine.weights, W: put(store, [8, 512], 2) }
    const changed = { ...document, nodes: new Map(document.nodes).set(affine.id, { ...affine, weights }) }
    const { companions } = valueOf(writeGraphFile(changed, store, 'loom.json', { appVersion, known }))
    expect(paths(companions)).toHaveLength(1)
    expect([...valueOf(readSafetensors(required(companions[0], 'a file').bytes)).tensors.keys()]).toEqual([
      'affine.W',
    ])
  })

  test('what is missing beside it is said', () => {
    const { bytes, companions } = saved()
    const files = createGraphFiles(allNodes, createTensorStore(), appVersion)
    valueOf(files.open('g.loom.json', bytes))
    const path = required(companions[1], 'the weights').path
    expect(printed(files.putCompanion(path, null))).toEqual([
      `error: ${path}: The graph refers to ${path}, but there is no such file beside it. Put the file there and open the graph again. [file/companion-missing]`,
    ])
  })

  test('a file beside it that is another one is refused, and nothing of it kept', () => {
    const { bytes, companions } = saved()
    const store = createTensorStore()
    const files = createGraphFiles(allNodes, store, appVersion)
    valueOf(files.open('g.loom.json', bytes))
    const path = required(companions[1], 'the weights').path
    const right = valueOf(readSafetensors(required(companions[1], 'the weights').bytes)).tensors
    const wrong = new Map(
      [...right].map(([key, value]) => [
        key,
        key === 'affine.B' ? tensor([4], new Float32Array(4).fill(1)) : value,
      ]),
    )
    expect(codesOf(files.putCompanion(path, writeSafetensors(wrong)))).toEqual(['file/weight-hash'])
    for (const value of right.values()) expect(store.tensor(sha256Hex(tensorBytes(value)))).toBe(undefined)
    wrong.delete('affine.B')
    expect(printed(files.putCompanion(path, writeSafetensors(wrong)))).toEqual([
      `error: ${path}: affine.B: The file has no tensor affine.B, which the graph refers to. [weights/missing]`,
    ])
    expect(codesOf(files.putCompanion('other.png', bytes))).toEqual(['file/not-wanted'])
  })
})

describe('a picture that carries its graph', () => {
  const image = { width: 2, height: 2, data: new Uint8Array(16).fill(128) }

  test('opens as the graph', () => {
    const { document, store } = randomGraph(5, 60)
    const png = writePng(image, graphAsPngText(document, appVersion))
    const opened = valueOf(readGraphFile('face.png', png, allNodes, store))
    expect(opened.document).toEqual(document)
    expect(opened.companions).toEqual([])
    expect(opened.warnings).toEqual([])
  })

  test('warns about values that it cannot carry', () => {
    const { document } = example()
    const png = writePng(image, graphAsPngText(document, appVersion))
    const opened = valueOf(readGraphFile('face.png', png, allNodes, createTensorStore()))
    expect(opened.warnings.map(({ code }) => code)).toEqual([
      ...new Array<string>(3).fill('weights/missing'),
      'picture/missing',
    ])
  })

  test.each([
    ['without a graph', writePng(image), 'file/not-a-graph'],
    ['with another text', writePng(image, new Map([['styleloom', 'hello']])), 'file/not-json'],
    ['cut off', writePng(image).slice(0, 40), 'png/truncated'],
  ])('%s is refused', (_, png, code) => {
    expect(codesOf(readGraphFile('face.png', png, allNodes, createTensorStore()))).toEqual([code])
  })
})
