/**
 * The result that a graph gave when it was saved, beside it in its `.loom`: which pictures, from which version on which
 * backend. Whoever opens the graph can tell whether it still gives them. It is no part of the document, and a reader that
 * does not know of it loses nothing.
 */
import * as v from 'valibot'
import { sha256Hex } from '../base/hash'
import { isSha256, nodeId, type NodeId, type Sha256 } from '../base/ids'
import { decodeUtf8, encodeUtf8 } from '../base/utf8'
import type { Picture } from '../contract/engine-types'
import { warning, type Diagnostic } from '../diagnostic/diagnostic'
import { writePng } from '../image/png'
import { readChunks } from '../image/png-chunks'
import { readHeader } from '../image/png-header'
import { rgbaImage, type RgbaImage } from '../image/rgba-image'
import type { Backend } from '../tensor/backend'
import { isInnerPath } from './format'
import { parseJson } from './parse-json'

export const EXPECTED_ENTRY = 'expected.json'

export const EXPECTED_LIMITS = {
  outputs: 1000,
  side: 16_384,
  samples: 1_000_000,
  /** Of `expected.json`. */
  textBytes: 1024 * 1024,
  /** Of all pictures together, some 3 MB; of what is beyond it there is only the hash. */
  pixels: 1024 * 1024,
} as const

/** What one output node gave. */
export interface ExpectedPicture {
  /** Named as in a run: `r8:image` lies inside the block `r8`. */
  readonly node: NodeId
  readonly width: number
  readonly height: number
  readonly samples: number
  /** Of the 8-bit RGBA of all samples, one behind the other. */
  readonly sha256: Sha256
  /** The first samples as PNG, as many as there was room for. */
  readonly pngs: readonly Uint8Array[]
}

export interface ExpectedResult {
  readonly appVersion: string
  readonly backend: Backend
  readonly pictures: readonly ExpectedPicture[]
}

/** What a run gave, as it is to be expected of the next one. */
export function expectPictures(
  pictures: readonly Picture[],
  backend: Backend,
  appVersion: string,
): ExpectedResult {
  let pixels: number = EXPECTED_LIMITS.pixels
  const expected = pictures.slice(0, EXPECTED_LIMITS.outputs).map((picture): ExpectedPicture => {
    const { node, width, height, samples } = picture
    const pngs: Uint8Array[] = []
    for (const image of imagesOf(picture)) {
      pixels -= width * height
      if (pixels < 0) break
      pngs.push(writePng(image))
    }
    return { node, width, height, samples, sha256: pictureHash(picture), pngs }
  })
  return { appVersion, backend, pictures: expected }
}

/** One image a sample. */
export function imagesOf({ width, height, rgba }: Picture): readonly RgbaImage[] {
  return rgba.map((pixels) => rgbaImage(width, height, bytesOf(pixels)))
}

export function pictureHash({ rgba }: Picture): Sha256 {
  const [only] = rgba
  if (rgba.length === 1 && only) return sha256Hex(bytesOf(only))
  const all = new Uint8Array(rgba.reduce((sum, { length }) => sum + length, 0))
  let at = 0
  for (const pixels of rgba) {
    all.set(bytesOf(pixels), at)
    at += pixels.length
  }
  return sha256Hex(all)
}

function bytesOf({ buffer, byteOffset, byteLength }: Uint8ClampedArray<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}

const VERSION = 1

function whole(most: number): v.GenericSchema<unknown, number> {
  return v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(most))
}

const pictureSchema = v.object({
  node: v.pipe(v.string(), v.maxLength(4096), v.check(isInnerPath)),
  width: whole(EXPECTED_LIMITS.side),
  height: whole(EXPECTED_LIMITS.side),
  samples: whole(EXPECTED_LIMITS.samples),
  sha256: v.custom<Sha256>((value) => typeof value === 'string' && isSha256(value)),
  pngs: v.pipe(v.array(v.pipe(v.string(), v.maxLength(64))), v.maxLength(EXPECTED_LIMITS.outputs)),
})

const schema = v.object({
  version: v.literal(VERSION),
  app: v.pipe(v.string(), v.maxLength(64)),
  backend: v.picklist(['webgpu', 'wasm']),
  outputs: v.pipe(v.array(pictureSchema), v.maxLength(EXPECTED_LIMITS.outputs)),
})

export interface ExpectedFile {
  readonly path: string
  readonly bytes: Uint8Array
}

/** `expected.json` and the pictures that it names. */
export function writeExpected({ appVersion, backend, pictures }: ExpectedResult): readonly ExpectedFile[] {
  const files: ExpectedFile[] = []
  const outputs = pictures.map(({ pngs, ...rest }) => {
    const first = files.length
    for (const [i, bytes] of pngs.entries()) files.push({ path: `expected/${first + i + 1}.png`, bytes })
    return { ...rest, pngs: files.slice(first).map(({ path }) => path) }
  })
  const content = { version: VERSION, app: appVersion, backend, outputs }
  return [{ path: EXPECTED_ENTRY, bytes: encodeUtf8(`${JSON.stringify(content, null, 2)}\n`) }, ...files]
}

export interface ReadExpected {
  /** Null where there is none, or none that can be understood. */
  readonly expected: ExpectedResult | null
  readonly warnings: readonly Diagnostic[]
}

/** A result that is broken costs its graph nothing: it is left out, with a warning. Pictures are not decoded yet. */
export function readExpected(entries: ReadonlyMap<string, Uint8Array>): ReadExpected {
  const bytes = entries.get(EXPECTED_ENTRY)
  if (!bytes) return { expected: null, warnings: [] }
  const text = bytes.length <= EXPECTED_LIMITS.textBytes ? decodeUtf8(bytes) : undefined
  const parsed = text === undefined ? null : parseJson(text)
  const content = parsed?.ok ? v.safeParse(schema, parsed.value) : null
  if (!content?.success) return leftOut('it is not written as this version writes it')
  const { app, backend, outputs } = content.output
  const pictures: ExpectedPicture[] = []
  let pixels = 0
  for (const { node, width, height, samples, sha256, pngs: paths } of outputs) {
    const pngs = paths.flatMap((path) => entries.get(path) ?? [])
    if (pngs.length < paths.length) return leftOut('one of its pictures is missing')
    if (pngs.length > samples || !pngs.every((png) => isOfSize(png, width, height)))
      return leftOut('its pictures are not of the size that it says')
    pixels += width * height * pngs.length
    pictures.push({ node: nodeId(node), width, height, samples, sha256, pngs })
  }
  if (pixels > EXPECTED_LIMITS.pixels) return leftOut('its pictures are too large')
  if (new Set(pictures.map(({ node }) => node)).size < pictures.length)
    return leftOut('it says two things of one output')
  return { expected: { appVersion: app, backend, pictures }, warnings: [] }
}

function isOfSize(png: Uint8Array, width: number, height: number): boolean {
  const chunks = readChunks(png)
  const { side, pixels } = EXPECTED_LIMITS
  const header = chunks.ok ? readHeader(chunks.value[0], { side, pixels }) : chunks
  return header.ok && header.value.width === width && header.value.height === height
}

function leftOut(reason: string): ReadExpected {
  return {
    expected: null,
    warnings: [
      warning(
        'file/expected',
        { kind: 'file', path: EXPECTED_ENTRY },
        `The result that the graph should give cannot be read: ${reason}.`,
        'The graph itself is whole; saving it writes the result anew.',
      ),
    ],
  }
}
