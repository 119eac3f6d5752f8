/** From a PNG's inflated data to RGBA: filters undone, interlacing resolved, every colour type to 8 bits. */
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import { isFilter, predict } from './png-filter'
import type { PngHeader } from './png-header'
import { COLOR } from './png-header'

/** A reduced picture: every `stepX`-th pixel from `x` on, of every `stepY`-th row from `y` on. */
interface Pass {
  readonly x: number
  readonly y: number
  readonly stepX: number
  readonly stepY: number
}

const WHOLE: readonly Pass[] = [{ x: 0, y: 0, stepX: 1, stepY: 1 }]
const ADAM7: readonly Pass[] = [
  { x: 0, y: 0, stepX: 8, stepY: 8 },
  { x: 4, y: 0, stepX: 8, stepY: 8 },
  { x: 0, y: 4, stepX: 4, stepY: 8 },
  { x: 2, y: 0, stepX: 4, stepY: 4 },
  { x: 0, y: 2, stepX: 2, stepY: 4 },
  { x: 1, y: 0, stepX: 2, stepY: 2 },
  { x: 0, y: 1, stepX: 1, stepY: 2 },
]

interface PassSize {
  readonly columns: number
  readonly rows: number
  /** Without the byte that names the filter. */
  readonly rowBytes: number
}

function passSize({ width, height, depth, channels }: PngHeader, pass: Pass): PassSize {
  const columns = Math.max(0, Math.ceil((width - pass.x) / pass.stepX))
  const rows = columns === 0 ? 0 : Math.max(0, Math.ceil((height - pass.y) / pass.stepY))
  return { columns, rows, rowBytes: Math.ceil((columns * channels * depth) / 8) }
}

function passesOf(header: PngHeader): readonly Pass[] {
  return header.interlaced ? ADAM7 : WHOLE
}

/** How many bytes the picture's data inflates to. */
export function rawSize(header: PngHeader): number {
  return passesOf(header)
    .map((pass) => passSize(header, pass))
    .reduce((sum, { rows, rowBytes }) => sum + rows * (rowBytes + 1), 0)
}

export interface PngColors {
  /** RGBA of each palette entry. */
  readonly palette: Uint8Array
  /** The grey or RGB samples that stand for transparent, as they are in the file. */
  readonly transparent: readonly number[] | undefined
}

/**
 * RGBA, 4 bytes a pixel. `raw` must have `rawSize(header)` bytes and is overwritten. The error completes
 * the sentence "The picture's data ...".
 */
export function decodePixels(
  header: PngHeader,
  colors: PngColors,
  raw: Uint8Array,
): Result<Uint8Array, string> {
  const out = new Uint8Array(header.width * header.height * 4)
  let at = 0
  for (const pass of passesOf(header)) {
    const size = passSize(header, pass)
    for (let row = 0; row < size.rows; row++) {
      const start = at + row * (size.rowBytes + 1)
      const filter = raw[start]
      if (!isFilter(filter)) return fail(`uses filter ${filter} in row ${row}; PNG has filters 0 to 4`)
      if (filter !== 0) unfilterRow(raw, start, row === 0, size.rowBytes, pixelBytes(header), filter)
      const first = (pass.y + row * pass.stepY) * header.width + pass.x
      const done = convertRow(header, colors, raw, start + 1, size.columns, out, first * 4, pass.stepX * 4)
      if (!done) return fail(`uses a colour that is not among the palette's ${colors.palette.length / 4}`)
    }
    at += size.rows * (size.rowBytes + 1)
  }
  return ok(out)
}

/** How far left a filter looks: at least one byte. */
function pixelBytes({ channels, depth }: PngHeader): number {
  return Math.max(1, (channels * depth) / 8)
}

function unfilterRow(
  raw: Uint8Array,
  start: number,
  isFirst: boolean,
  rowBytes: number,
  step: number,
  filter: 1 | 2 | 3 | 4,
): void {
  const row = start + 1
  const above = row - (rowBytes + 1)
  for (let i = 0; i < rowBytes; i++) {
    const left = i < step ? 0 : (raw[row + i - step] ?? 0)
    const up = isFirst ? 0 : (raw[above + i] ?? 0)
    const upLeft = isFirst || i < step ? 0 : (raw[above + i - step] ?? 0)
    raw[row + i] = (raw[row + i] ?? 0) + predict(filter, left, up, upLeft)
  }
}

/** Writes `columns` pixels to `out` from `to` on, `toStep` bytes apart; false when a colour does not exist. */
function convertRow(
  { depth, color, channels }: PngHeader,
  { palette, transparent }: PngColors,
  raw: Uint8Array,
  row: number,
  columns: number,
  out: Uint8Array,
  to: number,
  toStep: number,
): boolean {
  const scale = 255 / (2 ** depth - 1)
  let target = to
  for (let x = 0; x < columns; x++, target += toStep) {
    const first = x * channels
    const a = sample(raw, row, first, depth)
    if (color === COLOR.palette) {
      if (a * 4 >= palette.length) return false
      for (let i = 0; i < 4; i++) out[target + i] = palette[a * 4 + i] ?? 0
      continue
    }
    const isGrey = color === COLOR.grey || color === COLOR.greyAlpha
    const g = isGrey ? a : sample(raw, row, first + 1, depth)
    const b = isGrey ? a : sample(raw, row, first + 2, depth)
    out[target] = Math.round(a * scale)
    out[target + 1] = Math.round(g * scale)
    out[target + 2] = Math.round(b * scale)
    if (color === COLOR.greyAlpha || color === COLOR.rgba) {
      out[target + 3] = Math.round(sample(raw, row, first + channels - 1, depth) * scale)
    } else {
      const isKey =
        transparent !== undefined &&
        a === transparent[0] &&
        (isGrey || (g === transparent[1] && b === transparent[2]))
      out[target + 3] = isKey ? 0 : 255
    }
  }
  return true
}

/** The `index`-th sample of the row that begins at `row`, most significant bits first. */
function sample(raw: Uint8Array, row: number, index: number, depth: number): number {
  if (depth === 8) return raw[row + index] ?? 0
  if (depth === 16) return ((raw[row + index * 2] ?? 0) << 8) | (raw[row + index * 2 + 1] ?? 0)
  const bit = index * depth
  return ((raw[row + (bit >> 3)] ?? 0) >> (8 - depth - (bit & 7))) & (2 ** depth - 1)
}
