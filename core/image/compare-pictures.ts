import { rgbaImage, type RgbaImage } from './rgba-image'

export interface PictureComparison {
  /** |before − after| of red, green and blue; opaque. */
  readonly difference: RgbaImage
  /** The largest of them, 0 to 255. */
  readonly largest: number
  /** The mean of them over all pixels and colours. */
  readonly mean: number
  /** Part of the pixels that differ at all. */
  readonly changed: number
}

/** Null when the pictures are of different sizes. */
export function comparePictures(before: RgbaImage, after: RgbaImage): PictureComparison | null {
  const { width, height } = before
  if (after.width !== width || after.height !== height) return null
  const data = new Uint8Array(before.data.length)
  let largest = 0
  let changed = 0
  let sum = 0
  for (let pixel = 0; pixel < data.length; pixel += 4) {
    let most = 0
    for (let channel = pixel; channel < pixel + 3; channel++) {
      const distance = Math.abs((before.data[channel] ?? 0) - (after.data[channel] ?? 0))
      data[channel] = distance
      sum += distance
      if (distance > most) most = distance
    }
    data[pixel + 3] = 255
    if (most > 0) changed++
    if (most > largest) largest = most
  }
  return {
    difference: rgbaImage(width, height, data),
    largest,
    mean: data.length === 0 ? 0 : sum / (0.75 * data.length),
    changed: data.length === 0 ? 0 : changed / (data.length / 4),
  }
}
