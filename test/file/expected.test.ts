import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { decodeUtf8, encodeUtf8 } from '../../core/base/utf8'
import type { Picture } from '../../core/contract/engine-types'
import {
  EXPECTED_ENTRY,
  EXPECTED_LIMITS,
  expectPictures,
  readExpected,
  writeExpected,
  type ExpectedResult,
} from '../../core/file/expected'
import { readGraphFile } from '../../core/file/graph-file'
import { readLoom, writeLoom } from '../../core/file/loom'
import { judgeReproduction, type ActualResult } from '../../core/file/reproduction'
import { readZip, writeZip } from '../../core/file/zip'
import { createTensorStore } from '../../core/weights/tensor-store'
import { mutations } from '../helpers/mutate'
import { mutatedJson } from '../helpers/mutate-json'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { graph, node } from '../helpers/test-command'

const appVersion = '0.1.0'

/** Grey pictures, one shade a sample. */
function picture(name: string, shades: readonly number[], width = 3, height = 2): Picture {
  const rgba = shades.map((shade) => {
    const pixels = new Uint8ClampedArray(width * height * 4).fill(shade)
    for (let i = 3; i < pixels.length; i += 4) pixels[i] = 255
    return pixels
  })
  return { node: nodeId(name), width, height, samples: shades.length, rgba }
}

const pictures = [picture('image', [10, 200]), picture('r8:inner', [30], 1, 1)]
const expected = expectPictures(pictures, 'wasm', appVersion)

const entriesOf = (result: ExpectedResult): ReadonlyMap<string, Uint8Array> =>
  new Map(writeExpected(result).map(({ path, bytes }) => [path, bytes]))

describe('the expected result', () => {
  test('is readable JSON beside its pictures', () => {
    const [json, ...files] = writeExpected(expected)
    expect(decodeUtf8(required(json, 'the text').bytes)).toBe(`{
  "version": 1,
  "app": "0.1.0",
  "backend": "wasm",
  "outputs": [
    {
      "node": "image",
      "width": 3,
      "height": 2,
      "samples": 2,
      "sha256": "db3849f5b806c72101041403dd91f88959e8873eb1fa230b9370926071bcb34c",
      "pngs": [
        "expected/1.png",
        "expected/2.png"
      ]
    },
    {
      "node": "r8:inner",
      "width": 1,
      "height": 1,
      "samples": 1,
      "sha256": "e729f0ce87b7e98fee00ed48b09c8bc01e3240c8e79fb1737434ed84dad46e91",
      "pngs": [
        "expected/3.png"
      ]
    }
  ]
}
`)
    expect(files.map(({ path }) => path)).toEqual(['expected/1.png', 'expected/2.png', 'expected/3.png'])
  })

  test('comes back as it was written, in an archive that others read as before', () => {
    const document = graph([node('image', 'output/image')])
    const plain = valueOf(writeLoom(document, createTensorStore(), { appVersion })).bytes
    const { bytes } = valueOf(writeLoom(document, createTensorStore(), { appVersion, expected }))
    const read = valueOf(readLoom(bytes, allNodes))
    expect(read.expected).toEqual(expected)
    expect(read.warnings).toEqual([])
    expect(valueOf(readLoom(plain, allNodes)).expected).toBeNull()
    // Whoever does not know of it sees the same graph: nothing else in the archive has changed.
    const [entries, before] = [valueOf(readZip(bytes)), valueOf(readZip(plain))]
    for (const [name, data] of before) expect(entries.get(name)).toEqual(data)
    expect([...entries.keys()].filter((name) => !before.has(name))).toEqual([
      EXPECTED_ENTRY,
      'expected/1.png',
      'expected/2.png',
      'expected/3.png',
    ])
  })

  test('holds hashes only of what is too large for its pictures', () => {
    const side = 600
    const large = expectPictures([picture('image', [1, 2, 3, 4], side, side)], 'webgpu', appVersion)
    expect(large.pictures[0]?.pngs).toHaveLength(Math.floor(EXPECTED_LIMITS.pixels / side ** 2))
    expect(readExpected(entriesOf(large)).expected).toEqual(large)
  })

  test.each<[string, (json: Record<string, unknown>) => unknown]>([
    ['of a later version', (json) => ({ ...json, version: 2 })],
    ['without outputs', ({ outputs: _, ...json }) => json],
    [
      'that names a picture which is not there',
      (json) => ({ ...json, outputs: [output({ pngs: ['x.png'] })] }),
    ],
    ['whose pictures are larger than it says', (json) => ({ ...json, outputs: [output({ width: 4 })] })],
    ['that says two things of one output', (json) => ({ ...json, outputs: [output({}), output({})] })],
    ['with a node that cannot be', (json) => ({ ...json, outputs: [output({ node: '<b>' })] })],
    ['of more samples than it has', (json) => ({ ...json, outputs: [output({ samples: 1 })] })],
  ])('%s is left out with a warning, and the graph opens', (_, change) => {
    const entries = new Map(entriesOf(expected))
    const json = JSON.parse(decodeUtf8(required(entries.get(EXPECTED_ENTRY), 'the text')) ?? '') as Record<
      string,
      unknown
    >
    entries.set(EXPECTED_ENTRY, encodeUtf8(JSON.stringify(change(json))))
    const read = readExpected(entries)
    expect(read.expected).toBeNull()
    expect(read.warnings.map(({ code, severity }) => [code, severity])).toEqual([
      ['file/expected', 'warning'],
    ])
  })

  function output(change: object): object {
    const [first] = expected.pictures
    return { ...first, pngs: ['expected/1.png', 'expected/2.png'], ...change }
  }
})

