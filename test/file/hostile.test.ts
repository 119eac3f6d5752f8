import { zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { encodeUtf8 } from '../../core/base/utf8'
import { withDefaults } from '../../core/nodedef/params'
import { NO_TABLES } from '../../core/file/file-tables'
import { FILE_LIMITS } from '../../core/file/format'
import { readGraphFile } from '../../core/file/graph-file'
import { GRAPH_ENTRY } from '../../core/file/loom'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import { writeZip } from '../../core/file/zip'
import { tensor } from '../../core/tensor/tensor'
import { writeSafetensors } from '../../core/weights/safetensors'
import { required } from '../../core/base/assert'
import { createTensorStore } from '../../core/weights/tensor-store'
import { allNodes } from '../helpers/random-graph'
import { codesOf, printed, valueOf } from '../helpers/result'

/** Files made to hurt: they are refused quickly, or their texts stay texts. */

const head = '"format":"styleloom","formatVersion":3,"app":"1","project":{"name":"","description":""}'
const file = (nodes: string, links = '{}', rest = ''): string =>
  `{${head},"nodes":${nodes},"links":${links}${rest}}`
const NODE = '{"type":"output/image","version":1,"position":[0,0]}'

const open = (bytes: Uint8Array): ReturnType<typeof readGraphFile> =>
  readGraphFile('hostile', bytes, allNodes, createTensorStore())

function repeated(count: number, item: (i: number) => string): string {
  return `{${Array.from({ length: count }, (_, i) => item(i)).join(',')}}`
}

/**
 * How long it takes against JSON.parse of a file of 100,000 plain nodes, timed before and after in the same run: machines
 * are slow at times, but then at both.
 */
function inUnits(work: () => void): number {
  const timed = (run: () => unknown): number => {
    const start = performance.now()
    run()
    return performance.now() - start
  }
  const unit = (): number => timed(() => JSON.parse(PLAIN))
  const before = unit()
  const taken = timed(work)
  return taken / Math.max(before, unit())
}

const PLAIN = file(repeated(100_000, (i) => `"n${i}":${NODE}`))
/** Reading what must be read is some 20 units of work for half a million entries. */
const LONG = 200
const SHORT = 60

describe('refused quickly', () => {
  const many = FILE_LIMITS.nodes + 1
  test.each<readonly [string, () => Uint8Array, string, number]>([
    [
      'a million nodes',
      () => encodeUtf8(file(repeated(1_000_000, (i) => `"n${i}":${NODE}`))),
      'file/too-large|file/too-many',
      LONG,
    ],
    [
      'a million empty nodes',
      () => encodeUtf8(file(repeated(1_000_000, (i) => `"n${i}":{}`))),
      'file/too-many',
      LONG,
    ],
    ['one node too many', () => encodeUtf8(file(repeated(many, (i) => `"n${i}":0`))), 'file/too-many', SHORT],
    [
      'half a million wires',
      () =>
        encodeUtf8(
          file(
            '{}',
            repeated(500_000, (i) => `"l${i}":{"from":"a.b","to":"c.d"}`),
          ),
        ),
      'file/too-many',
      LONG,
    ],
    [
      'wires that all lead nowhere',
      () =>
        encodeUtf8(
          file(
            '{}',
            repeated(300_000, (i) => `"l${i}":{"from":"a.b","to":"c.d"}`),
          ),
        ),
      'document/dangling-link',
      LONG,
    ],
    ['65 MiB of spaces', () => new Uint8Array(65 * 1024 * 1024).fill(0x20), 'file/too-large', SHORT],
    [
      '64 MiB of one text',
      () => encodeUtf8(file('{}', '{}', `,"x":"${'y'.repeat(60_000_000)}"`)),
      'file/unknown-key',
      LONG,
    ],
    ['nesting without end', () => encodeUtf8('['.repeat(10_000_000)), 'file/too-deep', SHORT],
    [
      'nesting in a parameter',
      () =>
        encodeUtf8(
          file(
            `{"a":{"type":"x/y","version":1,"position":[0,0],"params":{"p":${'['.repeat(5000)}${']'.repeat(5000)}}}}`,
          ),
        ),
      'file/too-deep',
      SHORT,
    ],
    [
      'two thousand parameters',
      () =>
        encodeUtf8(
          file(
            `{"a":{"type":"x/y","version":1,"position":[0,0],"params":${repeated(2000, (i) => `"p${i}":1`)}}}`,
          ),
        ),
      'file/too-many',
      SHORT,
    ],
    [
      'a bomb in an archive',
      () => zipSync({ [GRAPH_ENTRY]: new Uint8Array(300_000_000) }, { level: 9 }),
      'zip/too-large',
      SHORT,
    ],
    [
      'a text that unpacks to too much',
      () => zipSync({ [GRAPH_ENTRY]: new Uint8Array(100_000_000).fill(0x20) }, { level: 9 }),
      'file/too-large',
      LONG,
    ],
    ['a way out of the archive', () => zipSync({ '../evil': encodeUtf8('x') }), 'zip/bad-name', SHORT],
  ])('%s', (_, make, codes, most) => {
    const bytes = make()
    let result: ReturnType<typeof open> | undefined
    const taken = inUnits(() => (result = open(bytes)))
    expect(taken, 'times as long as parsing a plain file').toBeLessThan(most)
    expect(codes.split('|')).toContain(codesOf(required(result, 'a result'))[0])
  })

  test('the largest graph that is read takes seconds, not minutes', () => {
    const nodes = repeated(
      50_000,
      (i) => `"n${i}":{"type":"activation/relu","version":1,"position":[${i},0]}`,
    )
    const links = repeated(49_999, (i) => `"l${i}":{"from":"n${i}.y","to":"n${i + 1}.x"}`)
    const taken = inUnits(() => {
      const { document } = valueOf(open(encodeUtf8(file(nodes, links))))
      expect(document.links.size).toBe(49_999)
    })
    expect(taken).toBeLessThan(LONG)
  })
})

describe('names that every object has', () => {
  test('are ids like any other', () => {
    const names = ['constructor', 'toString', 'valueOf', 'hasOwnProperty', 'prototype']
    const nodes = `{${names.map((name) => `"${name}":${NODE}`).join(',')}}`
    const { document } = valueOf(open(encodeUtf8(file(nodes))))
    expect([...document.nodes.keys()].sort()).toEqual([...names].sort())
    expect(valueOf(readDocument(writeDocument(document, NO_TABLES, '1'), allNodes)).document).toEqual(
      document,
    )
  })

  test('__proto__ is refused wherever it stands, and changes nothing', () => {
    const evil = '{"polluted":1}'
    const texts = [
      file(`{"__proto__":${NODE}}`),
      file('{}', `{"__proto__":${evil}}`),
      file('{}', '{}', `,"__proto__":${evil}`),
      file('{}', '{}', `,"weights":{"__proto__":${evil}}`),
      file('{}', '{}', `,"pictures":{"__proto__":"x.png"}`),
      file(`{"a":{"type":"output/image","version":1,"position":[0,0],"__proto__":${evil}}}`),
      file('{"a":{"type":"output/image","version":1,"position":[0,0],"params":{"__proto__":1}}}'),
      file('{"a":{"type":"no/such","version":1,"position":[0,0],"params":{"__proto__":1}}}'),
      file(
        `{"a":{"type":"output/image","version":1,"position":[0,0],"weights":{"__proto__":{"sha256":"${'a'.repeat(64)}","dims":[]}}}}`,
      ),
    ]
    for (const text of texts) {
      const result = open(encodeUtf8(text))
      expect(result.ok, text).toBe(false)
      expect(printed(result).join('\n')).toContain('__proto__')
    }
    expect('polluted' in {}).toBe(false)
  })

  test('inherited values are no parameters', () => {
    const text = file(
      '{"a":{"type":"no/such","version":1,"position":[0,0],"params":{"constructor":1,"toString":"x"}}}',
    )
    const node = valueOf(open(encodeUtf8(text))).document.nodes.get(nodeId('a'))
    expect(Object.entries(node?.params ?? {})).toEqual([
      ['constructor', 1],
      ['toString', 'x'],
    ])
    const specs = allNodes.get('output/image')?.params ?? {}
    expect(withDefaults(specs, node?.params ?? {})).toEqual({ low: -1, high: 1, clamp: false })
  })
})

describe('blocks', () => {
  const instance = (block: string): string => `{"type":"block/${block}","version":1,"position":[0,0]}`
  const block = (nodes: string): string => `{"title":"b","nodes":${nodes},"links":{}}`
  const blocks = (count: number, nodes: (i: number) => string): Uint8Array =>
    encodeUtf8(
      file(
        `{"a":${instance('b0')}}`,
        '{}',
        `,"blocks":${repeated(count, (i) => `"b${i}":${block(nodes(i))}`)}`,
      ),
    )

  test.each<readonly [string, () => Uint8Array, string]>([
    ['one that stands in itself', () => blocks(1, () => `{"n":${instance('b0')}}`), 'block/inside-itself'],
    [
      'a ring of them',
      () => blocks(900, (i) => `{"n":${instance(`b${(i + 1) % 900}`)}}`),
      'block/inside-itself|block/too-deep',
    ],
    [
      'a thousand within each other',
      () => blocks(1000, (i) => (i === 999 ? '{}' : `{"n":${instance(`b${i + 1}`)}}`)),
      'block/too-deep',
    ],
    [
      'thirty that double each time',
      () =>
        blocks(30, (i) =>
          i === 29
            ? `{"n":${NODE},"m":${NODE}}`
            : `{"n":${instance(`b${i + 1}`)},"m":${instance(`b${i + 1}`)}}`,
        ),
      'block/too-large',
    ],
    [
      'a thousand full ones',
      () => blocks(1000, () => repeated(401, (i) => `"n${i}":${NODE}`)),
      'file/too-many|file/too-large',
    ],
    ['one of another block, unknown', () => blocks(1, () => `{"n":${instance('nothing')}}`), ''],
  ])('%s', (_name, make, codes) => {
    const read = open(make())
    if (codes === '') expect(read.ok).toBe(true)
    else expect(codesOf(read).every((code) => [...codes.split('|'), 'file/more'].includes(code))).toBe(true)
  })
})

test('HTML and scripts in texts are texts', () => {
  const evil = '<img src=x onerror=alert(1)>"\'`${1}</script>\u2028'
  const text = JSON.stringify({
    format: 'styleloom',
    formatVersion: 3,
    app: evil,
    project: { name: evil, description: evil },
    nodes: {
      a: { type: 'output/tensor', version: 1, position: [0, 0], title: evil, params: { name: evil } },
    },
    links: {},
  })
  const { document } = valueOf(open(encodeUtf8(text)))
  const node = document.nodes.get(nodeId('a'))
  expect([document.project.name, document.project.description, node?.title, node?.params['name']]).toEqual(
    new Array(4).fill(evil),
  )
})

test('hostile names in sentences are short and hold no line breaks', () => {
  const name = `${'\n'.repeat(10)}${'x'.repeat(1_000_000)}`
  const texts = [
    file(`{${JSON.stringify(name)}:{}}`),
    file('{}', `{${JSON.stringify(name)}:{}}`),
    file('{}', '{}', `,${JSON.stringify(name)}:1`),
    file('{}', `{"l":{"from":${JSON.stringify(name)},"to":"a.b"}}`),
    file(`{"a":{"type":${JSON.stringify(name)},"version":1,"position":[0,0]}}`),
    file(`{"a":{"type":"output/image","version":1,"position":[0,0],"params":{${JSON.stringify(name)}:1}}}`),
    `{"format":"styleloom","formatVersion":4,"app":${JSON.stringify(name)}}`,
  ]
  for (const text of texts) {
    const lines = printed(open(encodeUtf8(text)))
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) expect(line).toMatch(/^[^\n]{1,800}$/)
  }
})

test('a tensor that a table names a thousand times is hashed once', () => {
  const sha = (i: number): string => i.toString(16).padStart(64, '0')
  const weights = repeated(900, (i) => `"${sha(i)}":{"file":"w.safetensors","key":"k","dims":[2000000]}`)
  const refs = repeated(900, (i) => `"w${i}":{"sha256":"${sha(i)}","dims":[2000000]}`)
  const node = `{"type":"x/y","version":1,"position":[0,0],"weights":${refs}}`
  const bytes = writeZip([
    {
      name: GRAPH_ENTRY,
      data: encodeUtf8(file(`{"a":${node}}`, '{}', `,"weights":${weights}`)),
      compress: true,
    },
    {
      name: 'w.safetensors',
      data: writeSafetensors(new Map([['k', tensor([2_000_000], new Float32Array(2_000_000))]])),
      compress: false,
    },
  ])
  const start = performance.now()
  const result = open(bytes)
  expect(performance.now() - start).toBeLessThan(5000)
  expect(codesOf(result).slice(0, 2)).toEqual(['file/weight-hash', 'file/weight-hash'])
  expect(codesOf(result)).toHaveLength(51)
})
