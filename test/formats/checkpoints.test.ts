import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { readPng } from '../../core/image/png'
import type { RgbaImage } from '../../core/image/rgba-image'
import { rgbaImage } from '../../core/image/rgba-image'
import { IMAGE_RANGE, tensorToImage } from '../../core/image/tensor-image'
import type { Tensor } from '../../core/tensor/tensor'
import { elementCount, tensor, tensorBytes } from '../../core/tensor/tensor'
import { readNpz } from '../../core/weights/npz'
import { readSafetensors, writeSafetensors } from '../../core/weights/safetensors'
import type { TensorFile } from '../../core/weights/tensor-file'
import { fixture } from '../helpers/fixture'
import { valueOf } from '../helpers/result'

describe('stylegan1', () => {
  const tf = valueOf(readNpz(fixture('stylegan1/stylegan1-64.tf-names.npz'))).tensors
  const genforce = valueOf(readSafetensors(fixture('stylegan1/stylegan1-64.genforce.safetensors'))).tensors
  const golden = valueOf(readNpz(fixture('stylegan1/stylegan1-64.golden.npz'))).tensors

  test('shapes', () => {
    expect([tf.size, genforce.size]).toEqual([87, 87])
    expect(tf.get('G_synthesis/64x64/Conv1/weight')?.dims).toEqual([3, 3, 16, 16])
    expect(genforce.get('synthesis.layer9.weight')?.dims).toEqual([16, 16, 3, 3])
    expect(golden.get('out/img_psi0.7_cut5')?.dims).toEqual([2, 3, 64, 64])
  })

  test('the two schemes hold the same numbers, with the axes in another order', () => {
    const pairs = namePairs()
    expect(new Set(pairs.map(([name]) => name))).toEqual(new Set(tf.keys()))
    expect(new Set(pairs.map(([, name]) => name))).toEqual(new Set(genforce.keys()))
    for (const [tfName, genforceName] of pairs) {
      const ours = genforce.get(genforceName)
      const theirs = tf.get(tfName)
      expect(theirs && toPyTorch(theirs, tfName), `${tfName} and ${genforceName}`).toEqual(ours)
    }
  })
})

describe('portraits64', () => {
  const bytes = fixture('portraits64/portraits64.safetensors')
  const { tensors, metadata } = valueOf(readSafetensors(bytes))
  const golden = valueOf(readNpz(fixture('portraits64/portraits64.golden.npz'))).tensors

  test('shapes, title and the number of weights', () => {
    expect(metadata.get('title')).toBe('portraits64')
    expect(tensors.get('layer4.conv.weight')?.dims).toEqual([96, 128, 3, 3])
    expect([...tensors.values()].reduce((sum, { data }) => sum + data.length, 0)).toBe(1_047_779)
    expect(golden.get('in/z')?.dims).toEqual([8, 64])
  })

  test('written and read again it is the same', () => {
    const again = valueOf(readSafetensors(writeSafetensors(tensors, metadata)))
    expect(again.metadata).toEqual(metadata)
    expect(fingerprints(again)).toEqual(fingerprints({ tensors, metadata }))
  })

  test('the mapping, computed here from the stored weights, gives the golden w', () => {
    const z = golden.get('in/z')
    const w = golden.get('out/w')
    expect(z && mapFirst(z, tensors)).toEqual(
      Array.from(w?.data.subarray(0, 128) ?? [], (value): unknown => expect.closeTo(value, 4)),
    )
  })

  test('the picture shows the golden images: a row each, a column for each sample', () => {
    const sheet = valueOf(readPng(fixture('portraits64/portraits64.png')))
    expect([sheet.width, sheet.height]).toEqual([8 * 64, 4 * 64])
    for (const [row, name] of ['out/img', 'out/img_coarse', 'out/img_middle', 'out/img_fine'].entries()) {
      for (let sample = 0; sample < 8; sample++) {
        const image = tensorToImage(required(golden.get(name), name), IMAGE_RANGE, sample)
        // The picture was rounded from float64 values, so a value may fall on the other side of a half.
        expect(
          largestDifference(image, crop(sheet, sample * 64, row * 64, 64)),
          `${name} ${sample}`,
        ).toBeLessThanOrEqual(1)
      }
    }
  })
})

