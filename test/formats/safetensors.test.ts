import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeUtf8 } from '../../core/base/utf8'
import type { Tensor } from '../../core/tensor/tensor'
import { elementCount, tensor } from '../../core/tensor/tensor'
import { readSafetensors, writeSafetensors } from '../../core/weights/safetensors'
import { codesOf, printed, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'

const dims = fc.array(fc.nat(4), { maxLength: 4 })
const anyTensor = dims.chain((shape) =>
  fc
    .float32Array({ minLength: elementCount(shape), maxLength: elementCount(shape) })
    .map((data) => tensor(shape, data)),
)
const names = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('__proto__', 'constructor', '0', '10', 'a"b\\'),
)

describe('safetensors round trip', () => {
  test('gives back every tensor and text', () => {
    const files = fc.record({
      tensors: fc.array(fc.tuple(names, anyTensor)).map((entries) => new Map(entries)),
      metadata: fc.array(fc.tuple(names, fc.string({ unit: 'binary' }))).map((entries) => new Map(entries)),
    })
    fc.assert(
      fc.property(files, ({ tensors, metadata }) => {
        const bytes = writeSafetensors(tensors, metadata)
        const file = valueOf(readSafetensors(bytes))
        expect([...file.tensors].sort(byName)).toEqual([...tensors].sort(byName))
        expect([...file.metadata].sort(byName)).toEqual([...metadata].sort(byName))
        // The data begins at a multiple of 8, and the order given does not count.
        expect(new DataView(bytes.buffer).getUint32(0, true) % 8).toBe(0)
        expect(writeSafetensors(new Map([...tensors].reverse()), metadata)).toEqual(bytes)
      }),
      { seed: testSeed() },
    )
  })

  test('keeps infinities and NaN', () => {
    const data = new Float32Array([NaN, Infinity, -Infinity, -0])
    const file = valueOf(readSafetensors(writeSafetensors(new Map([['x', tensor([4], data)]]))))
    expect(file.tensors.get('x')?.data).toEqual(data)
  })

  test('reads from the middle of a buffer at an odd offset, into memory of its own', () => {
    const bytes = writeSafetensors(new Map([['x', tensor([2], new Float32Array([1, 2]))]]))
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    const x = valueOf(readSafetensors(shifted.subarray(3))).tensors.get('x')
    shifted.fill(0)
    expect(x?.data).toEqual(new Float32Array([1, 2]))
  })
})

test.each([
  ['F64', [0, 0, 0, 0, 0, 0, 0xf8, 0x3f], [1.5]],
  ['F32', [0, 0, 0xc0, 0x3f], [1.5]],
  ['F16', [0x00, 0x3e, 0x01, 0x00, 0x00, 0xfc], [1.5, 2 ** -24, -Infinity]],
  ['BF16', [0xc0, 0x3f, 0x80, 0x7f], [1.5, Infinity]],
  ['I64', [0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], [-2]],
  ['I32', [0xfe, 0xff, 0xff, 0xff], [-2]],
  ['I16', [0xfe, 0xff], [-2]],
  ['I8', [0xfe], [-2]],
  ['U64', [1, 0, 0, 0, 0, 0, 0, 0x80], [2 ** 63]],
  ['U32', [0, 0, 0, 0x80], [2 ** 31]],
  ['U16', [0, 1], [256]],
  ['U8', [7, 255], [7, 255]],
  ['BOOL', [0, 1], [0, 1]],
])('reads %s', (dtype, data, expected) => {
  const header = { x: { dtype, shape: [expected.length], data_offsets: [0, data.length] } }
  const x = valueOf(readSafetensors(file(JSON.stringify(header), data))).tensors.get('x')
  expect(x).toEqual({ dims: [expected.length], data: new Float32Array(expected) } satisfies Tensor)
})

