/**
 * Thousands of broken files a reader: each must be refused with diagnostics or read within the limits, must
 * never throw, and must not take long. `STYLELOOM_SEED` repeats a run; a failure names the file in base64.
 */
import { expect, test } from 'vitest'
import { crc32 } from '../../core/base/crc32'
import type { Random } from '../../core/base/random'
import { createRandom } from '../../core/base/random'
import type { Result } from '../../core/base/result'
import { encodeUtf8 } from '../../core/base/utf8'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { readZip, writeZip } from '../../core/file/zip'
import { readPng, writePng } from '../../core/image/png'
import { readPngText } from '../../core/image/png-text'
import { rgbaImage } from '../../core/image/rgba-image'
import { tensor } from '../../core/tensor/tensor'
import { readNpy, writeNpy } from '../../core/weights/npy'
import { readNpz } from '../../core/weights/npz'
import { readSafetensors, writeSafetensors } from '../../core/weights/safetensors'
import type { TensorFile } from '../../core/weights/tensor-file'
import { fixture } from '../helpers/fixture'
import { mutations } from '../helpers/mutate'
import { testSeed } from '../helpers/seed'

const COUNT = 4000
const SLOWEST_MS = 2000
const ZIP_LIMITS = { entries: 20, entryBytes: 50_000, totalBytes: 80_000 }
const PNG_LIMITS = { side: 300, pixels: 20_000 }

const w = tensor([2, 3], new Float32Array([1, 2, 3, 4, 5, 6]))
const b = tensor([2], new Float32Array([7, 8]))
const weights = writeSafetensors(
  new Map([
    ['layer.w', w],
    ['layer.b', b],
  ]),
  new Map([['title', 'x']]),
)
const npy = writeNpy(w)
const archive = writeZip([
  { name: 'graph.loom.json', data: encodeUtf8('{"nodes":{}}'.repeat(20)), compress: true },
  { name: 'weights/a.bin', data: new Uint8Array(40).fill(1), compress: false },
])
const pixels = new Uint8Array(7 * 5 * 4).map((_, i) => (i * 37) & 255)
const picture = writePng(rgbaImage(7, 5, pixels), new Map([['graph', '{"a":1}']]))

interface Reader {
  readonly name: string
  /** Good files, and how to make a broken one of each; without `make`, the file itself is mutated. */
  readonly bases: readonly {
    readonly bytes: Uint8Array
    readonly make?: (mutated: Uint8Array) => Uint8Array
  }[]
  /** The memory that the result takes, in bytes, or the diagnostics. */
  readonly read: (bytes: Uint8Array) => Result<number, readonly Diagnostic[]>
  readonly mostBytes: (file: Uint8Array) => number
  /** Codes that must turn up, so that the mutations are known to reach beyond the first check. */
  readonly reaches: readonly string[]
}

const READERS: readonly Reader[] = [
  {
    name: 'safetensors',
    bases: [
      { bytes: weights },
      { bytes: fixture('numpy/f4.npy') },
      { bytes: headerOf(weights), make: (header) => frame(new Uint8Array(8), header, weights) },
    ],
    read: (bytes) => sizeOf(readSafetensors(bytes), tensorBytesOf),
    mostBytes: (file) => file.length * 4,
    reaches: [
      'safetensors/bad-header',
      'safetensors/bad-entry',
      'safetensors/size-mismatch',
      'safetensors/unknown-dtype',
    ],
  },
  {
    name: 'npy',
    bases: [
      { bytes: npy },
      { bytes: fixture('numpy/f8-fortran.npy') },
      { bytes: fixture('numpy/version3.npy') },
    ],
    read: (bytes) => sizeOf(readNpy(bytes), ({ data }) => data.byteLength),
    mostBytes: (file) => file.length * 4,
    reaches: ['npy/not-npy', 'npy/header', 'npy/dtype', 'npy/size-mismatch'],
  },
  {
    name: 'zip',
    bases: [
      { bytes: archive },
      { bytes: fixture('numpy/deflated.npz') },
      { bytes: fixture('numpy/stored.npz') },
    ],
    read: (bytes) =>
      sizeOf(readZip(bytes, ZIP_LIMITS), (files) => sum([...files.values()].map(({ length }) => length))),
    mostBytes: () => ZIP_LIMITS.totalBytes,
    reaches: ['zip/not-zip', 'zip/directory', 'zip/local-header', 'zip/checksum', 'zip/bad-data'],
  },
  {
    name: 'npz',
    bases: [
      { bytes: fixture('numpy/deflated.npz') },
      { bytes: npy, make: (mutated) => writeZip([{ name: 'a/w.npy', data: mutated, compress: true }]) },
    ],
    read: (bytes) => sizeOf(readNpz(bytes, ZIP_LIMITS), tensorBytesOf),
    mostBytes: () => ZIP_LIMITS.totalBytes * 4,
    reaches: ['zip/not-zip', 'npy/header', 'npy/size-mismatch'],
  },
  {
    name: 'png',
    bases: [
      { bytes: picture },
      { bytes: picture, make: repairChecksums },
      { bytes: fixture('png/palette4-interlaced.png'), make: repairChecksums },
      { bytes: fixture('png/rgba16-interlaced.png'), make: repairChecksums },
    ],
    read: (bytes) => sizeOf(readPng(bytes, PNG_LIMITS), ({ data }) => data.length),
    mostBytes: () => PNG_LIMITS.pixels * 4,
    reaches: ['png/not-png', 'png/truncated', 'png/checksum', 'png/header', 'png/bad-data'],
  },
  {
    name: 'png text',
    bases: [{ bytes: picture, make: repairChecksums }],
    read: (bytes) =>
      sizeOf(readPngText(bytes), (texts) => sum([...texts.values()].map(({ length }) => length))),
    mostBytes: (file) => file.length,
    reaches: ['png/not-png', 'png/truncated'],
  },
]

