import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../../core/base/utf8'
import { elementCount, tensor } from '../../core/tensor/tensor'
import { readNpy, writeNpy } from '../../core/weights/npy'
import { fixture } from '../helpers/fixture'
import { codesOf, printed, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i)
const quarters = upTo(24).map((i) => i / 4)

test.each([
  ['f2', [10], [0, -0, 1, -2.5, 65504, 2 ** -24, 2 ** -14, Infinity, -Infinity, NaN]],
  ['f4', [2, 3, 4], quarters],
  ['f4-big-endian', [2, 3, 4], quarters],
  ['f8', [2, 2], [0.1, Infinity, -0, Math.PI]],
  ['f8-fortran', [2, 3, 4], upTo(24)],
  ['i1', [3], [-128, 0, 127]],
  ['i2-big-endian', [3], [-32768, 258, 32767]],
  ['i4', [3], [-(2 ** 31), 7, 2 ** 31]],
  ['i8-big-endian', [3], [-(2 ** 63), -1, 2 ** 53]],
  ['u1', [2], [0, 255]],
  ['u2', [2], [0, 65535]],
  ['u4-big-endian', [2], [1, 2 ** 32]],
  ['u8', [2], [1, 2 ** 63]],
  ['b1', [2, 2], [1, 0, 0, 1]],
  ['scalar', [], [42.5]],
  ['empty', [3, 0, 2], []],
  ['version2', [2, 3, 4], upTo(24)],
  ['version3', [2, 3, 4], upTo(24)],
])('reads what numpy wrote: %s', (name, dims, values) => {
  const array = valueOf(readNpy(fixture(`numpy/${name}.npy`), name))
  expect(array).toEqual({ dims, data: new Float32Array(values) })
})

test('Fortran order of any shape', () => {
  const shapes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 })
  fc.assert(
    fc.property(shapes, (shape) => {
      const values = upTo(elementCount(shape))
      const array = valueOf(
        readNpy(npy(`{'descr': '|u1', 'fortran_order': True, 'shape': (${shape.join(', ')},), }`, values)),
      )
      for (const index of values) {
        // `index` in C order is these coordinates; in Fortran order the first of them moves fastest.
        let rest = index
        const coordinates = [...shape].reverse().map((dim) => {
          const coordinate = rest % dim
          rest = (rest - coordinate) / dim
          return coordinate
        })
        coordinates.reverse()
        const stored = coordinates.reduceRight(
          (sum, coordinate, axis) => sum * (shape[axis] ?? 1) + coordinate,
          0,
        )
        expect(array.data[index]).toBe(stored % 256)
      }
    }),
    { seed: testSeed() },
  )
})

test('round trip', () => {
  const tensors = fc.array(fc.nat(4), { maxLength: 4 }).chain((dims) => {
    const count = elementCount(dims)
    return fc.float32Array({ minLength: count, maxLength: count }).map((data) => tensor(dims, data))
  })
  fc.assert(
    fc.property(tensors, (value) => {
      expect(valueOf(readNpy(writeNpy(value)))).toEqual(value)
    }),
    { seed: testSeed() },
  )
})

test('writes what numpy reads: the header of version 1.0, data at a multiple of 64', () => {
  const bytes = writeNpy(tensor([3], new Float32Array([1, 2, 3])))
  expect(bytes.length).toBe(128 + 12)
  expect(String.fromCharCode(...bytes.subarray(0, 128)).replace(/ +\n$/, '…')).toBe(
    "\x93NUMPY\x01\x00\x76\x00{'descr': '<f4', 'fortran_order': False, 'shape': (3,), }…",
  )
})