describe('a broken safetensors file is refused', () => {
  const f32 = (shape: unknown, offsets: unknown) => ({ dtype: 'F32', shape, data_offsets: offsets })
  const zeros = (count: number) => new Array<number>(count).fill(0)

  test.each([
    ['an empty file', [], 'safetensors/truncated'],
    ['seven bytes', zeros(7), 'safetensors/truncated'],
    ['a header of 2^64 - 1 bytes', [...new Array<number>(8).fill(255), 0x7b], 'safetensors/header-too-long'],
    ['a header longer than the file', [9, 0, 0, 0, 0, 0, 0, 0, 0x7b, 0x7d], 'safetensors/truncated'],
    ['a header of no bytes', zeros(8), 'safetensors/bad-header'],
  ])('%s', (_, bytes, code) => {
    expect(codesOf(readSafetensors(new Uint8Array(bytes)))).toEqual([code])
  })

  test.each([
    ['an array', '[]', 'safetensors/bad-header'],
    ['spaces first', ' {}', 'safetensors/bad-header'],
    ['half an object', '{"a":', 'safetensors/bad-header'],
    ['deep nesting', `{"a":${'['.repeat(200_000)}`, 'safetensors/bad-header'],
    ['deep nesting, closed', `{"a":${'['.repeat(100_000)}${']'.repeat(100_000)}}`, 'safetensors/bad-header'],
    ['a million empty lists', `{"a":[${'[],'.repeat(1_000_000)}[]]}`, 'safetensors/too-many-tensors'],
    ['a repeated name', '{"a":1,"\\u0061":2}', 'safetensors/duplicate-name'],
    ['a repeated field', '{"a":{"dtype":"F32","dtype":"F16"}}', 'safetensors/duplicate-name'],
    ['metadata that is a text', '{"__metadata__":"x"}', 'safetensors/bad-metadata'],
    ['metadata with numbers', '{"__metadata__":{"a":1}}', 'safetensors/bad-metadata'],
    ['a tensor that is null', '{"a":null}', 'safetensors/bad-entry'],
    ['a tensor called __proto__', '{"__proto__":{}}', 'safetensors/bad-entry'],
    [
      'fields from the prototype only',
      '{"a":{"__proto__":{"dtype":"F32"},"shape":[],"data_offsets":[0,4]}}',
      'safetensors/bad-entry',
    ],
  ])('header: %s', (_, header, code) => {
    expect(codesOf(readSafetensors(file(header, [])))).toEqual([code])
  })

  test.each([
    ['an unknown dtype', { a: { ...f32([4], [0, 4]), dtype: 'F8_E4M3' } }, 'unknown-dtype'],
    ['a dtype of the prototype', { a: { ...f32([4], [0, 4]), dtype: 'constructor' } }, 'unknown-dtype'],
    ['a negative dim', { a: f32([-1], [0, 4]) }, 'bad-shape'],
    ['half a dim', { a: f32([0.5], [0, 4]) }, 'bad-shape'],
    ['a dim as text', { a: f32(['1'], [0, 4]) }, 'bad-shape'],
    ['nine dims', { a: f32([1, 1, 1, 1, 1, 1, 1, 1, 1], [0, 4]) }, 'bad-shape'],
    ['dims whose product overflows', { a: f32([2 ** 30, 2 ** 30, 2 ** 30], [0, 4]) }, 'bad-shape'],
    ['no offsets', { a: f32([1], []) }, 'bad-entry'],
    ['offsets backwards', { a: f32([1], [4, 0]) }, 'bad-entry'],
    ['offsets beyond 2^53', { a: f32([1], [0, 2 ** 60]) }, 'bad-entry'],
    ['offsets behind the data', { a: f32([1], [4, 12]) }, 'out-of-range'],
    ['a shape that needs more bytes', { a: f32([3], [0, 8]) }, 'size-mismatch'],
    ['two tensors in one place', { a: f32([2], [0, 8]), b: f32([1], [4, 8]) }, 'overlap'],
    ['the same bytes twice', { a: f32([2], [0, 8]), b: f32([2], [0, 8]) }, 'overlap'],
    ['a hole before', { a: f32([1], [4, 8]) }, 'hole'],
    ['a rest behind', { a: f32([1], [0, 4]) }, 'hole'],
  ])('%s', (_, header, code) => {
    expect(codesOf(readSafetensors(file(JSON.stringify(header), zeros(8))))).toEqual([`safetensors/${code}`])
  })

  test('text that is not UTF-8', () => {
    const bytes = file('{"a":1}', [])
    bytes[10] = 0xff
    expect(codesOf(readSafetensors(bytes))).toEqual(['safetensors/bad-header'])
  })

  test('more tensors or a longer header than the limits allow', () => {
    const bytes = file(JSON.stringify({ a: f32([0], [0, 0]), b: f32([0], [0, 0]) }), [])
    expect(codesOf(readSafetensors(bytes, { tensors: 1 }))).toEqual(['safetensors/too-many-tensors'])
    expect(codesOf(readSafetensors(bytes, { headerBytes: 20 }))).toEqual(['safetensors/header-too-long'])
    expect(codesOf(readSafetensors(bytes))).toEqual([])
  })

  test('every bad tensor is named, up to twenty', () => {
    const header = Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`t${i}`, f32([i + 3], [0, 8])]))
    const codes = codesOf(readSafetensors(file(JSON.stringify(header), zeros(8))))
    expect(codes).toEqual(new Array(20).fill('safetensors/size-mismatch'))
  })

  test('sentences name the place and both numbers', () => {
    const lines = ['conv.weight', 'x'.repeat(5000) + '\n'].map((name) =>
      printed(readSafetensors(file(JSON.stringify({ [name]: f32([3, 2], [0, 8]) }), zeros(8)))),
    )
    expect(lines.flat().join('\n')).toMatchInlineSnapshot(`
      "error: header/conv.weight: "conv.weight" takes 8 bytes, but F32 with shape [3, 2] takes 24. [safetensors/size-mismatch]
      error: header/xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…: "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…" takes 8 bytes, but F32 with shape [3, 2] takes 24. [safetensors/size-mismatch]"
    `)
  })
})

function file(header: string, data: readonly number[]): Uint8Array {
  const text = encodeUtf8(header)
  const out = new Uint8Array(8 + text.length + data.length)
  new DataView(out.buffer).setBigUint64(0, BigInt(text.length), true)
  out.set(text, 8)
  out.set(data, 8 + text.length)
  return out
}

function byName(a: readonly [string, unknown], b: readonly [string, unknown]): number {
  return a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0
}
