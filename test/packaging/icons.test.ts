import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { describe, expect, test } from 'vitest'
import { icnsOf, ICNS_SIZES, icoOf, sizeOf } from '../../scripts/icon-files.mjs'
import { ROOT } from '../../scripts/targets.mjs'

const ICONS = join(ROOT, 'package', 'icons')
const WHITE = [255, 255, 255, 255]

function read(name: string): Buffer {
  return readFileSync(join(ICONS, name))
}
function linux(size: number): Buffer {
  return read(`linux/${size}x${size}.png`)
}

describe('icon.ico', () => {
  const file = read('icon.ico')
  const entries = Array.from({ length: file.readUInt16LE(4) }, (_, index) => {
    const at = 6 + 16 * index
    const size = file.readUInt8(at) || 256
    const start = file.readUInt32LE(at + 12)
    return {
      size,
      bits: file.readUInt16LE(at + 6),
      data: file.subarray(start, start + file.readUInt32LE(at + 8)),
    }
  })

  test('has the sizes that Windows shows, as bitmaps but for the largest', () => {
    expect(entries.map(({ size }) => size)).toEqual([16, 20, 24, 32, 40, 48, 64, 256])
    for (const { size, bits, data } of entries) {
      expect(bits).toBe(32)
      if (size === 256) expect(sizeOf(data)).toEqual({ width: 256, height: 256 })
      else {
        expect([data.readUInt32LE(0), data.readInt32LE(4), data.readInt32LE(8)]).toEqual([40, size, size * 2])
        expect(data.length).toBe(40 + size * size * 4 + Math.ceil(size / 32) * 4 * size)
      }
    }
  })

  test('a bitmap has the pixels of the picture, bottom row first and blue before red', () => {
    const bitmap = entries.find(({ size }) => size === 32)?.data.subarray(40) ?? Buffer.alloc(0)
    const { data } = decode(linux(32))
    for (let y = 0; y < 32; y++) {
      for (let x = 0; x < 32; x++) {
        const [red, green, blue, alpha] = data.subarray((y * 32 + x) * 4)
        const at = ((31 - y) * 32 + x) * 4
        expect([...bitmap.subarray(at, at + 4)]).toEqual([blue, green, red, alpha])
      }
    }
  })

  test('refuses what does not fit', () => {
    expect(() => icoOf([linux(512)])).toThrow('up to 256 pixels')
  })
})

describe('icon.icns', () => {
  test('is one chunk of typed PNGs, whole to the last byte', () => {
    const file = read('icon.icns')
    expect([file.toString('latin1', 0, 4), file.readUInt32BE(4)]).toEqual(['icns', file.length])
    const found: [string, number][] = []
    let at = 8
    while (at < file.length) {
      const length = file.readUInt32BE(at + 4)
      found.push([file.toString('latin1', at, at + 4), sizeOf(file.subarray(at + 8, at + length)).width])
      at += length
    }
    expect(at).toBe(file.length)
    expect(found).toEqual([
      ['ic11', 32],
      ['ic12', 64],
      ['ic07', 128],
      ['ic13', 256],
      ['ic08', 256],
      ['ic14', 512],
      ['ic09', 512],
      ['ic10', 1024],
    ])
  })

  test('says which size is missing', () => {
    expect(ICNS_SIZES).toEqual([32, 64, 128, 256, 512, 1024])
    expect(() => icnsOf([linux(32)])).toThrow('a picture of 64 pixels')
  })
})

describe('pictures', () => {
  const names = ['linux', 'web'].flatMap((folder) =>
    readdirSync(join(ICONS, folder)).map((name) => `${folder}/${name}`),
  )

  test.each(names)('%s is as large as its name says, and shows the drawing', (name) => {
    const { width, height, data, channels } = decode(read(name))
    const said = /(\d+)(x\d+)?\.png$/.exec(name)?.[1] ?? '180'
    expect([width, height]).toEqual([Number(said), Number(said)])
    const shades = new Set<string>()
    for (let at = 0; at < data.length; at += channels) shades.add(data.subarray(at, at + channels).join())
    expect(shades.size).toBeGreaterThan(10)
    expect(shades).toContain(WHITE.slice(0, channels).join())
  })
})
