import { required } from '../base/assert'
import type { Document, Project } from '../doc/document'
import type { Tensor } from '../tensor/tensor'
import type { MutableTensorStore } from '../weights/tensor-store'
import { createGraphBuilder, type GraphBuilder } from './graph-builder'
import {
  FUSED_FROM,
  rgbLevels,
  tensorSlots,
  type Stylegan1Architecture,
  type SynthesisLayer,
} from './stylegan1-architecture'

export interface Stylegan1Options {
  readonly project: Project
  /** Adds the ToRGB and fades of progressive growing, steered by the number node `lod`. */
  readonly growing?: boolean
  /** Truncation psi to start with. */
  readonly psi?: number
  /** Up-convolutions to this many pixels and more are fused; 128 when absent, as NVIDIA's `auto`. */
  readonly fusedFrom?: number
  /** The values shown as black and white; -1 and 1 for trained weights. */
  readonly range?: { readonly low: number; readonly high: number }
}

/** Columns left of the synthesis network: latent, pixel norm, mapping, truncation. */
const SYNTHESIS_COLUMN = 4.5
/** A layer is a row of this many columns; below it lie its noise image and its affine. */
const LAYER_COLUMNS = 7
const LAYER_ROWS = 2.1

/** A laid-out StyleGAN1 generator; tensors (by local TensorFlow name) become loaded weights, the rest stay seeded. */
export function buildStylegan1(
  architecture: Stylegan1Architecture,
  tensors: ReadonlyMap<string, Tensor>,
  store: MutableTensorStore,
  options: Stylegan1Options,
): Document {
  const builder = createGraphBuilder(store)
  buildMapping(builder, architecture, options.psi ?? 1)

  let x = ''
  const atResolution = new Map<number, string>()
  for (const layer of architecture.layers) {
    x = buildLayer(builder, layer, x, tensors.has(`noise${layer.index}`), options.fusedFrom ?? FUSED_FROM)
    atResolution.set(layer.resolution, x)
  }
  const picture = options.growing
    ? buildGrowing(builder, architecture, atResolution)
    : buildRgb(builder, architecture, 0, x)
  const last = rowOf(architecture.resolution)
  builder.node(
    'image',
    'output/image',
    { column: SYNTHESIS_COLUMN + LAYER_COLUMNS + (options.growing ? 2 : 1), row: last },
    { params: options.range ?? {}, from: { x: picture } },
  )

  for (const slot of tensorSlots(architecture, options.growing ?? false)) {
    const tensor = tensors.get(slot.name)
    if (tensor) builder.weights(slot.node, { [slot.weight]: tensor })
  }
  return builder.build(options.project)
}

/** The row of the last layer of a resolution. */
function rowOf(resolution: number): number {
  return (2 * Math.log2(resolution) - 3) * LAYER_ROWS
}

function buildMapping(builder: GraphBuilder, architecture: Stylegan1Architecture, psi: number): void {
  const row = rowOf(architecture.resolution) / 2
  const { latentSize, wSize, mappingLayers, layers } = architecture
  builder.node('z', 'input/latent', { column: 0, row }, { params: { dim: latentSize } })
  builder.node('z_norm', 'mapping/pixel-norm', { column: 1, row }, { from: { x: 'z.z' } })
  builder.node(
    'mapping',
    'mapping/mlp',
    { column: 2, row },
    {
      params: { layers: mappingLayers, width: wSize, equalized: true, lrMul: 0.01 },
      from: { z: 'z_norm.y' },
    },
  )
  builder.node(
    'truncation',
    'mapping/truncation',
    { column: 3, row },
    {
      params: { psi, cutoff: 8, layers: layers.length },
      from: { w: 'mapping.w' },
    },
  )
}