test('3,000 broken results: the graph always opens, and what is read can be judged', () => {
  const random = createRandom(testSeed(), 5)
  const document = graph([node('image', 'output/image')])
  const { bytes } = valueOf(writeLoom(document, createTensorStore(), { appVersion, expected }))
  const entries = valueOf(readZip(bytes))
  let read = 0
  let leftOut = 0
  const tryWith = (name: string, data: Uint8Array): void => {
    const all = [...new Map([...entries, [name, data]])]
    const archive = writeZip(all.map(([key, value]) => ({ name: key, data: value, compress: false })))
    const opened = valueOf(readGraphFile('broken.loom', archive, allNodes, createTensorStore()))
    expect(opened.document).toEqual(document)
    if (!opened.expected) leftOut += opened.warnings.length
    else {
      read++
      judgeReproduction(opened.expected, actual(pictures))
    }
  }
  const text = required(entries.get(EXPECTED_ENTRY), 'the text')
  const json: unknown = JSON.parse(decodeUtf8(text) ?? '')
  for (const broken of mutations(text, 1000, random)) tryWith(EXPECTED_ENTRY, broken)
  for (let i = 0; i < 1000; i++)
    tryWith(EXPECTED_ENTRY, encodeUtf8(JSON.stringify(mutatedJson(json, random))))
  const png = required(entries.get('expected/1.png'), 'a picture')
  for (const broken of mutations(png, 1000, random)) tryWith('expected/1.png', broken)
  expect(read).toBeGreaterThan(100)
  expect(leftOut).toBeGreaterThan(100)
  expect(read + leftOut).toBeGreaterThan(2900)
})

function actual(found: readonly Picture[], change: Partial<ActualResult> = {}): ActualResult {
  return { appVersion, backend: 'wasm', halfPrecision: false, standIns: 0, pictures: found, ...change }
}

/** One pixel of the picture is brighter. */
function withSpeck(by: number): readonly Picture[] {
  const [first = picture('image', [])] = pictures
  const rgba = first.rgba.map((pixels) => pixels.slice())
  const [sample] = rgba
  if (sample) sample[0] = (sample[0] ?? 0) + by
  return [{ ...first, rgba }, ...pictures.slice(1)]
}

const hashOnly: ExpectedResult = {
  ...expected,
  pictures: expected.pictures.map((one) => ({ ...one, pngs: [] })),
}
const firstOnly: ExpectedResult = {
  ...expected,
  pictures: expected.pictures.map((one) => ({ ...one, pngs: one.pngs.slice(0, 1) })),
}
const lastChanged = [picture('image', [10, 201]), ...pictures.slice(1)]
const brighter = (by: number): readonly Picture[] => [
  picture('image', [10 + by, 200 + by]),
  ...pictures.slice(1),
]

