import { computed, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import type { Picture } from '../../core/contract/engine-types'

/** A picture's samples side by side, as near to a square as they go. */
export function picturesAsCanvases(
  pictures: ReadonlySignal<ReadonlyMap<NodeId, Picture>>,
): ReadonlySignal<ReadonlyMap<NodeId, HTMLCanvasElement>> {
  const made = new WeakMap<Picture, HTMLCanvasElement>()
  return computed(() => {
    const canvases = new Map<NodeId, HTMLCanvasElement>()
    for (const [node, picture] of pictures.value) {
      let canvas = made.get(picture)
      if (!canvas) made.set(picture, (canvas = drawSamples(picture)))
      canvases.set(node, canvas)
    }
    return canvases
  })
}

export function gridOf(samples: number): { readonly columns: number; readonly rows: number } {
  const columns = Math.max(1, Math.ceil(Math.sqrt(samples)))
  return { columns, rows: Math.max(1, Math.ceil(samples / columns)) }
}

/** One of a picture's samples, or all of them side by side. */
export function sampleOf(picture: Picture, sample: number | null): HTMLCanvasElement {
  const one = sample === null ? undefined : picture.rgba[sample]
  return drawSamples(one ? { ...picture, samples: 1, rgba: [one] } : picture)
}

function drawSamples({ width, height, samples, rgba }: Picture): HTMLCanvasElement {
  const { columns, rows } = gridOf(samples)
  const canvas = document.createElement('canvas')
  canvas.width = columns * width
  canvas.height = rows * height
  const ctx = canvas.getContext('2d')
  rgba.forEach((pixels, index) => {
    const x = (index % columns) * width
    const y = Math.floor(index / columns) * height
    ctx?.putImageData(new ImageData(pixels, width, height), x, y)
  })
  return canvas
}
