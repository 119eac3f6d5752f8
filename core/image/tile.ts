import { rgbaImage, type RgbaImage } from './rgba-image'

/** Equal-sized pictures in rows from the top left, `columns` a row; empty places stay transparent. */
export function tileImages(images: readonly RgbaImage[], columns: number): RgbaImage {
  const [first] = images
  if (!first) return rgbaImage(0, 0, new Uint8Array(0))
  const { width, height } = first
  const rows = Math.ceil(images.length / columns)
  const out = new Uint8Array(columns * width * rows * height * 4)
  images.forEach((image, index) => {
    const left = (index % columns) * width
    const top = Math.floor(index / columns) * height
    for (let y = 0; y < height; y++) {
      out.set(
        image.data.subarray(y * width * 4, (y + 1) * width * 4),
        ((top + y) * columns * width + left) * 4,
      )
    }
  })
  return rgbaImage(columns * width, rows * height, out)
}
