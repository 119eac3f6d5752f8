import fc from 'fast-check'
import type { ImageData } from 'fast-png'
import { decode, encode } from 'fast-png'
import { zlibSync } from 'fflate'
import { readdirSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readPng, writePng } from '../../core/image/png'
import { readChunks, writeChunks } from '../../core/image/png-chunks'
import { asciiJson, readPngText } from '../../core/image/png-text'
import { rgbaImage } from '../../core/image/rgba-image'
import { readNpy } from '../../core/weights/npy'
import { fixture } from '../helpers/fixture'
import { codesOf, printed, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

const size = fc.record({ width: fc.integer({ min: 1, max: 9 }), height: fc.integer({ min: 1, max: 9 }) })

describe('reads every standard kind', () => {
  const kinds = readdirSync(new URL('../fixtures/png/', import.meta.url)).filter((name) =>
    name.endsWith('.png'),
  )
  test.each(kinds)('%s', (name) => {
    const expected = valueOf(readNpy(fixture(`png/${name.replace('.png', '.npy')}`)))
    const image = valueOf(readPng(fixture(`png/${name}`)))
    expect([image.height, image.width, 4]).toEqual(expected.dims)
    expect([...image.data]).toEqual([...expected.data])
  })

  test('whatever another encoder writes', () => {
    const pictures = fc.record({
      size,
      channels: fc.constantFrom(1, 2, 3, 4),
      depth: fc.constantFrom(8 as const, 16 as const),
      interlace: fc.constantFrom('null' as const, 'Adam7' as const),
      seed: fc.infiniteStream(fc.nat(65535)),
    })
    fc.assert(
      fc.property(pictures, ({ size: { width, height }, channels, depth, interlace, seed }) => {
        const samples = Array.from(
          { length: width * height * channels },
          () => seed.next().value & (2 ** depth - 1),
        )
        const data = depth === 8 ? new Uint8Array(samples) : new Uint16Array(samples)
        const bytes = encode({ width, height, channels, depth, data }, { interlace })
        const eight = samples.map((value) => Math.round((value * 255) / (2 ** depth - 1)))
        const pixels = Array.from({ length: width * height }, (_, i) =>
          eight.slice(i * channels, (i + 1) * channels),
        )
        expect([...valueOf(readPng(bytes)).data]).toEqual(pixels.flatMap(toRgba))
      }),
      { seed: testSeed() },
    )
  })
})

describe('writes', () => {
  const images = size.chain(({ width, height }) =>
    fc
      .tuple(fc.uint8Array({ minLength: width * height * 4, maxLength: width * height * 4 }), fc.boolean())
      .map(([data, opaque]) =>
        rgbaImage(width, height, opaque ? data.map((value, i) => (i % 4 === 3 ? 255 : value)) : data),
      ),
  )

  test('what it reads again, and what another decoder reads', () => {
    fc.assert(
      fc.property(images, (image) => {
        const bytes = writePng(image)
        expect(valueOf(readPng(bytes))).toEqual(image)
        expect(writePng(image)).toEqual(bytes)
        const other: ImageData = decode(bytes, { checkCrc: true })
        const channels = other.channels ?? 4
        expect(channels).toBe(image.data.every((value, i) => i % 4 !== 3 || value === 255) ? 3 : 4)
        const pixels = Array.from({ length: image.width * image.height }, (_, i) =>
          Array.from(other.data.slice(i * channels, (i + 1) * channels)),
        )
        expect(pixels.flatMap(toRgba)).toEqual([...image.data])
      }),
      { seed: testSeed() },
    )
  })

  test('filters that make a smooth picture small', () => {
    const data = new Uint8Array(128 * 128 * 4).map((_, i) =>
      i % 4 === 3 ? 255 : ((i >> 2) % 128) + (i >> 9),
    )
    expect(writePng(rgbaImage(128, 128, data)).length).toBeLessThan(2000)
  })

  test('texts, as any JSON in ASCII', () => {
    const image = rgbaImage(1, 1, new Uint8Array(4))
    fc.assert(
      fc.property(fc.json(), fc.string({ unit: 'binary' }), (json, text) => {
        const written = new Map([
          ['graph', asciiJson(json)],
          ['note', asciiJson(JSON.stringify(text))],
        ])
        const bytes = writePng(image, written)
        expect(valueOf(readPngText(bytes))).toEqual(written)
        expect(JSON.parse(written.get('note') ?? '')).toBe(text)
        expect(valueOf(readPng(bytes))).toEqual(image)
        expect(decode(bytes).text['graph']).toBe(written.get('graph'))
      }),
      { seed: testSeed() },
    )
  })
})

test('texts of other programs: Latin-1, long, twice, named like the prototype, without a keyword', () => {
  const latin1 = (text: string) => ({
    type: 'tEXt',
    data: Uint8Array.from(text, (char) => char.charCodeAt(0)),
  })
  const long = 'ü'.repeat(300_000)
  const texts = [
    'Author\0é',
    'Author\0b',
    '__proto__\0x',
    `Long\0${long}`,
    '\0none',
    'no zero',
    `${'k'.repeat(80)}\0x`,
  ]
  const bytes = withChunks(texts.map(latin1))
  expect(valueOf(readPngText(bytes))).toEqual(
    new Map([
      ['Author', 'é'],
      ['__proto__', 'x'],
      ['Long', long],
    ]),
  )
  expect(codesOf(readPng(bytes))).toEqual([])
})

describe('a broken or hostile picture is refused', () => {
  const good = writePng(rgbaImage(3, 2, new Uint8Array(24).fill(9)))
  const rows = (count: number, first = 0) => zlibSync(new Uint8Array(count).fill(first, 0, 1))
  const idat = (data: Uint8Array) => ({ type: 'IDAT', data })
  const ihdr = (
    ...fields: readonly [width: number, height: number, depth: number, color: number, ...rest: number[]]
  ) => {
    const data = new Uint8Array(13)
    const view = new DataView(data.buffer)
    view.setUint32(0, fields[0])
    view.setUint32(4, fields[1])
    data.set(fields.slice(2), 8)
    return { type: 'IHDR', data }
  }
  const png = (...chunks: { type: string; data: Uint8Array }[]) =>
    writeChunks([...chunks, { type: 'IEND', data: new Uint8Array() }])
  const grey = ihdr(2, 2, 8, 0)
  const palette = (count: number) => ({ type: 'PLTE', data: new Uint8Array(count) })
  const trns = (count: number) => ({ type: 'tRNS', data: new Uint8Array(count) })

  test.each([
    ['an empty file', new Uint8Array(), 'not-png'],
    ['a JPEG', new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70]), 'not-png'],
    ['a signature and no more', good.slice(0, 8), 'truncated'],
    ['a cut end', good.slice(0, -1), 'truncated'],
    ['a cut picture', good.slice(0, 50), 'truncated'],
    ['no end', good.slice(0, -12), 'truncated'],
    ['a chunk of 4 GiB', change(good, 8, [255, 255, 255, 255]), 'truncated'],
    ['a chunk that is no chunk', change(good, 12, [0]), 'bad-chunk'],
    ['a changed byte', change(good, 20, [1]), 'checksum'],
    ['a changed checksum', change(good, 29, [0, 0, 0, 0]), 'checksum'],
    ['no chunks but the end', png(), 'header'],
    ['data before the header', png(idat(rows(6)), grey), 'header'],
    ['two headers', png(grey, grey, idat(rows(6))), 'unknown-chunk'],
    ['a short header', png({ type: 'IHDR', data: new Uint8Array(12) }), 'header'],
    ['no width', png(ihdr(0, 2, 8, 0), idat(rows(6))), 'header'],
    ['no height', png(ihdr(2, 0, 8, 0), idat(rows(6))), 'header'],
    ['4 billion pixels a side', png(ihdr(2 ** 32 - 1, 2 ** 32 - 1, 8, 0), idat(rows(6))), 'too-large'],
    ['more than 16384 pixels a side', png(ihdr(16385, 1, 8, 0), idat(rows(6))), 'too-large'],
    ['more than 64 megapixels', png(ihdr(16384, 4097, 8, 0), idat(rows(6))), 'too-large'],
    ['colour type 1', png(ihdr(2, 2, 8, 1), idat(rows(6))), 'header'],
    ['3 bits', png(ihdr(2, 2, 3, 0), idat(rows(6))), 'header'],
    ['a palette of 16 bits', png(ihdr(2, 2, 16, 3), palette(3), idat(rows(6))), 'header'],
    ['an unknown compression', png(ihdr(2, 2, 8, 0, 1), idat(rows(6))), 'header'],
    ['an unknown filter method', png(ihdr(2, 2, 8, 0, 0, 1), idat(rows(6))), 'header'],
    ['an unknown interlacing', png(ihdr(2, 2, 8, 0, 0, 0, 2), idat(rows(6))), 'header'],
    ['an unknown critical chunk', png(grey, { type: 'ABCD', data: rows(1) }, idat(rows(6))), 'unknown-chunk'],
    ['no data', png(grey), 'bad-data'],
    ['empty data', png(grey, idat(new Uint8Array())), 'bad-data'],
    ['data without a zlib header', png(grey, idat(new Uint8Array([1, 2, 3]))), 'bad-data'],
    ['too little data', png(grey, idat(rows(5))), 'bad-data'],
    ['too much data', png(grey, idat(rows(7))), 'bad-data'],
    ['data that breaks off', png(grey, idat(rows(6).slice(0, 4))), 'bad-data'],
    ['64 megapixels from 20 bytes', png(ihdr(16384, 4096, 8, 0), idat(rows(6))), 'bad-data'],
    ['filter 5', png(grey, idat(rows(6, 5))), 'bad-data'],
    ['no palette', png(ihdr(2, 2, 8, 3), idat(rows(6))), 'palette'],
    ['an empty palette', png(ihdr(2, 2, 8, 3), palette(0), idat(rows(6))), 'palette'],
    ['half a colour', png(ihdr(2, 2, 8, 3), palette(4), idat(rows(6))), 'palette'],
    ['257 colours', png(ihdr(2, 2, 8, 3), palette(257 * 3), idat(rows(6))), 'palette'],
    [
      'a colour outside the palette',
      png(ihdr(1, 1, 8, 3), palette(3), idat(zlibSync(new Uint8Array([0, 1])))),
      'bad-data',
    ],
    ['transparency that does not fit', png(grey, trns(6), idat(rows(6))), 'palette'],
    ['transparency twice over', png(ihdr(2, 2, 8, 4), trns(2), idat(rows(10))), 'palette'],
    [
      'more chunks than any picture',
      png(grey, ...new Array<typeof grey>(70_000).fill({ type: 'teXt', data: new Uint8Array() })),
      'too-many-chunks',
    ],
  ])('%s', (_, bytes, code) => {
    expect(codesOf(readPng(bytes))).toEqual([`png/${code}`])
  })

  test('a bomb is dropped early: 64 MiB of zeros in a picture of 2 × 2', () => {
    const bytes = png(grey, idat(zlibSync(new Uint8Array(64 * 1024 * 1024), { level: 9 })))
    const before = performance.now()
    expect(codesOf(readPng(bytes))).toEqual(['png/bad-data'])
    expect(performance.now() - before).toBeLessThan(1000)
  })

  test('own limits', () => {
    expect(codesOf(readPng(good, { side: 2 }))).toEqual(['png/too-large'])
    expect(codesOf(readPng(good, { pixels: 5 }))).toEqual(['png/too-large'])
    expect(codesOf(readPng(good, { side: 3, pixels: 6 }))).toEqual([])
  })

  test('what follows the end is not looked at', () => {
    expect(codesOf(readPng(new Uint8Array([...good, 1, 2, 3])))).toEqual([])
  })

  test('sentences name the place and the numbers', () => {
    const results = [
      readPng(good.slice(0, 50)),
      readPng(png(ihdr(2 ** 32 - 1, 3, 8, 0))),
      readPng(png(grey, idat(rows(7)))),
      readPng(png(grey, idat(rows(6, 5)))),
    ]
    expect(results.flatMap(printed).join('\n')).toMatchInlineSnapshot(`
      "error: byte 33: The IDAT chunk should hold 18 bytes, but the file ends after 9. Fetch the file again: it seems cut off. [png/truncated]
      error: byte 8: The picture has 4294967295 × 3 pixels; at most 16384 pixels a side and 67108864 in all are read. Scale it down first. [png/too-large]
      error: byte 33: The picture's compressed data holds more than the 6 bytes that are announced. [png/bad-data]
      error: byte 33: The picture's data uses filter 5 in row 0; PNG has filters 0 to 4. [png/bad-data]"
    `)
  })
})

function toRgba(pixel: readonly number[]): readonly number[] {
  const [a = 0, b = 0, c = 0, d = 255] = pixel
  if (pixel.length <= 2) return [a, a, a, pixel.length === 2 ? b : 255]
  return [a, b, c, d]
}

function change(bytes: Uint8Array, at: number, values: readonly number[]): Uint8Array {
  const out = new Uint8Array(bytes)
  out.set(values, at)
  return out
}

/** A small picture with more chunks behind its header. */
function withChunks(extra: readonly { type: string; data: Uint8Array }[]): Uint8Array {
  const chunks = readChunks(writePng(rgbaImage(1, 1, new Uint8Array(4))))
  if (!chunks.ok) throw new Error(chunks.error.message)
  const [header, ...rest] = chunks.value
  return writeChunks([
    ...(header ? [header] : []),
    ...extra,
    ...rest,
    { type: 'IEND', data: new Uint8Array() },
  ])
}
