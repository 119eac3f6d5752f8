import type { Backend } from '../../tensor/backend'

/** What a model will run on: a backend of the engine, or `cpu`, onnxruntime's native one that exported models meet. */
export type RewriteTarget = Backend | 'cpu'

export const REWRITE_TARGETS: readonly RewriteTarget[] = ['wasm', 'webgpu', 'cpu']

/**
 * What the pieces of a convolution cost on a target, to choose the fastest of its forms for a shape. Only the ratios
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

export const COST_NAMES = [
  'conv',
  'convTranspose',
  'matMul',
  'weight',
  'inputTransform',
  'result',
  'operator',
] as const satisfies readonly (keyof Costs)[]

/** Whether a value from outside (a file, a window's storage) can be used as costs. */
export function areCosts(value: unknown): value is Costs {
  if (typeof value !== 'object' || value === null) return false
  const entries = new Map<string, unknown>(Object.entries(value))
  return COST_NAMES.every((name) => {
    const cost = entries.get(name)
    return typeof cost === 'number' && Number.isFinite(cost) && cost > 0
  })
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

/**
 * onnxruntime 1.30 on a native processor with 2 threads (`node bench/rewrites.mjs layers --native`). Its Conv works on
 * blocked channels and is about six times as fast as on WASM, while moving values is not: tiles pay where many
 * channels meet few pixels.
 */
const CPU_COSTS: Costs = {
  conv: 0.006,
  convTranspose: 0.0085,
  matMul: 0.006,
  weight: 0.2,
  inputTransform: 0.08,
  result: 3.5,
  operator: 8000,
}

/**
 * Never measured on a graphics card. What is not a plain Conv is taken to cost several times its due, so that every
 * layer stays as it is written until a calibration on the card at hand says what pays there.
 */
const WEBGPU_COSTS: Costs = {
  conv: 0.001,
  convTranspose: 0.004,
  matMul: 0.01,
  weight: 0.04,
  inputTransform: 0.03,
  result: 2,
  operator: 20_000,
}

const BUILT_IN: Readonly<Record<RewriteTarget, Costs>> = {
  wasm: DEFAULT_COSTS,
  webgpu: WEBGPU_COSTS,
  cpu: CPU_COSTS,
}

/** Fixed for each target, so that the same graph always becomes the same model. */
export function builtInCosts(target: RewriteTarget): Costs {
  return BUILT_IN[target]
}

/** A form must promise at least this part of the plain one's time to be taken: less is within the fit's error. */
export const WORTHWHILE = 0.9

/** Time of a product whose weights are read once: arithmetic and memory overlap for the most part. */
export function productTime(multiplyAdds: number, perMac: number, weights: number, costs: Costs): number {
  const arithmetic = multiplyAdds * perMac
  const memory = weights * costs.weight
  return Math.max(arithmetic + memory / 4, memory)
}
