import { assert } from '../base/assert'

/** Rows from the top, 4 bytes a pixel: red, green, blue, alpha (not premultiplied), each 0 to 255. */
export interface RgbaImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export function rgbaImage(width: number, height: number, data: Uint8Array): RgbaImage {
  assert(data.length === width * height * 4, `${data.length} bytes for ${width} × ${height} pixels`)
  return { width, height, data }
}
