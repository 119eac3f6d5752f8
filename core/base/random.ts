/**
 * Seeded random numbers, the same on every machine that runs V8: seeds in a file must give the same picture.
 */
export interface Random {
  /** Uniform in [0, 1), 32 bits. */
  uniform(): number
  /** Standard normal, N(0, 1). */
  normal(): number
}

/** sfc32 (Chris Doty-Humphrey, PractRand), seeded with two 32-bit words. */
export function createRandom(seed: number, stream = 0): Random {
  let a = 0x9e3779b9 ^ seed
  let b = 0x243f6a88 ^ stream
  let c = seed >>> 0
  let counter = 1

  function next(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let i = 0; i < 15; i++) next()

  let spare: number | undefined
  return {
    uniform: () => next() / 4294967296,
    normal() {
      if (spare !== undefined) {
        const value = spare
        spare = undefined
        return value
      }
      // Box-Muller; 1 - u keeps the logarithm away from zero.
      const radius = Math.sqrt(-2 * Math.log(1 - next() / 4294967296))
      const angle = (2 * Math.PI * next()) / 4294967296
      spare = radius * Math.sin(angle)
      return radius * Math.cos(angle)
    },
  }
}

/** `count` samples of N(0, std^2) as float32. */
export function normalArray(count: number, seed: number, stream = 0, std = 1): Float32Array {
  const random = createRandom(seed, stream)
  const out = new Float32Array(count)
  for (let i = 0; i < count; i++) out[i] = random.normal() * std
  return out
}