/** One styled layer; returns the port its AdaIN ends with. */
function buildLayer(
  builder: GraphBuilder,
  layer: SynthesisLayer,
  input: string,
  storedNoise: boolean,
  fusedFrom: number,
): string {
  const { scope, channels, resolution, index } = layer
  const row = index * LAYER_ROWS
  const at = (column: number, down = 0): { column: number; row: number } => ({
    column: SYNTHESIS_COLUMN + column,
    row: row + down,
  })
  const conv = { filters: channels, kernel: 3, bias: false, equalized: true }

  let x = input
  switch (layer.kind) {
    case 'const':
      builder.node(`${scope}/const`, 'input/constant', at(2), { params: { channels, height: 4, width: 4 } })
      x = `${scope}/const.y`
      break
    case 'conv':
      builder.node(`${scope}/conv`, 'conv/conv2d', at(2), { params: conv, from: { x } })
      x = `${scope}/conv.y`
      break
    case 'up-conv':
      if (resolution >= fusedFrom) {
        builder.node(`${scope}/conv`, 'conv/up-conv', at(1), {
          params: { filters: channels, bias: false, equalized: true },
          from: { x },
        })
      } else {
        builder.node(`${scope}/up`, 'conv/upsample', at(0), { from: { x } })
        builder.node(`${scope}/conv`, 'conv/conv2d', at(1), { params: conv, from: { x: `${scope}/up.y` } })
      }
      builder.node(`${scope}/blur`, 'conv/blur', at(2), { from: { x: `${scope}/conv.y` } })
      x = `${scope}/blur.y`
      break
  }
  const noise = storedNoise ? { source: 'stored' } : { source: 'seed', seed: index + 1 }
  builder.node(`noise${index}`, 'input/noise', at(2, 1), {
    params: { ...noise, width: resolution, height: resolution },
  })
  builder.node(`${scope}/noise`, 'noise/inject', at(3), { from: { x, noise: `noise${index}.noise` } })
  builder.node(`${scope}/bias`, 'arithmetic/bias', at(4), { from: { x: `${scope}/noise.y` } })
  builder.node(`${scope}/act`, 'activation/leaky-relu', at(5), { from: { x: `${scope}/bias.y` } })
  builder.node(`${scope}/affine`, 'style/affine', at(5, 1), {
    params: { channels, layer: index, equalized: true },
    from: { w: 'truncation.w' },
  })
  builder.node(scope, 'norm/adain', at(6), {
    title: scope,
    from: { x: `${scope}/act.y`, styles: `${scope}/affine.styles` },
  })
  return `${scope}.y`
}

function buildRgb(
  builder: GraphBuilder,
  architecture: Stylegan1Architecture,
  lod: number,
  x: string,
): string {
  const resolution = architecture.resolution / 2 ** lod
  const id = `ToRGB_lod${lod}`
  const place = { column: SYNTHESIS_COLUMN + LAYER_COLUMNS, row: rowOf(resolution) }
  builder.node(id, 'conv/to-rgb', place, { title: id, params: { equalized: true }, from: { x } })
  return `${id}.image`
}

/** Progressive growing, 'linear' form: every resolution has a ToRGB, faded into the next. NVlabs/stylegan l.530. */
function buildGrowing(
  builder: GraphBuilder,
  architecture: Stylegan1Architecture,
  atResolution: ReadonlyMap<number, string>,
): string {
  builder.node(
    'lod',
    'input/number',
    { column: SYNTHESIS_COLUMN + LAYER_COLUMNS, row: -1 },
    { title: 'lod', params: { value: 0 } },
  )
  let picture = ''
  for (const { lod, resolution } of rgbLevels(architecture).reverse()) {
    const rgb = buildRgb(
      builder,
      architecture,
      lod,
      required(atResolution.get(resolution), `layer of ${resolution} px`),
    )
    if (picture === '') {
      picture = rgb
      continue
    }
    const id = `fade_lod${lod}`
    const place = { column: SYNTHESIS_COLUMN + LAYER_COLUMNS + 1, row: rowOf(resolution) }
    builder.node(id, 'arithmetic/fade', place, {
      params: { level: lod },
      from: { old: picture, new: rgb, lod: 'lod.value' },
    })
    picture = `${id}.y`
  }
  return picture
}
