/**
 * Fast convolution by tiles: the outputs of a tile are `A · ((G k) ∘ (B x))`, with fewer products than taps times
 * outputs. Everything is separable, so the matrices here are for one side and both sides use the same.
 *
 * Sources: Winograd, "Arithmetic Complexity of Computations" (1980); Lavin and Gray, "Fast Algorithms for Convolutional
 * Neural Networks" (2016), for F(m, r) and its use in layers.
 */
export interface TileAlgorithm {
  /** Part of the names and keys of what is made with it. */
  readonly name: string
  /** How far the tiles lie apart in the input, in pixels. */
  readonly step: number
  /** B: products x pixels of an input tile. */
  readonly input: Matrix
  /** G: one matrix a phase, products x taps of the kernel. Phases are interleaved in the output. */
  readonly kernel: readonly Matrix[]
  /** A: outputs a tile has of each phase x products. */
  readonly output: Matrix
  /** Pixels that the first tile has before the first output. */
  readonly lead: number
}

export type Matrix = readonly (readonly number[])[]

const HALF_ROOT = Math.SQRT1_2

/**
 * F(4, 3): 6 products for 4 outputs of a 3-tap conv. The points 0, ±1/√2, ±√2 (and infinity) keep the error near that
 * of plain float32 sums; with the usual 0, ±1, ±2 the error is 4 to 5 times as large.
 */
export const CONV_4_3 = conv3('4x4', [0, HALF_ROOT, -HALF_ROOT, 2 * HALF_ROOT, -2 * HALF_ROOT])

/** F(2, 3): 4 products for 2 outputs of a 3-tap conv. Its weights take less than half the memory of F(4, 3). */
export const CONV_2_3 = conv3('2x2', [0, 1, -1])

/**
 * Nearest upsampling by 2, then a 3-tap conv g: with s = g0 + g1 + g2 the two outputs at x1 are
 * `g0 · (x0 − x1) + s · x1` and `s · x1 − g2 · (x1 − x2)`: 3 products, and no more weights than g has.
 */
export const UPSAMPLED_CONV: TileAlgorithm = {
  name: 'differences',
  step: 1,
  input: [
    [1, -1, 0],
    [0, 1, 0],
    [0, 1, -1],
  ],
  kernel: [
    [
      [1, 0, 0],
      [1, 1, 1],
      [0, 0, 1],
    ],
  ],
  output: [
    [1, 1, 0],
    [0, 1, -1],
  ],
  lead: 0,
}

/**
 * F(3, 2) for each of the two phases an up-convolution has: 4 products for 3 outputs. Both phases read the same input
 * tile, because the tiles of the odd outputs begin one output earlier. `taps` gives the two taps of the odd and of
 * the even outputs as rows over the taps of the kernel.
 */
function phases(name: string, taps: readonly [Matrix, Matrix]): TileAlgorithm {
  const { input, kernel, output } = winograd(3, 2, [0, 1, -1])
  return { name, step: 3, input, kernel: taps.map((rows) => multiply(kernel, rows)), output, lead: 1 }
}

/** Nearest upsampling by 2, then a 3-tap conv, by phases. */
export const UPSAMPLED_CONV_PHASES = phases('phases-3', [
  [
    [1, 1, 0],
    [0, 0, 1],
  ],
  [
    [1, 0, 0],
    [0, 1, 1],
  ],
])

/** A transposed conv of 4 taps, stride 2, padding 1, by phases. */
export const TRANSPOSED_CONV_PHASES = phases('phases-4', [
  [
    [0, 0, 1, 0],
    [1, 0, 0, 0],
  ],
  [
    [0, 0, 0, 1],
    [0, 1, 0, 0],
  ],
])

function conv3(name: string, points: readonly number[]): TileAlgorithm {
  const outputs = points.length - 1
  const { input, kernel, output } = winograd(outputs, 3, points)
  return { name, step: outputs, input, kernel: [kernel], output, lead: 0 }
}

/** The matrices of F(outputs, taps) by Toom and Cook from `outputs + taps − 2` points and infinity. */
export function winograd(
  outputs: number,
  taps: number,
  points: readonly number[],
): { readonly input: Matrix; readonly kernel: Matrix; readonly output: Matrix } {
  const others = (i: number): number[] => points.filter((_, j) => j !== i)
  const powers = (point: number, count: number): number[] =>
    Array.from({ length: count }, (_, k) => point ** k)
  const last = (count: number): number[] => Array.from({ length: count }, (_, k) => (k === count - 1 ? 1 : 0))
  return {
    input: [...points.map((_, i) => [...polynomial(others(i)), 0]), polynomial(points)],
    kernel: [
      ...points.map((point, i) => {
        const scale = others(i).reduce((product, other) => product * (point - other), 1)
        return powers(point, taps).map((power) => power / scale)
      }),
      last(taps),
    ],
    output: Array.from({ length: outputs }, (_, i) => [
      ...points.map((point) => point ** i),
      i === outputs - 1 ? 1 : 0,
    ]),
  }
}

/** The coefficients of the product of (x − root), lowest power first. */
function polynomial(roots: readonly number[]): number[] {
  let coefficients = [1]
  for (const root of roots) {
    const next = [0, ...coefficients]
    for (const [i, value] of coefficients.entries()) next[i] = (next[i] ?? 0) - root * value
    coefficients = next
  }
  return coefficients
}

function multiply(a: Matrix, b: Matrix): number[][] {
  const columns = b[0]?.length ?? 0
  return a.map((row) =>
    Array.from({ length: columns }, (_, j) =>
      row.reduce((sum, value, k) => sum + value * (b[k]?.[j] ?? 0), 0),
    ),
  )
}