test.each(READERS)(
  '$name: never throws, stays within its limits',
  ({ bases, read, mostBytes, reaches }) => {
    const random = createRandom(testSeed())
    const codes = new Map<string, number>()
    for (const file of brokenFiles(bases, random)) {
      const start = performance.now()
      const result = readOrName(read, file)
      expect(performance.now() - start, base64(file)).toBeLessThan(SLOWEST_MS)
      if (result.ok) {
        expect(result.value, base64(file)).toBeLessThanOrEqual(mostBytes(file))
        codes.set('ok', (codes.get('ok') ?? 0) + 1)
        continue
      }
      expect(result.error.length, base64(file)).toBeGreaterThan(0)
      for (const { code, message, place } of result.error) {
        codes.set(code, (codes.get(code) ?? 0) + 1)
        expect(place.kind === 'file' && place.path.length > 0 && place.path.length < 1000, base64(file)).toBe(
          true,
        )
        expect(message.length, base64(file)).toBeLessThan(1000)
      }
    }
    console.info([...codes].map(([code, count]) => `${code} ${count}`).join(', '))
    expect([...codes.keys()]).toEqual(expect.arrayContaining([...reaches]))
  },
  60_000,
)

function* brokenFiles(bases: Reader['bases'], random: Random): Generator<Uint8Array> {
  for (const { bytes, make } of bases) {
    for (const mutated of mutations(bytes, COUNT, random)) yield make ? make(mutated) : mutated
  }
}

function readOrName(read: Reader['read'], file: Uint8Array): Result<number, readonly Diagnostic[]> {
  try {
    return read(file)
  } catch (cause) {
    throw new Error(`The reader threw for ${base64(file)}`, { cause })
  }
}

function sizeOf<T>(
  result: Result<T, readonly Diagnostic[]>,
  bytes: (value: T) => number,
): Result<number, readonly Diagnostic[]> {
  return result.ok ? { ok: true, value: bytes(result.value) } : result
}

function tensorBytesOf({ tensors }: TensorFile): number {
  return sum([...tensors.values()].map(({ data }) => data.byteLength))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64')
}

function headerOf(file: Uint8Array): Uint8Array {
  return file.slice(8, 8 + new DataView(file.buffer).getUint32(0, true))
}

/** A safetensors file of this header, whose length is right, and the data of `rest`. */
function frame(length: Uint8Array, header: Uint8Array, rest: Uint8Array): Uint8Array {
  new DataView(length.buffer).setUint32(0, header.length, true)
  return new Uint8Array([...length, ...header, ...rest.subarray(8 + headerOf(rest).length)])
}

/** Sets each chunk's checksum right, as far as chunks can be told apart. */
function repairChecksums(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length)
  let at = 8
  while (at + 12 <= bytes.length) {
    const end = at + 8 + view.getUint32(at)
    if (end + 4 > bytes.length) break
    view.setUint32(end, crc32(bytes.subarray(at + 4, end)))
    at = end + 4
  }
  return bytes
}
