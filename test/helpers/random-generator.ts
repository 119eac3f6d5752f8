/**
 * Seeded random style-based generators over the real node types, built with commands: always sound, always small, and
 * never ill-conditioned (no norm of a constant map), so that results can be compared across ways of running them.
 */
import { assert } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { createRandom, type Random } from '../../core/base/random'
import { emptyDocument, type PortRef } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import type { WeightSpec } from '../../core/nodedef/define-node'
import type { ParamValues } from '../../core/nodedef/params'
import { elementCount, tensor, tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { below, chance, pick } from './pick'
import { allNodes } from './random-graph'
import { addLayer, addUpLayer, type Styles } from './random-layer'
import { between, createSketch, SMALL, type GeneratorSize, type Sketch } from './random-sketch'

export interface RandomGenerator {
  /** Nothing to undo yet. */
  readonly editor: Editor
  readonly store: MutableTensorStore
}

/** The same seed, stream and size always give the same graph and weights. */
export function randomGenerator(seed: number, stream = 0, size: GeneratorSize = SMALL): RandomGenerator {
  const random = createRandom(seed, stream)
  const store = createTensorStore()
  const editor = createEditor(emptyDocument('random'), allNodes)
  const sketch = createSketch(editor, random, size)
  addTower(sketch, addMapping(sketch))
  const loaded = pick([0, 0.3, 0.8], random)
  for (const node of [...editor.document.nodes.values()]) {
    for (const [name, spec] of Object.entries(editor.inference.node(node.id)?.weights ?? {})) {
      // Strengths of zero make noise vanish, which is a case of its own, but not the usual one.
      if (!chance(random, name === 'strength' ? 0.6 : loaded)) continue
      const value = randomWeight(name, spec, random)
      const sha256 = sha256Hex(tensorBytes(value))
      store.putTensor(sha256, value)
      const bound = editor.dispatch({
        type: 'weights/bind',
        node: node.id,
        weights: { [name]: { sha256, dims: value.dims } },
      })
      assert(bound.ok, `${node.id} takes its ${name}`)
    }
  }
  return { editor: createEditor(editor.document, allNodes), store }
}

/** Values such as training might leave behind: of the initial scale, variances positive, biases and strengths not zero. */
export function randomWeight(name: string, { dims, init }: WeightSpec, random: Random): Tensor {
  const known = dims.map(Number)
  const std = init.kind === 'normal' ? init.std : 0.3
  const mean = init.kind === 'ones' ? 1 : 0
  const draw = (): number => (name === 'variance' ? 0.5 + random.uniform() : mean + std * random.normal())
  return tensor(known, Float32Array.from({ length: elementCount(known) }, draw))
}

/** One or two latents to w, or no styles at all. */
function addMapping({ random, put }: Sketch): Styles {
  if (chance(random, 0.1)) return { w: [], maps: [] }
  const dim = between([2, 8], random)
  const batch = between([1, 3], random)
  const width = between([2, 9], random)
  const rows = between([1, 10], random)
  const mlp = (): ParamValues => ({
    layers: between([1, 3], random),
    width,
    equalized: chance(random, 0.5),
    slope: pick([0, 0.2], random),
  })
  const latent = (samples: number): PortRef => {
    const z = put('input/latent', { seed: below(random, 1000), batch: samples, dim })
    return chance(random, 0.5) ? put('mapping/pixel-norm', {}, { x: z }) : z
  }
  const truncated = (w: PortRef): PortRef => {
    const psi = random.uniform() * 1.5
    const number = chance(random, 0.3) ? { psi: put('input/number', { value: psi }) } : {}
    return put('mapping/truncation', { psi, cutoff: below(random, 8), layers: rows }, { w, ...number })
  }

  const z = latent(batch)
  if (chance(random, 0.5)) {
    const w = put('mapping/mlp', mlp(), { z })
    return { w: [chance(random, 0.5) ? truncated(w) : w], maps: [] }
  }
  const other = latent(batch)
  if (chance(random, 0.3)) {
    const mode = pick(['linear', 'slerp'], random)
    const blended = put('mapping/interpolate', { t: random.uniform(), mode }, { a: z, b: other })
    return { w: [put('mapping/mlp', mlp(), { z: blended })], maps: [] }
  }
  const shared = mlp()
  const a = put('mapping/mlp', shared, { z })
  const b = put('mapping/mlp', chance(random, 0.5) ? shared : mlp(), { z: other })
  const first = below(random, rows)
  const range = { range: 'custom', first, last: first + below(random, 4), layers: rows }
  const mixed = put('mapping/style-mix', range, { a, b })
  return { w: chance(random, 0.3) ? [truncated(mixed), mixed] : [mixed], maps: [] }
}

/** From a learned constant through one to three resolutions, with a picture or a tensor coming out here and there. */
function addTower(sketch: Sketch, given: Styles): void {
  const { random, size, put, dims } = sketch
  const [height, width] = [between(size.side, random), between(size.side, random)]
  const square = chance(random, 0.6)
  let x = put('input/constant', {
    init: 'normal',
    channels: between(size.channels, random),
    height,
    width: square ? height : width,
  })
  let styles = given
  let before: PortRef | null = null
  const blocks = between(size.blocks, random)
  for (let block = 0; block < blocks; block++) {
    const [, , h = 0, w = 0] = dims(x)
    if (block > 0 && Math.max(h, w) * 2 <= size.largest) x = addUpLayer(sketch, x)
    for (let layers = between([1, 2], random); layers > 0; layers--) {
      x = addLayer(sketch, x, styles)
      styles = { ...styles, maps: [...styles.maps, x] }
    }
    if (block < blocks - 1 && !chance(random, 0.5)) continue
    const rgb = put('conv/to-rgb', { equalized: chance(random, 0.5) }, { x })
    const low = pick([-1, 0], random)
    put('output/image', { low, high: 1, clamp: chance(random, 0.3) }, { x: faded(sketch, before, rgb) })
    before = rgb
  }
  if (chance(random, 0.3)) put('output/tensor', { name: 'map' }, { x: pick(styles.maps, random) })
  if (styles.w.length > 0 && chance(random, 0.3))
    put('output/tensor', { name: 'w' }, { x: pick(styles.w, random) })
}

/** The picture of the resolution before fades in, where it is exactly half as large. */
function faded({ random, put, dims }: Sketch, old: PortRef | null, picture: PortRef): PortRef {
  if (!old || !chance(random, 0.6)) return picture
  const [, , oldHeight = 0, oldWidth = 0] = dims(old)
  const [, , height = 0, width = 0] = dims(picture)
  if (height !== 2 * oldHeight || width !== 2 * oldWidth) return picture
  return put('arithmetic/fade', { lod: random.uniform() * 1.2 }, { old, new: picture })
}
