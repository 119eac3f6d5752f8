import type { ChannelGrid } from '../../../core/contract/engine-types'

/** Pixels for a canvas. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Uint8ClampedArray<ArrayBuffer>
}

export interface GridLayout {
  readonly columns: number
  readonly rows: number
  /** Pixels of one channel's picture, and every how many pixels of the map one is taken. */
  readonly width: number
  readonly height: number
  readonly stride: number
}

/** Larger maps are thinned out in the overview: a channel there is never drawn larger than this. */
const MOST_CELL = 64
/** Clear pixels between the channels. */
export const GAP = 1

/** As near to `ratio` (width by height) as a grid of the channels goes. */
export function layoutGrid({ width, height, shown }: ChannelGrid, ratio = 2): GridLayout {
  const stride = Math.max(1, Math.ceil(Math.max(width, height) / MOST_CELL))
  const cell = { width: Math.ceil(width / stride), height: Math.ceil(height / stride) }
  const wanted = Math.sqrt((shown * ratio * cell.height) / Math.max(1, cell.width))
  const columns = Math.max(1, Math.min(shown, Math.round(wanted)))
  return { columns, rows: Math.max(1, Math.ceil(shown / columns)), ...cell, stride }
}

/** All channels side by side, with clear lines between. */
export function gridPixels(grid: ChannelGrid, layout: GridLayout): Pixels {
  const { columns, rows, stride } = layout
  const width = columns * (layout.width + GAP) - GAP
  const height = rows * (layout.height + GAP) - GAP
  const rgba = new Uint8ClampedArray(width * height * 4)
  const area = grid.width * grid.height
  for (let channel = 0; channel < grid.shown; channel++) {
    const left = (channel % columns) * (layout.width + GAP)
    const top = Math.floor(channel / columns) * (layout.height + GAP)
    for (let y = 0; y < layout.height; y++) {
      for (let x = 0; x < layout.width; x++) {
        const value = grid.grey[channel * area + y * stride * grid.width + x * stride] ?? 0
        setGrey(rgba, (top + y) * width + left + x, value)
      }
    }
  }
  return { width, height, rgba }
}

/** One channel, every pixel of it. */
export function channelPixels({ width, height, grey }: ChannelGrid, channel: number): Pixels {
  const area = width * height
  const rgba = new Uint8ClampedArray(area * 4)
  for (let i = 0; i < area; i++) setGrey(rgba, i, grey[channel * area + i] ?? 0)
  return { width, height, rgba }
}

/** The channel under a point of the grid, both as parts of its width and height; null between and beyond. */
export function channelAt(
  grid: ChannelGrid,
  { columns, rows }: GridLayout,
  x: number,
  y: number,
): number | null {
  const column = Math.floor(x * columns)
  const row = Math.floor(y * rows)
  const channel = row * columns + column
  const isInside = column >= 0 && column < columns && row >= 0 && channel < grid.shown
  return isInside ? channel : null
}

function setGrey(rgba: Uint8ClampedArray, pixel: number, value: number): void {
  rgba[pixel * 4] = rgba[pixel * 4 + 1] = rgba[pixel * 4 + 2] = value
  rgba[pixel * 4 + 3] = 255
}
