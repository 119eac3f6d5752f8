/** PNG pictures: every standard kind is read as 8-bit RGBA; written as RGB, or RGBA where something is see-through. */
import { zlibSync } from 'fflate'
import { assert } from '../base/assert'
import { inflateExact } from '../base/inflate'
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'
import type { PngChunk } from './png-chunks'
import { readChunks, writeChunks } from './png-chunks'
import type { Filter } from './png-filter'
import { FILTERS, predict } from './png-filter'
import type { PngHeader, PngLimits } from './png-header'
import { COLOR, HEADER_BYTES, readHeader } from './png-header'
import type { PngColors } from './png-pixels'
import { decodePixels, rawSize } from './png-pixels'
import { textChunk } from './png-text'
import type { RgbaImage } from './rgba-image'
import { rgbaImage } from './rgba-image'

export const PNG_LIMITS: PngLimits = { side: 16_384, pixels: 64 * 1024 * 1024 }

/** Two bytes before the deflate data: method and window size, and a check. */
const ZLIB_HEADER_BYTES = 2
const MAX_COLORS = 256

/**
 * The picture as 8-bit RGBA; 16-bit samples are rounded. Colours are taken as they stand: gamma and colour
 * profiles are not applied. The size is checked before anything is inflated.
 */
export function readPng(
  bytes: Uint8Array,
  limits: Partial<PngLimits> = {},
): Result<RgbaImage, readonly Diagnostic[]> {
  const chunks = readChunks(bytes)
  if (!chunks.ok) return fail([chunks.error])
  const header = readHeader(chunks.value[0], { ...PNG_LIMITS, ...limits })
  if (!header.ok) return fail([header.error])
  const unknown = chunks.value.slice(1).find(({ type }) => /^[A-Z]/.test(type) && !/^(IDAT|PLTE)$/.test(type))
  if (unknown) {
    const message = `The picture cannot be shown without its ${unknown.type} chunk, which is unknown here.`
    return fail([fileError('png/unknown-chunk', `byte ${unknown.at}`, message)])
  }
  const colors = readColors(header.value, chunks.value)
  if (!colors.ok) return fail([colors.error])
  const pixels = readPixels(header.value, colors.value, chunks.value)
  if (!pixels.ok) return fail([pixels.error])
  return ok(rgbaImage(header.value.width, header.value.height, pixels.value))
}

function readPixels(
  header: PngHeader,
  colors: PngColors,
  chunks: readonly PngChunk[],
): Result<Uint8Array, Diagnostic> {
  const idat = chunks.filter(({ type }) => type === 'IDAT')
  const place = `byte ${idat[0]?.at ?? 0}`
  const [first = new Uint8Array(), ...rest] = idat.map(({ data }) => data).filter((data) => data.length > 0)
  if (!isZlibHeader(first)) {
    return fail(
      fileError('png/bad-data', place, "The picture's data is missing or not compressed as PNG wants it."),
    )
  }
  const raw = inflateExact([first.subarray(ZLIB_HEADER_BYTES), ...rest], rawSize(header))
  if (!raw.ok) return fail(fileError('png/bad-data', place, `The picture's compressed data ${raw.error}.`))
  const pixels = decodePixels(header, colors, raw.value)
  return pixels.ok ? pixels : fail(fileError('png/bad-data', place, `The picture's data ${pixels.error}.`))
}

/** Deflate, no preset dictionary, and the two bytes together a multiple of 31 (RFC 1950). */
function isZlibHeader(bytes: Uint8Array): boolean {
  const [method = 0, flags = 0] = bytes
  return (method & 15) === 8 && method >> 4 <= 7 && (flags & 0x20) === 0 && ((method << 8) | flags) % 31 === 0
}

