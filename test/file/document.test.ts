import { describe, expect, test } from 'vitest'
import { stableJson } from '../../core/base/stable-json'
import { expand } from '../../core/doc/expand'
import { createDocument, emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { NO_TABLES, placeValues } from '../../core/file/file-tables'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import { decodeUtf8 } from '../../core/base/utf8'
import { tensor } from '../../core/tensor/tensor'
import { createTensorStore } from '../../core/weights/tensor-store'
import { fixture } from '../helpers/fixture'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { printed, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { graph, link, node, SOME_HASH } from '../helpers/test-command'

const small = graph(
  [
    { ...node('z', 'input/latent', { seed: 4, dim: 64 }), position: { x: -20, y: 0.5 } },
    { ...node('64x64/Conv1', 'conv/conv2d', { filters: 8 }, { title: '"Conv" <b>1</b>', weightSeed: 7 }) },
    node('p', 'input/picture', { picture: { sha256: SOME_HASH, width: 3, height: 2, name: 'my cat.png' } }),
    node(
      'const',
      'input/constant',
      { channels: 2 },
      { weights: { const: { sha256: SOME_HASH, dims: [1, 2, 4, 4] } } },
    ),
  ],
  [link('l2', 'const.y', '64x64/Conv1.x')],
)
const tables = {
  weights: new Map([
    [SOME_HASH, { file: 'weights/main.safetensors', key: 'const.const', dims: [1, 2, 4, 4] }],
  ]),
  pictures: new Map([[SOME_HASH, 'pictures/my-cat-aaaaaaaa.png']]),
}

describe('a graph as text', () => {
  test('reads like this', () => {
    expect(writeDocument(small, tables, '0.1.0')).toMatchInlineSnapshot(`
      "{
        "app": "0.1.0",
        "format": "styleloom",
        "formatVersion": 3,
        "links": { "l2": { "from": "const.y", "to": "64x64/Conv1.x" } },
        "nodes": {
          "64x64/Conv1": {
            "params": { "filters": 8 },
            "position": [0, 0],
            "title": "\\"Conv\\" <b>1</b>",
            "type": "conv/conv2d",
            "version": 1,
            "weightSeed": 7
          },
          "const": {
            "params": { "channels": 2 },
            "position": [0, 0],
            "type": "input/constant",
            "version": 1,
            "weights": {
              "const": {
                "dims": [1, 2, 4, 4],
                "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
              }
            }
          },
          "p": {
            "params": {
              "picture": {
                "height": 2,
                "name": "my cat.png",
                "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "width": 3
              }
            },
            "position": [0, 0],
            "type": "input/picture",
            "version": 1
          },
          "z": {
            "params": { "dim": 64, "seed": 4 },
            "position": [-20, 0.5],
            "type": "input/latent",
            "version": 1
          }
        },
        "pictures": {
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": "pictures/my-cat-aaaaaaaa.png"
        },
        "project": { "description": "", "name": "Test" },
        "weights": {
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": { "dims": [1, 2, 4, 4], "file": "weights/main.safetensors", "key": "const.const" }
        }
      }
      "
    `)
  })

  test('is the same in whatever order the graph was made', () => {
    const { document } = randomGraph(3, 80)
    const { project, nodes, links, blocks } = document
    const backwards = createDocument(
      project,
      [...nodes.values()].reverse(),
      [...links.values()].reverse(),
      [...blocks.values()].reverse(),
    )
    expect(writeDocument(backwards, NO_TABLES, '1')).toBe(writeDocument(document, NO_TABLES, '1'))
  })

  test('changes in one line when one small thing changes', () => {
    const editor = createEditor(small, allNodes)
    editor.dispatch({ type: 'param/set', node: node('z', '').id, key: 'seed', value: 5 })
    const [before, after] = [small, editor.document].map((document) =>
      writeDocument(document, tables, '1').split('\n'),
    )
    expect(after?.length).toBe(before?.length)
    expect(after?.filter((line, i) => line !== before?.[i])).toHaveLength(1)
  })
})

test('what is written is read again: the same graph, the same tables, the same text', () => {
  const seed = testSeed()
  for (let i = 0; i < 60; i++) {
    const { document, store } = randomGraph(seed + i, 10 + i * 3)
    const written = placeValues(document, store, {})
    const text = writeDocument(document, written, '0.1.0')
    const read = valueOf(readDocument(text, allNodes))
    expect(read.document, `seed ${seed + i}`).toEqual(document)
    expect(read.tables).toEqual(written)
    expect(read.warnings).toEqual([])
    expect(writeDocument(read.document, read.tables, '0.1.0')).toBe(text)
  }
})

test('an empty graph', () => {
  const document = emptyDocument()
  expect(valueOf(readDocument(writeDocument(document, NO_TABLES, '1'), allNodes)).document).toEqual(document)
})

describe('node types that nobody knows', () => {
  const text = stableJson({
    format: 'styleloom',
    formatVersion: 3,
    app: '7.0.0',
    project: { name: 'From the future', description: '' },
    nodes: {
      f: {
        type: 'future/fourier-features',
        version: 12,
        position: [1, 2],
        title: 'Fourier',
        params: {
          bandwidth: 2.5,
          mode: 'x',
          on: true,
          nothing: null,
          picture: { sha256: SOME_HASH, width: 1, height: 1, name: '' },
        },
        weights: { freqs: { sha256: SOME_HASH, dims: [4, 2] } },
        weightSeed: 3,
      },
      g: { type: 'future/fourier-features', version: 12, position: [1, 2] },
      image: { type: 'output/image', version: 1, position: [0, 0] },
    },
    links: { a: { from: 'f.anything', to: 'g.whatever' }, b: { from: 'g.y', to: 'image.x' } },
    weights: { [SOME_HASH]: { file: 'weights/main.safetensors', key: 'f.freqs', dims: [4, 2] } },
    pictures: { [SOME_HASH]: 'pictures/p.png' },
  })

  test('are kept with all they hold, and written back unchanged', () => {
    const read = valueOf(readDocument(text, allNodes))
    expect(writeDocument(read.document, read.tables, '7.0.0')).toBe(text)
  })

  test('are warned about once a type', () => {
    const { warnings } = valueOf(readDocument(text, allNodes))
    expect(printed({ ok: false, error: warnings })).toEqual([
      'warning: nodes/f/type: 2 nodes of the type future/fourier-features, which is not known here, will be kept as they are but cannot run. The file was written by Styleloom 7.0.0. [file/unknown-node-type]',
    ])
  })

  test('keep their values when nobody else uses those', () => {
    const read = valueOf(readDocument(text, allNodes))
    const store = createTensorStore()
    store.putTensor(SOME_HASH, tensor([4, 2], new Float32Array(8)))
    store.putPicture(SOME_HASH, new Uint8Array(1))
    const { weights, pictures } = placeValues(read.document, store, {})
    expect([[...weights.keys()], [...pictures.keys()]]).toEqual([[SOME_HASH], [SOME_HASH]])
  })
})

// One file of every format that was ever released, as it was written then. Never edit them.
test.each([1, 2, 3])('a file of format %i is read', (version) => {
  const read = valueOf(readDocument(faceOfFormat(version), allNodes))
  expect(read.warnings).toEqual([])
  expect(expand(read.document).nodes.size).toBeGreaterThanOrEqual(10)
})

test('a file of the present format is written as it stands', () => {
  const text = faceOfFormat(3)
  const read = valueOf(readDocument(text, allNodes))
  expect(writeDocument(read.document, read.tables, '0.1.0')).toBe(text)
})

function faceOfFormat(version: number): string {
  return decodeUtf8(fixture(`files/v${version}/face.loom.json`)) ?? ''
}
