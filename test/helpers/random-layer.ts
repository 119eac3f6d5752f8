import type { Random } from '../../core/base/random'
import type { PortRef } from '../../core/doc/document'
import { below, chance, pick } from './pick'
import { between, type Sketch } from './random-sketch'

/** Random layers of random generators. */

export interface Styles {
  /** None in a generator without styles. */
  readonly w: readonly PortRef[]
  /** Maps made so far, for skip connections and for styles taken from another map. */
  readonly maps: readonly PortRef[]
}

type Piece = (sketch: Sketch, x: PortRef, styles: Styles) => PortRef

/** In the usual order, with the chance that a layer has one. */
const PIECES: readonly (readonly [Piece, number])[] = [
  [addConv, 0.85],
  [addOddity, 0.2],
  [addBlur, 0.2],
  [addNoise, 0.5],
  [addBias, 0.4],
  [addActivation, 0.7],
  [addNorm, 0.75],
  [addSkip, 0.25],
]

/** Most pieces of a styled layer, in the usual or in any order. */
export function addLayer(sketch: Sketch, x: PortRef, styles: Styles): PortRef {
  const { random } = sketch
  const chosen = PIECES.filter(([, odds]) => chance(random, odds)).map(([piece]) => piece)
  const pieces = chance(random, 0.3) ? shuffled(chosen, random) : chosen
  return pieces.reduce((map, piece) => piece(sketch, map, styles), x)
}

/** Twice the size, in one of the ways there are. */
export function addUpLayer({ random, size, put }: Sketch, x: PortRef): PortRef {
  const learned = { bias: chance(random, 0.5), equalized: chance(random, 0.5) }
  const filters = between(size.channels, random)
  if (chance(random, 0.35)) return put('conv/up-conv', { filters, ...learned }, { x })
  const mode = pick(['nearest', 'nearest', 'nearest', 'bilinear'], random)
  const large = put('conv/upsample', { mode }, { x })
  return chance(random, 0.8) ? put('conv/conv2d', { filters, ...learned }, { x: large }) : large
}

function addConv({ random, size, put, dims }: Sketch, x: PortRef): PortRef {
  const [, , height = 0, width = 0] = dims(x)
  const smallest = Math.min(height, width)
  const kernel = pick([1, 3, 3, 3, 3, 5, 2], random)
  const padding = smallest > kernel + 1 ? pick(['zero', 'zero', 'zero', 'reflect', 'none'], random) : 'zero'
  const params = {
    filters: between(size.channels, random),
    kernel,
    padding,
    stride: smallest >= 6 && padding !== 'none' && chance(random, 0.1) ? 2 : 1,
    bias: chance(random, 0.5),
    equalized: chance(random, 0.5),
  }
  return put('conv/conv2d', params, { x })
}

/** What is rarely in a generator, but may be. */
function addOddity({ random, put, dims }: Sketch, x: PortRef): PortRef {
  const [, channels = 1, height = 0, width = 0] = dims(x)
  const smallest = Math.min(height, width)
  switch (below(random, 4)) {
    case 0:
      return put(
        'arithmetic/multiply',
        {},
        { a: x, b: put('input/number', { value: 0.5 + random.uniform() }) },
      )
    case 1:
      return channels === 1 ? x : put('arithmetic/slice', { first: 1, count: channels - 1 }, { x })
    case 2:
      return smallest < 6 ? x : put('conv/average-pool', { size: 2, stride: pick([1, 2], random) }, { x })
    default:
      return smallest < 6 ? x : put('conv/max-pool', { size: 3, stride: 1, ceil: chance(random, 0.5) }, { x })
  }
}

function addBlur({ random, put }: Sketch, x: PortRef): PortRef {
  return put('conv/blur', { kernel: pick(['1-1', '1-2-1', '1-3-3-1'], random) }, { x })
}

function addNoise({ random, put, dims }: Sketch, x: PortRef): PortRef {
  const [, , height = 1, width = 1] = dims(x)
  const source = chance(random, 0.2) ? 'stored' : 'seed'
  const noise = put('input/noise', { source, seed: below(random, 1000), height, width })
  const amount = random.uniform() * 2
  const number = chance(random, 0.2) ? { amount: put('input/number', { value: amount }) } : {}
  return put('noise/inject', { amount: pick([amount, 1, 0], random) }, { x, noise, ...number })
}

function addBias({ put }: Sketch, x: PortRef): PortRef {
  return put('arithmetic/bias', {}, { x })
}

function addActivation({ random, put }: Sketch, x: PortRef): PortRef {
  const type = pick(['leaky-relu', 'leaky-relu', 'leaky-relu', 'relu', 'sigmoid', 'tanh'], random)
  return put(`activation/${type}`, {}, { x })
}

/** AdaIN where there are styles, most of the time. */
function addNorm(sketch: Sketch, x: PortRef, styles: Styles): PortRef {
  const { random, put, dims } = sketch
  const [, channels = 1] = dims(x)
  if (styles.w.length > 0 && chance(random, 0.7))
    return put('norm/adain', { eps: 1e-5 }, { x, styles: addStyles(sketch, channels, styles) })
  const affine = chance(random, 0.5)
  switch (below(random, 5)) {
    case 0:
      return put('norm/instance', { affine }, { x })
    case 1: {
      const divisors = [1, 2, 3, 4].filter((groups) => channels % groups === 0)
      return put('norm/group', { groups: pick(divisors, random), affine }, { x })
    }
    case 2:
      return put('norm/layer', { affine }, { x })
    case 3:
      return put('norm/batch', { statistics: pick(['batch', 'stored'], random), affine }, { x })
    default:
      // A smaller eps would turn the rounding errors of values close to zero into errors of any size.
      return put('norm/pixel', { eps: 0.1 }, { x })
  }
}

/** Of a row of w, of a blend of two, or of another map with as many channels. */
function addStyles({ random, put, dims }: Sketch, channels: number, { w, maps }: Styles): PortRef {
  const affine = (): PortRef => {
    const source = pick(w, random)
    const rows = dims(source).length === 3 ? (dims(source)[1] ?? 1) : 1
    const params = {
      channels,
      layer: below(random, rows),
      order: pick(['scale-first', 'bias-first'], random),
      plusOne: chance(random, 0.8),
      equalized: chance(random, 0.5),
    }
    return put('style/affine', params, { w: source })
  }
  const alike = maps.filter((map) => dims(map)[1] === channels)
  if (alike.length > 0 && chance(random, 0.15)) return put('style/statistics', {}, { x: pick(alike, random) })
  if (chance(random, 0.15))
    return put('style/blend', { amount: random.uniform() }, { a: affine(), b: affine() })
  return affine()
}

/** Adds or joins an earlier map of this size. */
function addSkip({ random, size, put, dims }: Sketch, x: PortRef, { maps }: Styles): PortRef {
  const [, channels = 1, height, width] = dims(x)
  const alike = maps.filter((map) => dims(map)[2] === height && dims(map)[3] === width && map.node !== x.node)
  if (alike.length === 0) return x
  const other = pick(alike, random)
  if (dims(other)[1] === channels && chance(random, 0.7)) return put('arithmetic/add', {}, { a: x, b: other })
  const joined = channels + (dims(other)[1] ?? 0)
  return joined > 2 * size.channels[1] ? x : put('arithmetic/concat', {}, { a: x, b: other })
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const order = items.map((item) => ({ item, place: random.uniform() }))
  return order.sort((a, b) => a.place - b.place).map(({ item }) => item)
}