describe('the verdict', () => {
  test.each<[string, ExpectedResult, ActualResult, object]>([
    ['the same', expected, actual(pictures), { kind: 'identical' }],
    ['the same, by hash alone', hashOnly, actual(pictures), { kind: 'identical' }],
    ['the same on another backend', expected, actual(pictures, { backend: 'webgpu' }), { kind: 'identical' }],
    [
      'more outputs than were saved',
      expected,
      actual([...pictures, picture('x', [1])]),
      { kind: 'identical' },
    ],
    [
      'one step apart in one pixel, on another backend',
      expected,
      actual(withSpeck(1), { backend: 'webgpu' }),
      { kind: 'close', cause: 'backend', distance: { largest: 1 }, compared: { samples: 2, of: 2 } },
    ],
    [
      'in another version',
      expected,
      actual(withSpeck(2), { appVersion: '9' }),
      { kind: 'close', cause: 'version' },
    ],
    ['on another computer', expected, actual(withSpeck(2)), { kind: 'close', cause: 'computer' }],
    ['compared in part', firstOnly, actual(withSpeck(1)), { kind: 'close', compared: { samples: 1, of: 2 } }],
    [
      'three steps apart in one pixel',
      expected,
      actual(withSpeck(3)),
      { kind: 'differs', node: 'image', difference: { kind: 'pixels', distance: { largest: 3 } } },
    ],
    [
      'one step apart everywhere, which is more than rounding',
      expected,
      actual(brighter(1), { backend: 'webgpu' }),
      { kind: 'differs', difference: { distance: { largest: 1, mean: 1, changed: 1 } } },
    ],
    [
      'one step apart everywhere in half precision',
      expected,
      actual(brighter(1), { backend: 'webgpu', halfPrecision: true }),
      { kind: 'close', cause: 'half-precision' },
    ],
    [
      'other, by hash alone',
      hashOnly,
      actual(withSpeck(1)),
      { kind: 'differs', difference: { kind: 'unknown' } },
    ],
    ['other where it was not saved', firstOnly, actual(lastChanged), { difference: { kind: 'unknown' } }],
    ['another size', expected, actual([picture('image', [10], 4, 4)]), { difference: { kind: 'missing' } }],
    [
      'another size of the only one',
      { ...expected, pictures: expected.pictures.slice(0, 1) },
      actual([picture('image', [10], 4, 4)]),
      {
        kind: 'differs',
        difference: {
          kind: 'size',
          expected: { width: 3, height: 2, samples: 2 },
          actual: { width: 4, height: 4, samples: 1 },
        },
      },
    ],
    ['nothing at all', expected, actual([]), { kind: 'differs', difference: { kind: 'missing' } }],
    ['stand-ins', expected, actual(pictures, { standIns: 2 }), { kind: 'stand-ins', nodes: 2 }],
  ])('%s', (_, wanted, found, verdict) => {
    expect(judgeReproduction(wanted, found)).toMatchObject(verdict)
  })

  test('of two outputs that differ tells of the worse', () => {
    const found = [...brighter(40).slice(0, 1), picture('r8:inner', [130], 1, 1)]
    expect(judgeReproduction(expected, actual(found))).toMatchObject({
      node: 'r8:inner',
      difference: { distance: { largest: 100 } },
    })
  })
})

test('what is missing is named in the file as before: 40 random graphs without their values', () => {
  const seed = testSeed()
  let missing = 0
  for (let i = 0; i < 40; i++) {
    const { document, store } = randomGraph(seed + i, 150)
    const whole = valueOf(writeLoom(document, store, { appVersion }))
    const bare = valueOf(writeLoom(document, createTensorStore(), { appVersion }))
    missing += bare.warnings.length
    const opened = valueOf(readLoom(bare.bytes, allNodes))
    expect(opened.document, `seed ${seed + i}`).toEqual(valueOf(readLoom(whole.bytes, allNodes)).document)
    // Saved again once everything is there, nothing is lost.
    expect(valueOf(writeLoom(opened.document, store, { appVersion })).bytes).toEqual(whole.bytes)
  }
  expect(missing).toBeGreaterThan(40)
})
