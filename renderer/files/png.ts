/** Pictures in and out: any that the browser can show comes in as PNG, the live one goes out with its graph. */
import { APP_VERSION } from '../../core/app-version'
import type { Document } from '../../core/doc/document'
import { graphAsPngText } from '../../core/file/graph-file'
import { writePng } from '../../core/image/png'

/** The PNG of a canvas, or null when the browser could not make one (an empty canvas, no memory). */
export async function canvasToPng(canvas: HTMLCanvasElement): Promise<Uint8Array | null> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  return blob ? new Uint8Array(await blob.arrayBuffer()) : null
}

/** The bytes of any picture the browser can decode, as PNG; null when it cannot. */
export async function anyPictureToPng(bytes: Uint8Array): Promise<Uint8Array | null> {
  const bitmap = await decode(bytes)
  if (!bitmap) return null
  const canvas = document.createElement('canvas')
  canvas.width = bitmap.width
  canvas.height = bitmap.height
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0)
  bitmap.close()
  return canvasToPng(canvas)
}

async function decode(bytes: Uint8Array): Promise<ImageBitmap | null> {
  try {
    return await createImageBitmap(new Blob([new Uint8Array(bytes)]))
  } catch (thrown) {
    // The one thing that goes wrong here is bytes that are no picture; its caller says so.
    if (thrown instanceof DOMException) return null
    throw thrown
  }
}

/** A small PNG of a canvas for the file's own picture: at most `side` pixels wide and high. */
export function thumbnailOf(canvas: HTMLCanvasElement, side = 256): Promise<Uint8Array | null> {
  const zoom = Math.min(1, side / Math.max(canvas.width, canvas.height))
  const small = document.createElement('canvas')
  small.width = Math.max(1, Math.round(canvas.width * zoom))
  small.height = Math.max(1, Math.round(canvas.height * zoom))
  small.getContext('2d')?.drawImage(canvas, 0, 0, small.width, small.height)
  return canvasToPng(small)
}

/**
 * A PNG of these very pixels. With the graph it came from inside, opening the picture opens the graph; without one it
 * holds nothing but the picture.
 */
export function pictureFile(canvas: HTMLCanvasElement, graph: Document | null): Uint8Array | null {
  const { width, height } = canvas
  const pixels = canvas.getContext('2d')?.getImageData(0, 0, width, height)
  if (!pixels) return null
  return writePng(
    { width, height, data: new Uint8Array(pixels.data.buffer) },
    graph ? graphAsPngText(graph, APP_VERSION) : new Map(),
  )
}
