/**
 * What the pieces of a convolution cost on a backend, to choose the fastest of its forms for a shape. Only the ratios
 * between them matter.
 */
export interface Costs {
  /** Nanoseconds for one multiply-add of a direct Conv with 3 x 3 windows. */
  readonly conv: number
  /** The same of a ConvTranspose. */
  readonly convTranspose: number
  /** The same of a batched MatMul with maps and filters as its large sides. */
  readonly matMul: number
  /** Nanoseconds to stream one weight from memory: what bounds small maps. */
  readonly weight: number
  /** Nanoseconds for one multiply-add of an input transform (windowed Conv of single channels). */
  readonly inputTransform: number
  /** Nanoseconds to make one value of the result from the products and to put it into its place. */
  readonly result: number
  /** Nanoseconds that any operator costs, however small it is. */
  readonly operator: number
}

/**
 * onnxruntime-web 1.30 on WASM with SIMD and 2 threads, fitted to the layers of the 256 px StyleGAN1 generator
 * (`node bench/rewrites.mjs layers` prints them). Fixed, so that the same graph always becomes the same model.
 */
export const DEFAULT_COSTS: Costs = {
  conv: 0.036,
  convTranspose: 0.041,
  matMul: 0.036,
  weight: 0.6,
  inputTransform: 0.05,
  result: 2.3,
  operator: 15_000,
}

/** A form must promise at least this part of the plain one's time to be taken: less is within the fit's error. */
export const WORTHWHILE = 0.9

/** Time of a product whose weights are read once: arithmetic and memory overlap for the most part. */
export function productTime(multiplyAdds: number, perMac: number, weights: number, costs: Costs): number {
  const arithmetic = multiplyAdds * perMac
  const memory = weights * costs.weight
  return Math.max(arithmetic + memory / 4, memory)
}
