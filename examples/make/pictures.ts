import { rgbaImage, type RgbaImage } from '../../core/image/rgba-image'

/** A sunset over waves, 96 × 96: warm above, cool below, so that its channels' statistics differ from any portrait's. */
export function drawSunset(side = 96): RgbaImage {
  const data = new Uint8Array(side * side * 4)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      data.set(sunsetPixel(x / side, y / side), (y * side + x) * 4)
    }
  }
  return rgbaImage(side, side, data)
}

function sunsetPixel(x: number, y: number): [number, number, number, number] {
  const horizon = 0.62
  if (y < horizon) {
    const sun = Math.exp(-(((x - 0.6) ** 2 + (y - 0.5) ** 2) * 60))
    const height = 1 - y / horizon
    return [
      clamp(255 - 120 * height),
      clamp(150 - 110 * height + 100 * sun),
      clamp(60 + 60 * height + 90 * sun),
      255,
    ]
  }
  const depth = (y - horizon) / (1 - horizon)
  const wave = Math.sin(40 * depth * (1.5 - depth) + 9 * x) * Math.sin(23 * x + 14 * depth)
  const glint = wave > 0.55 ? Math.exp(-((x - 0.6) ** 2) * 18) : 0
  return [
    clamp(40 + 200 * glint),
    clamp(60 + 20 * wave + 110 * glint),
    clamp(110 - 50 * depth + 25 * wave + 40 * glint),
    255,
  ]
}

function clamp(value: number): number {
  return Math.max(0, Math.min(255, Math.round(value)))
}
