/** IHDR: the size and the kind of a PNG's pixels, checked before anything is allocated for them. */
import type { Result } from '../base/result'
import { fail, ok } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { fileError } from '../diagnostic/diagnostic'
import type { PngChunk } from './png-chunks'

/** PNG's colour types; the value is what stands in the file. */
export const COLOR = { grey: 0, rgb: 2, palette: 3, greyAlpha: 4, rgba: 6 } as const
export type ColorType = (typeof COLOR)[keyof typeof COLOR]

export interface PngHeader {
  readonly width: number
  readonly height: number
  /** Bits per sample: 1, 2, 4, 8 or 16. */
  readonly depth: number
  readonly color: ColorType
  /** Samples per pixel. */
  readonly channels: number
  readonly interlaced: boolean
}

export interface PngLimits {
  /** Pixels along one side. */
  readonly side: number
  readonly pixels: number
}

export const HEADER_BYTES = 13

const KINDS: readonly {
  readonly color: ColorType
  readonly channels: number
  readonly depths: readonly number[]
}[] = [
  { color: COLOR.grey, channels: 1, depths: [1, 2, 4, 8, 16] },
  { color: COLOR.rgb, channels: 3, depths: [8, 16] },
  { color: COLOR.palette, channels: 1, depths: [1, 2, 4, 8] },
  { color: COLOR.greyAlpha, channels: 2, depths: [8, 16] },
  { color: COLOR.rgba, channels: 4, depths: [8, 16] },
]

export function readHeader(chunk: PngChunk | undefined, limits: PngLimits): Result<PngHeader, Diagnostic> {
  const broken = (code: string, message: string, nextStep?: string) =>
    fail(fileError(`png/${code}`, `byte ${chunk?.at ?? 0}`, message, nextStep))

  if (chunk?.type !== 'IHDR' || chunk.data.length !== HEADER_BYTES) {
    return broken('header', 'The picture does not begin with its size (an IHDR chunk of 13 bytes).')
  }
  const view = new DataView(chunk.data.buffer, chunk.data.byteOffset, HEADER_BYTES)
  const width = view.getUint32(0)
  const height = view.getUint32(4)
  if (width === 0 || height === 0) return broken('header', `The picture has no pixels: ${width} × ${height}.`)
  if (width > limits.side || height > limits.side || width * height > limits.pixels) {
    const most = `at most ${limits.side} pixels a side and ${limits.pixels} in all are read`
    return broken(
      'too-large',
      `The picture has ${width} × ${height} pixels; ${most}.`,
      'Scale it down first.',
    )
  }
  const depth = view.getUint8(8)
  const colorType = view.getUint8(9)
  const kind = KINDS.find(({ color }) => color === colorType)
  if (!kind?.depths.includes(depth)) {
    return broken('header', `PNG has no colour type ${colorType} with ${depth} bits per sample.`)
  }
  const compression = view.getUint8(10)
  const filter = view.getUint8(11)
  const interlace = view.getUint8(12)
  if (compression !== 0 || filter !== 0 || interlace > 1) {
    const methods = `compression ${compression}, filter ${filter}, interlacing ${interlace}`
    return broken('header', `PNG has no such methods: ${methods}.`)
  }
  return ok({ width, height, depth, color: kind.color, channels: kind.channels, interlaced: interlace === 1 })
}