/** The palette (PLTE) and what is transparent (tRNS). */
function readColors({ color }: PngHeader, chunks: readonly PngChunk[]): Result<PngColors, Diagnostic> {
  const plte = chunks.find(({ type }) => type === 'PLTE')
  const trns = chunks.find(({ type }) => type === 'tRNS')
  const count = (plte?.data.length ?? 0) / 3
  const hasPalette = color === COLOR.palette
  if ((plte || hasPalette) && (count < 1 || count > MAX_COLORS || !Number.isInteger(count))) {
    const message = `The palette holds ${plte?.data.length ?? 0} bytes; 1 to ${MAX_COLORS} colours of 3 bytes are wanted.`
    return fail(fileError('png/palette', `byte ${plte?.at ?? 0}`, message))
  }
  const palette = new Uint8Array(hasPalette ? count * 4 : 0)
  for (let i = 0; i < palette.length; i++) {
    const index = i >> 2
    const channel = i & 3
    palette[i] = channel === 3 ? (trns?.data[index] ?? 255) : (plte?.data[index * 3 + channel] ?? 0)
  }
  if (!trns || hasPalette) return ok({ palette, transparent: undefined })

  const samples = color === COLOR.grey ? 1 : 3
  if (color === COLOR.greyAlpha || color === COLOR.rgba || trns.data.length !== samples * 2) {
    const message = `The tRNS chunk of ${trns.data.length} bytes does not fit colour type ${color}.`
    return fail(fileError('png/palette', `byte ${trns.at}`, message))
  }
  const view = new DataView(trns.data.buffer, trns.data.byteOffset, trns.data.length)
  const transparent = Array.from({ length: samples }, (_, i) => view.getUint16(i * 2))
  return ok({ palette, transparent })
}

/**
 * The picture, with texts that other programs can read. Equal pictures give equal bytes. Keywords are 1 to
 * 79 printable ASCII characters, texts ASCII (`asciiJson`).
 */
export function writePng(image: RgbaImage, text: ReadonlyMap<string, string> = new Map()): Uint8Array {
  const { width, height, data } = rgbaImage(image.width, image.height, image.data)
  assert(width > 0 && height > 0, `a PNG needs pixels, not ${width} × ${height}`)
  const channels = isOpaque(data) ? 3 : 4
  const header = new Uint8Array(HEADER_BYTES)
  const view = new DataView(header.buffer)
  view.setUint32(0, width)
  view.setUint32(4, height)
  header.set([8, channels === 3 ? COLOR.rgb : COLOR.rgba], 8)
  return writeChunks([
    { type: 'IHDR', data: header },
    ...[...text].map(([keyword, value]) => textChunk(keyword, value)),
    { type: 'IDAT', data: zlibSync(filterRows(width, height, data, channels), { level: 6 }) },
    { type: 'IEND', data: new Uint8Array() },
  ])
}

function isOpaque(rgba: Uint8Array): boolean {
  for (let i = 3; i < rgba.length; i += 4) if (rgba[i] !== 255) return false
  return true
}

/** Each row by the filter that leaves the smallest bytes, as the PNG specification advises (12.7). */
function filterRows(width: number, height: number, rgba: Uint8Array, channels: 3 | 4): Uint8Array {
  const rowBytes = width * channels
  const out = new Uint8Array(height * (rowBytes + 1))
  let above = new Uint8Array(rowBytes)
  let row = new Uint8Array(rowBytes)
  const candidate = new Uint8Array(rowBytes)
  for (let y = 0; y < height; y++) {
    copyRow(rgba, y * width, row, channels)
    let best = Infinity
    for (const filter of FILTERS) {
      const cost = filterRow(filter, row, above, channels, candidate)
      if (cost >= best) continue
      best = cost
      out[y * (rowBytes + 1)] = filter
      out.set(candidate, y * (rowBytes + 1) + 1)
    }
    ;[above, row] = [row, above]
  }
  return out
}

function copyRow(rgba: Uint8Array, firstPixel: number, row: Uint8Array, channels: 3 | 4): void {
  for (let i = 0, from = firstPixel * 4; i < row.length; i += channels, from += 4) {
    for (let channel = 0; channel < channels; channel++) row[i + channel] = rgba[from + channel] ?? 0
  }
}

/** Fills `out` and returns the sum of its bytes' sizes, taken as signed numbers. */
function filterRow(
  filter: Filter,
  row: Uint8Array,
  above: Uint8Array,
  step: number,
  out: Uint8Array,
): number {
  let cost = 0
  for (let i = 0; i < row.length; i++) {
    const left = i < step ? 0 : (row[i - step] ?? 0)
    const upLeft = i < step ? 0 : (above[i - step] ?? 0)
    const value = ((row[i] ?? 0) - predict(filter, left, above[i] ?? 0, upLeft)) & 255
    out[i] = value
    cost += value < 128 ? value : 256 - value
  }
  return cost
}