function fingerprints({ tensors }: TensorFile): ReadonlyMap<string, string> {
  return new Map(
    [...tensors].map(([name, value]) => [name, `${value.dims.join('x')} ${sha256Hex(tensorBytes(value))}`]),
  )
}

function crop({ width, data }: RgbaImage, left: number, top: number, size: number): RgbaImage {
  const out = new Uint8Array(size * size * 4)
  for (let y = 0; y < size; y++) {
    const from = ((top + y) * width + left) * 4
    out.set(data.subarray(from, from + size * 4), y * size * 4)
  }
  return rgbaImage(size, size, out)
}

function largestDifference(a: RgbaImage, b: RgbaImage): number {
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.data[i] ?? NaN))), 0)
}

/** Every tensor's name in both schemes. ToRGB_lod4 is the one of 4 px, output0. */
function namePairs(): readonly (readonly [tf: string, genforce: string])[] {
  const pairs: [string, string][] = [['dlatent_avg', 'truncation.w_avg']]
  for (let i = 0; i < 8; i++) {
    for (const part of ['weight', 'bias'])
      pairs.push([`G_mapping/Dense${i}/${part}`, `mapping.dense${i}.${part}`])
  }
  for (let layer = 0; layer < 10; layer++) {
    const size = 4 * 2 ** (layer >> 1)
    const scope = layer === 0 ? 'Const' : layer === 1 ? 'Conv' : layer % 2 === 0 ? 'Conv0_up' : 'Conv1'
    const tf = `G_synthesis/${size}x${size}/${scope}`
    const genforce = `synthesis.layer${layer}`
    pairs.push(
      layer === 0 ? [`${tf}/const`, `${genforce}.const`] : [`${tf}/weight`, `${genforce}.weight`],
      [`${tf}/bias`, `${genforce}.bias`],
      [`${tf}/Noise/weight`, `${genforce}.apply_noise.weight`],
      [`G_synthesis/noise${layer}`, `${genforce}.apply_noise.noise`],
      [`${tf}/StyleMod/weight`, `${genforce}.style.weight`],
      [`${tf}/StyleMod/bias`, `${genforce}.style.bias`],
    )
  }
  for (let lod = 0; lod < 5; lod++) {
    for (const part of ['weight', 'bias']) {
      pairs.push([`G_synthesis/ToRGB_lod${lod}/${part}`, `synthesis.output${4 - lod}.${part}`])
    }
  }
  return pairs
}

/** HWIO to OIHW for convolutions, [in, out] to [out, in] for dense layers. */
function toPyTorch(value: Tensor, name: string): Tensor {
  if (!name.endsWith('weight') || value.dims.length < 2) return value
  return transpose(value, value.dims.length === 4 ? [3, 2, 0, 1] : [1, 0])
}

function transpose({ dims, data }: Tensor, order: readonly number[]): Tensor {
  const strides = dims.map((_, axis) => elementCount(dims.slice(axis + 1)))
  const shape = order.map((axis) => dims[axis] ?? 0)
  const out = new Float32Array(data.length)
  for (let to = 0; to < out.length; to++) {
    let rest = to
    let from = 0
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const dim = shape[axis] ?? 1
      from += (rest % dim) * (strides[order[axis] ?? 0] ?? 0)
      rest = Math.floor(rest / dim)
    }
    out[to] = data[from] ?? NaN
  }
  return tensor(shape, out)
}

/** Sample 0 through the mapping: pixel norm, then four dense layers with leaky ReLU 0.2. */
function mapFirst(z: Tensor, tensors: ReadonlyMap<string, Tensor>): readonly number[] {
  const width = z.dims[1] ?? 0
  const first = Array.from(z.data.subarray(0, width))
  const norm = Math.sqrt(first.reduce((sum, value) => sum + value * value, 0) / width + 1e-8)
  let x = first.map((value) => value / norm)
  for (let layer = 0; layer < 4; layer++) {
    const weight = tensors.get(`mapping.${layer}.weight`)
    const bias = tensors.get(`mapping.${layer}.bias`)
    x = Array.from(bias?.data ?? [], (start, row) => {
      const sum = x.reduce(
        (total, value, i) => total + value * (weight?.data[row * x.length + i] ?? NaN),
        start,
      )
      return Math.max(sum, 0.2 * sum)
    })
  }
  return x
}
