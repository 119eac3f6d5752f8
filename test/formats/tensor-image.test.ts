import { describe, expect, test } from 'vitest'
import { rgbaImage } from '../../core/image/rgba-image'
import { IMAGE_RANGE, imageToTensor, tensorToImage } from '../../core/image/tensor-image'
import { tensor } from '../../core/tensor/tensor'

describe('from a picture', () => {
  test('channels become planes, 0 to 255 becomes -1 to 1, alpha is left out', () => {
    const image = rgbaImage(2, 1, new Uint8Array([0, 51, 102, 0, 255, 204, 153, 255]))
    const { dims, data } = imageToTensor(image)
    expect(dims).toEqual([1, 3, 1, 2])
    expect([...data]).toEqual([-1, 1, -0.6, 0.6, -0.2, 0.2].map((value): unknown => expect.closeTo(value, 6)))
  })

  test('and back is the same picture', () => {
    const data = Uint8Array.from({ length: 256 * 4 }, (_, i) => (i % 4 === 3 ? 255 : i >> 2))
    const image = rgbaImage(16, 16, data)
    expect(tensorToImage(imageToTensor(image), IMAGE_RANGE)).toEqual(image)
  })
})

describe('to a picture', () => {
  const greyOf = (values: readonly number[], range = IMAGE_RANGE) => {
    const { data } = tensorToImage(tensor([1, 1, 1, values.length], new Float32Array(values)), range)
    return values.map((_, i) => data[i * 4])
  }

  test('x * 127.5 + 128, clamped, then truncated', () => {
    const values = Array.from({ length: 2001 }, (_, i) => Math.fround(i / 500 - 2))
    const expected = values.map((x) => Math.trunc(Math.min(255, Math.max(0, x * 127.5 + 128))))
    expect(greyOf(values)).toEqual(expected)
  })

  test.each([
    ['the ends and the middle of [-1, 1]', [-1, 0, 1], IMAGE_RANGE, [0, 128, 255]],
    ['beyond the ends', [-1e30, 1e30], IMAGE_RANGE, [0, 255]],
    ['what is no number', [NaN, Infinity, -Infinity], IMAGE_RANGE, [0, 255, 0]],
    ['another range', [0, 0.5, 1, 2], { low: 0, high: 1 }, [0, 128, 255, 255]],
    ['an empty range', [3, 3], { low: 3, high: 3 }, [0, 0]],
  ])('%s', (_, values, range, expected) => {
    expect(greyOf(values, range)).toEqual(expected)
  })

  test('picks a sample; three channels are colours, one is grey; opaque', () => {
    const values = new Float32Array([9, 9, 9, -1, 0, 1])
    expect([...tensorToImage(tensor([2, 3, 1, 1], values), IMAGE_RANGE, 1).data]).toEqual([0, 128, 255, 255])
    expect([...tensorToImage(tensor([6, 1, 1, 1], values), IMAGE_RANGE, 4).data]).toEqual([
      128, 128, 128, 255,
    ])
  })

  test('anything but [N, 1 or 3, H, W] is our mistake', () => {
    const two = tensor([1, 2, 1, 1], new Float32Array(2))
    expect(() => tensorToImage(two, IMAGE_RANGE)).toThrow('[1, 2, 1, 1] is no picture')
    expect(() => tensorToImage(tensor([1, 1, 1, 2], new Float32Array(2)), IMAGE_RANGE, 1)).toThrow(
      'no sample 1',
    )
  })
})