describe('a broken array is refused', () => {
  test.each([
    ['object', 'npy/object-dtype'],
    ['structured', 'npy/header'],
    ['complex', 'npy/dtype'],
    ['text', 'npy/dtype'],
  ])('from numpy: %s', (name, code) => {
    expect(codesOf(readNpy(fixture(`numpy/${name}.npy`)))).toEqual([code])
  })

  const header = (shape: string, descr = '<f4') =>
    `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`
  test.each([
    ['nothing', '', 'npy/header'],
    ['no dict', '[1, 2]', 'npy/header'],
    ['code', "__import__('os').system('x')", 'npy/header'],
    ['a field too few', "{'descr': '<f4', 'shape': (2,), }", 'npy/header'],
    ['a field twice', "{'descr': '<f4', 'descr': '<f4', 'shape': (2,), }", 'npy/header'],
    ['a field too many', header('(2,)').replace('}', "'x': 1}"), 'npy/header'],
    ['a rest', `${header('(2,)')} + {}`, 'npy/header'],
    ['a shape that is no tuple', header('(2)'), 'npy/header'],
    ['a shape with a negative dim', header('(-2,)'), 'npy/header'],
    ['a shape with a sum', header('(1+1,)'), 'npy/header'],
    ['order as text', header('(2,)').replace('False', "'False'"), 'npy/header'],
    ['a pickle in disguise', header('(2,)', '|O8'), 'npy/object-dtype'],
    ['no byte order', header('(2,)', '|f4'), 'npy/dtype'],
    ['a type of the prototype', header('(2,)', '<constructor'), 'npy/dtype'],
    ['nine dims', header('(1, 1, 1, 1, 1, 1, 1, 1, 2)'), 'npy/shape'],
    ['a dim of 400 digits', header(`(${'9'.repeat(400)},)`), 'npy/shape'],
    ['a product beyond 2^53', header('(1000000, 1000000, 1000000)'), 'npy/shape'],
    ['too few bytes', header('(3,)'), 'npy/size-mismatch'],
    ['too many bytes', header('(1,)'), 'npy/size-mismatch'],
    ['a good one', header('(2,)'), undefined],
    ['a good one as Python 2 wrote it', header('(2L,)'), undefined],
  ])('%s', (_, text, code) => {
    expect(codesOf(readNpy(npy(text, new Array<number>(8).fill(0))))).toEqual(
      code === undefined ? [] : [code],
    )
  })

  test.each([
    ['an empty file', [], 'npy/not-npy'],
    ['a magic and no more', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0], 'npy/not-npy'],
    ['version 4', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 4, 0, 0, 0], 'npy/version'],
    ['a header behind the end', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, 5, 0], 'npy/truncated'],
    ['a header of 4 GiB', [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 2, 0, 255, 255, 255, 255], 'npy/truncated'],
  ])('%s', (_, bytes, code) => {
    expect(codesOf(readNpy(new Uint8Array(bytes)))).toEqual([code])
  })

  test('sentences name the place and the next step', () => {
    const results = [
      readNpy(fixture('numpy/object.npy'), 'G/w.npy'),
      readNpy(npy(header('(3, 5)'), [0, 0]), 'G/w.npy'),
      readNpy(npy(header('(3, 5)'), [0, 0])),
    ]
    expect(results.flatMap(printed).join('\n')).toMatchInlineSnapshot(`
      "error: G/w.npy: byte 10: The array holds Python objects (pickle), which can run code when they are read, so it is not opened. Save it as numbers: array.astype('float32'). [npy/object-dtype]
      error: G/w.npy: byte 69: Shape [3, 5] of "<f4" takes 60 bytes, but 2 bytes follow the header. [npy/size-mismatch]
      error: byte 69: Shape [3, 5] of "<f4" takes 60 bytes, but 2 bytes follow the header. [npy/size-mismatch]"
    `)
  })
})

function npy(header: string, data: readonly number[]): Uint8Array {
  const text = encodeUtf8(header)
  const out = new Uint8Array(10 + text.length + data.length)
  out.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, text.length & 255, text.length >> 8])
  out.set(text, 10)
  out.set(data, 10 + text.length)
  return out
}
