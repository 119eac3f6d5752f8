import fc from 'fast-check'
import { deflateSync, unzipSync, zipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { decodeUtf8, encodeUtf8 } from '../../core/base/utf8'
import { entryNameProblem } from '../../core/file/entry-name'
import { readZip, writeZip } from '../../core/file/zip'
import { fixture } from '../helpers/fixture'
import { codesOf, printed, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

const text = (content: string) => encodeUtf8(content)
const entry = (name: string, content: string, compress = false) => ({ name, data: text(content), compress })

describe('zip round trip', () => {
  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('__proto__', '2', '1', 'a/b.json', 'ä/ö'),
  )
  const entries = fc.uniqueArray(
    fc.record({
      name: names.filter(
        (name) => decodeUtf8(encodeUtf8(name)) === name && entryNameProblem(name) === undefined,
      ),
      data: fc.oneof(
        fc.uint8Array(),
        fc.nat(5000).map((length) => new Uint8Array(length).fill(7)),
      ),
      compress: fc.boolean(),
    }),
    { selector: ({ name }) => name },
  )

  test('gives back every file in order', () => {
    fc.assert(
      fc.property(entries, (files) => {
        const expected = files.map(({ name, data }) => [name, data])
        expect([...valueOf(readZip(writeZip(files)))]).toEqual(expected)
      }),
      { seed: testSeed() },
    )
  })

  test('another reader understands it, and it another writer', () => {
    const files = [entry('b.json', '{}'), entry('a/ü.txt', 'x'.repeat(500), true)]
    const other = unzipSync(writeZip(files))
    expect(Object.keys(other).sort()).toEqual(['a/ü.txt', 'b.json'])
    expect(other['a/ü.txt']).toEqual(files[1]?.data)
    const folder = { 'a/': new Uint8Array(), 'a/b': text('x'.repeat(500)) }
    expect([...valueOf(readZip(zipSync(folder))).keys()]).toEqual(['a/b'])
  })

  test('the same files give the same bytes, and what does not shrink is stored', () => {
    const files = [entry('a', 'xyz', true), entry('b', 'x'.repeat(100), true)]
    expect(writeZip(files)).toEqual(writeZip(files))
    const methods = [...writeZip(files)]
      .join(' ')
      .match(/80 75 3 4 20 0 0 0 \d 0/g)
      ?.map((found) => found.at(-3))
    expect(methods).toEqual(['0', '8'])
  })

  test('a comment at the end, even one that looks like an end', () => {
    const bytes = writeZip([entry('a', 'x')])
    const comment = [...text('PK\x05\x06 and more than twenty-two bytes')]
    expect(valueOf(readZip(withComment(bytes, comment))).get('a')).toEqual(text('x'))
  })

  test.each(['stored', 'deflated'])('reads the zip64 entries of numpy: %s', (name) => {
    expect([...valueOf(readZip(fixture(`numpy/${name}.npz`))).keys()]).toEqual(['w.npy', 'layer/bias.npy'])
  })

  test('reads a zip64 directory', () => {
    const files = valueOf(readZip(asZip64(writeZip([entry('a', 'hello'), entry('b', 'x'.repeat(99), true)]))))
    expect([...files]).toEqual([
      ['a', text('hello')],
      ['b', text('x'.repeat(99))],
    ])
  })
})

describe('a broken or hostile zip is refused', () => {
  const good = writeZip([entry('first.txt', 'some text'), entry('second.txt', 'y'.repeat(300), true)])
  const directory = find(good, [0x50, 0x4b, 1, 2])
  const second = find(good, [0x50, 0x4b, 1, 2], directory + 4)
  const end = good.length - 22

  test.each([
    ['an empty file', new Uint8Array(), 'zip/not-zip'],
    ['text', text('no archive at all, but long enough to be one'), 'zip/not-zip'],
    ['a cut end', good.slice(0, -1), 'zip/not-zip'],
    ['a cut start', good.slice(1), 'zip/directory'],
    ['bytes put before', new Uint8Array([0, ...good]), 'zip/directory'],
    ['bytes put behind', new Uint8Array([...good, 0]), 'zip/not-zip'],
    ['the second of two disks', set(good, end + 4, [1]), 'zip/split'],
    ['an entry too many', set(good, end + 8, [3, 0, 3, 0]), 'zip/directory'],
    ['an entry too few', set(good, end + 8, [1, 0, 1, 0]), 'zip/directory'],
    ['a directory elsewhere', set(good, end + 16, [1]), 'zip/directory'],
    ['zip64 sizes that are missing', set(good, directory + 24, [255, 255, 255, 255]), 'zip/directory'],
    ['a zip64 end that is missing', set(good, end + 10, [255, 255]), 'zip/directory'],
    ['an encrypted entry', set(good, directory + 8, [1]), 'zip/encrypted'],
    ['method 12', set(good, directory + 10, [12]), 'zip/method'],
    ['two methods', set(good, 8, [8]), 'zip/local-header'],
    ['two names', set(good, 30, [0x46]), 'zip/local-header'],
    ['an entry that is not there', set(good, directory + 42, [1]), 'zip/local-header'],
    ['an entry behind the end', set(good, directory + 42, [0, 0, 0, 0x7f]), 'zip/local-header'],
    ['an entry that reaches into the directory', set(good, second + 20, [0xff, 0xff]), 'zip/truncated'],
    ['a stored entry of two sizes', set(good, directory + 24, [1]), 'zip/size-mismatch'],
    ['a changed byte', set(good, 30 + 'first.txt'.length, [0]), 'zip/checksum'],
    ['a wrong checksum', set(good, directory + 16, [0, 0, 0, 0]), 'zip/checksum'],
    ['broken deflate data', set(good, find(good, text('second.txt')) + 10, [0xff, 0xff]), 'zip/bad-data'],
    ['more data than announced', set(good, second + 24, [0xff, 0]), 'zip/bad-data'],
    ['less data than announced', set(good, second + 24, [0xff, 1]), 'zip/bad-data'],
    ['4 GiB from a few bytes', set(good, second + 24, [0xff, 0xff, 0xff, 0x3f]), 'zip/bad-data'],
    ['a size beyond the limit', set(good, second + 24, [0xff, 0xff, 0xff, 0x4f]), 'zip/too-large'],
  ])('%s', (_, bytes, code) => {
    expect(codesOf(readZip(bytes))).toEqual([code])
  })

  test.each([
    '',
    '/a',
    '../a',
    'a/../b',
    './a',
    'a//b',
    'C:\\a',
    'c:a',
    'a\\b',
    'a\0b',
    'a\nb',
    '..',
    '../',
    '/',
    'x'.repeat(1025),
  ])('the name %j', (name) => {
    expect(codesOf(readZip(zipSync({ [name]: new Uint8Array() })))).toEqual(['zip/bad-name'])
  })

  test('a name that is not UTF-8', () => {
    const bytes = writeZip([entry('abc', '')])
    bytes[30] = 0xff
    bytes[find(bytes, [0x50, 0x4b, 1, 2]) + 46] = 0xff
    expect(codesOf(readZip(bytes))).toEqual(['zip/bad-name'])
  })

  test('two entries of one name', () => {
    const bytes = writeZip([entry('ab', ''), entry('aa', '')])
    for (let at = find(bytes, text('ab')); at !== -1; at = find(bytes, text('ab'))) bytes[at + 1] = 0x61
    expect(codesOf(readZip(bytes))).toEqual(['zip/duplicate-name'])
  })

  test('entries that share their data', () => {
    const bytes = writeZip([entry('aa', 'z'.repeat(99), true), entry('aa2', '', true)])
    const shared = set(bytes, find(bytes, [0x50, 0x4b, 1, 2], find(bytes, [0x50, 0x4b, 1, 2]) + 1) + 42, [0])
    // The second entry now claims the first one's header, whose name must then fit too.
    expect(codesOf(readZip(shared))).toEqual(['zip/local-header'])
    expect(codesOf(readZip(quotedBomb()))).toEqual(['zip/overlap'])
  })

  test('limits on the number, each and all', () => {
    expect(codesOf(readZip(good, { entries: 1 }))).toEqual(['zip/too-many-entries'])
    expect(codesOf(readZip(good, { entryBytes: 299 }))).toEqual(['zip/too-large'])
    expect(codesOf(readZip(good, { totalBytes: 308 }))).toEqual(['zip/too-large'])
    expect(codesOf(readZip(good, { entries: 2, entryBytes: 300, totalBytes: 309 }))).toEqual([])
  })

  test('a bomb is dropped early: 64 MiB of zeros announced as 100 KB', () => {
    const packed = deflateSync(new Uint8Array(64 * 1024 * 1024), { level: 9 })
    const bytes = raw('bomb', packed, 100_000)
    const before = performance.now()
    expect(codesOf(readZip(bytes))).toEqual(['zip/bad-data'])
    expect(performance.now() - before).toBeLessThan(1000)
  })

  test('sentences name the entry and both numbers', () => {
    const results = [
      readZip(set(good, second + 24, [0xff, 1])),
      readZip(set(good, second + 24, [0xff, 0xff, 0xff, 0x3f])),
      readZip(set(good, second + 24, [0xff, 0xff, 0xff, 0x4f])),
      readZip(zipSync({ '../x': new Uint8Array() })),
      readZip(good.slice(0, -1)),
    ]
    expect(results.flatMap(printed).join('\n')).toMatchInlineSnapshot(`
      "error: second.txt: The compressed data of "second.txt" holds 300 bytes instead of the 511 that are announced. [zip/bad-data]
      error: second.txt: The compressed data of "second.txt" takes 6 bytes, which cannot hold the 1073741823 bytes that are announced. [zip/bad-data]
      error: second.txt: "second.txt" unpacks to 1342177279 bytes; at most 1073741824 are read. [zip/too-large]
      error: byte 36: The archive holds a file whose name "../x" holds an empty part, "." or "..". [zip/bad-name]
      error: byte 0: This is not a whole zip archive: the directory at its end is missing. Fetch the file again: it seems cut off. [zip/not-zip]"
    `)
  })
})

function set(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const out = new Uint8Array(bytes)
  out.set(values, at)
  return out
}

function find(bytes: Uint8Array, pattern: ArrayLike<number>, from = 0): number {
  return bytes.findIndex(
    (_, at) => at >= from && Array.from(pattern).every((byte, i) => bytes[at + i] === byte),
  )
}

function withComment(bytes: Uint8Array, comment: readonly number[]): Uint8Array {
  const out = new Uint8Array([...bytes, ...comment])
  out[bytes.length - 2] = comment.length
  return out
}

/** An archive of one deflated entry that announces `size` bytes and no checksum. */
function raw(name: string, packed: Uint8Array, size: number): Uint8Array {
  const bytes = writeZip([{ name, data: packed, compress: false }])
  const directory = find(bytes, [0x50, 0x4b, 1, 2], 30 + name.length + packed.length)
  const view = new DataView(bytes.buffer)
  view.setUint16(8, 8, true)
  view.setUint16(directory + 10, 8, true)
  view.setUint32(directory + 24, size, true)
  return bytes
}

/** Two stored entries, the second of which lies inside the first one's data. */
function quotedBomb(): Uint8Array {
  const inner = writeZip([entry('inner', 'payload')])
  const directory = find(inner, [0x50, 0x4b, 1, 2])
  const local = inner.subarray(0, directory)
  const bytes = writeZip([{ name: 'outer', data: local, compress: false }])
  const outerEnd = bytes.length - 22
  const record = new Uint8Array(inner.subarray(directory, inner.length - 22))
  new DataView(record.buffer).setUint32(42, 30 + 'outer'.length, true)
  const out = new Uint8Array([...bytes.subarray(0, outerEnd), ...record, ...bytes.subarray(outerEnd)])
  const end = new DataView(out.buffer, out.length - 22)
  end.setUint16(8, 2, true)
  end.setUint16(10, 2, true)
  end.setUint32(12, end.getUint32(12, true) + record.length, true)
  return out
}

/** The same archive with its directory's place given in 64 bits. */
function asZip64(bytes: Uint8Array): Uint8Array {
  const at = bytes.length - 22
  const old = new DataView(bytes.buffer, at)
  const out = new Uint8Array(bytes.length + 56 + 20)
  out.set(bytes.subarray(0, at))
  const view = new DataView(out.buffer)
  view.setUint32(at, 0x06064b50, true)
  view.setBigUint64(at + 4, 44n, true)
  view.setBigUint64(at + 24, BigInt(old.getUint16(8, true)), true)
  view.setBigUint64(at + 32, BigInt(old.getUint16(10, true)), true)
  view.setBigUint64(at + 40, BigInt(old.getUint32(12, true)), true)
  view.setBigUint64(at + 48, BigInt(old.getUint32(16, true)), true)
  view.setUint32(at + 56, 0x07064b50, true)
  view.setBigUint64(at + 64, BigInt(at), true)
  view.setUint32(at + 72, 1, true)
  out.set(bytes.subarray(at), at + 76)
  out.fill(0xff, at + 76 + 8, at + 76 + 20)
  return out
}
