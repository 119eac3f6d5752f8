import { comparePictures } from '../../core/image/compare-pictures'
import { rgbaImage, type RgbaImage } from '../../core/image/rgba-image'
import { tileImages } from '../../core/image/tile'
import type { Picture } from '../../core/contract/engine-types'
import type { NodeId } from '../../core/base/ids'
import { gridOf } from '../state/pictures'

export interface PictureDifference {
  /** Times `factor`, so that small differences are seen. */
  readonly image: RgbaImage
  /** A power of two: the greatest that lets the largest difference stay below white. */
  readonly factor: number
  /** Over red, green and blue, 0 to 255. */
  readonly largest: number
  readonly mean: number
  /** Part of the pixels that differ at all. */
  readonly changed: number
}

export interface ComparedPictures {
  readonly before: RgbaImage
  readonly after: RgbaImage
  /** Null when the pictures are of different sizes. */
  readonly difference: PictureDifference | null
}

export function differenceOf(before: RgbaImage, after: RgbaImage): ComparedPictures {
  const compared = comparePictures(before, after)
  if (!compared) return { before, after, difference: null }
  const { difference, largest, mean, changed } = compared
  const factor = amplification(largest)
  return { before, after, difference: { image: amplify(difference, factor), factor, largest, mean, changed } }
}

export function amplification(largest: number): number {
  return largest <= 0 ? 1 : 2 ** Math.floor(Math.log2(255 / largest))
}

function amplify({ width, height, data }: RgbaImage, factor: number): RgbaImage {
  // Whole numbers up to 255: the factor was chosen so, and alpha stays opaque.
  const out = data.map((value, index) => (index % 4 === 3 ? value : value * factor))
  return rgbaImage(width, height, out)
}

/** The same output of both, the one that is shown where both have it; null where one has no picture. */
export function pairPictures(
  before: readonly Picture[],
  after: readonly Picture[],
  shown: NodeId | null,
): { readonly before: RgbaImage | null; readonly after: RgbaImage | null } {
  const both = before.filter(({ node }) => after.some((other) => other.node === node))
  const node = (both.find((picture) => picture.node === shown) ?? both[0])?.node
  const pick = (pictures: readonly Picture[]): RgbaImage | null => {
    const picture = pictures.find((known) => known.node === node) ?? pictures[0]
    return picture ? allSamples(picture) : null
  }
  return { before: pick(before), after: pick(after) }
}

function allSamples({ rgba, width, height, samples }: Picture): RgbaImage {
  const images = rgba.map((data) => rgbaImage(width, height, new Uint8Array(data.buffer)))
  return tileImages(images, gridOf(samples).columns)
}
