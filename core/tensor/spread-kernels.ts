/** Taps of one side of a 3 x 3 kernel, and of what becomes of it. */
const TAPS = 3
export const SPREAD_TAPS = TAPS + 1

/**
 * Kernels of a fused up-convolution, filters x C x 3 x 3 to C x filters x 4 x 4: each kernel, flipped on both sides
 * when asked for, added to itself moved by one pixel down, right and both.
 * Source: upscale2d_conv2d in NVlabs/stylegan.
 */
export function spreadKernels(
  kernels: Float32Array,
  filters: number,
  channels: number,
  { flipped = false } = {},
): Float32Array {
  const out = new Float32Array(channels * filters * SPREAD_TAPS ** 2)
  for (let filter = 0; filter < filters; filter++)
    for (let channel = 0; channel < channels; channel++) {
      const from = (filter * channels + channel) * TAPS ** 2
      const to = (channel * filters + filter) * SPREAD_TAPS ** 2
      for (let tap = 0; tap < TAPS ** 2; tap++) {
        const value = kernels[from + (flipped ? TAPS ** 2 - 1 - tap : tap)] ?? 0
        for (const move of [0, 1, SPREAD_TAPS, SPREAD_TAPS + 1]) {
          const at = to + Math.floor(tap / TAPS) * SPREAD_TAPS + (tap % TAPS) + move
          out[at] = (out[at] ?? 0) + value
        }
      }
    }
  return out
}
