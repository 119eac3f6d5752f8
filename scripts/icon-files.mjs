// Puts PNG pictures of one icon into the files that Windows (.ico) and macOS (.icns) want.
import { Buffer } from 'node:buffer'
import { decode } from 'fast-png'

/** Windows shows PNG inside an .ico in its largest size only without fail; smaller ones go in as plain bitmaps. */
const ICO_PNG_FROM = 256

/**
 * An .ico with an entry per picture.
 * @param {readonly Buffer[]} pngs square, 8 bits per channel with alpha, at most 256 pixels wide
 */
export function icoOf(pngs) {
  const images = pngs.map((png) => {
    const { width } = sizeOf(png)
    if (width > 256) throw new Error(`An .ico holds pictures of up to 256 pixels, and this one has ${width}.`)
    return { width, data: width >= ICO_PNG_FROM ? png : bitmapOf(png) }
  })
  const header = Buffer.alloc(6)
  header.writeUInt16LE(1, 2)
  header.writeUInt16LE(images.length, 4)
  let offset = header.length + 16 * images.length
  const entries = images.map(({ width, data }) => {
    const entry = Buffer.alloc(16)
    // 0 stands for 256.
    entry.writeUInt8(width % 256, 0)
    entry.writeUInt8(width % 256, 1)
    entry.writeUInt16LE(1, 4)
    entry.writeUInt16LE(32, 6)
    entry.writeUInt32LE(data.length, 8)
    entry.writeUInt32LE(offset, 12)
    offset += data.length
    return entry
  })
  return Buffer.concat([header, ...entries, ...images.map(({ data }) => data)])
}

/** A device-independent bitmap as icons hold it: 32 bits BGRA from the bottom up, then a mask that hides nothing. */
function bitmapOf(png) {
  const { width, height, data } = pixelsOf(png)
  const header = Buffer.alloc(40)
  header.writeUInt32LE(40, 0)
  header.writeInt32LE(width, 4)
  // Colours and mask count as one picture of twice the height.
  header.writeInt32LE(height * 2, 8)
  header.writeUInt16LE(1, 12)
  header.writeUInt16LE(32, 14)
  const colours = Buffer.alloc(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = (y * width + x) * 4
      const to = ((height - 1 - y) * width + x) * 4
      colours[to] = data[from + 2]
      colours[to + 1] = data[from + 1]
      colours[to + 2] = data[from]
      colours[to + 3] = data[from + 3]
    }
  }
  const maskRow = Math.ceil(width / 32) * 4
  return Buffer.concat([header, colours, Buffer.alloc(maskRow * height)])
}

function pixelsOf(png) {
  const picture = decode(png)
  if (picture.channels !== 4 || picture.depth !== 8)
    throw new Error('An icon is made of RGBA pictures of 8 bits.')
  return picture
}

// Types by size in points and scale. 16 and 32 points at single scale are left to be made from the doubled ones: their
// own types hold no PNG.
const ICNS_TYPES = [
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
]
export const ICNS_SIZES = [...new Set(ICNS_TYPES.map(([, size]) => size))]

/** An .icns of the pictures of ICNS_SIZES. @param {readonly Buffer[]} pngs square */
export function icnsOf(pngs) {
  const bySize = new Map(pngs.map((png) => [sizeOf(png).width, png]))
  const parts = ICNS_TYPES.map(([type, size]) => {
    const png = bySize.get(size)
    if (png === undefined) throw new Error(`An .icns needs a picture of ${size} pixels.`)
    return chunk(type, png)
  })
  return chunk('icns', Buffer.concat(parts))
}

/** A type of four letters, the length of all, the data. */
function chunk(type, data) {
  const header = Buffer.alloc(8)
  header.write(type, 0, 'latin1')
  header.writeUInt32BE(header.length + data.length, 4)
  return Buffer.concat([header, data])
}

/** What the PNG's first chunk says. @param {Buffer} png */
export function sizeOf(png) {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) }
}
