import { required } from '../base/assert'

/**
 * The StyleGAN1 generator as NVlabs/stylegan builds it (networks_stylegan.py, G_mapping and G_synthesis):
 * which layers there are, which tensors they have and what those tensors are called.
 * Tensors go by the local names of NVIDIA's TensorFlow variables, in the layouts our nodes store:
 * convolutions O x I x H x W, dense layers out x in.
 */
export interface Stylegan1Architecture {
  /** Side of the picture, a power of two from 8. */
  readonly resolution: number
  readonly latentSize: number
  /** Width of w. */
  readonly wSize: number
  readonly mappingLayers: number
  readonly layers: readonly SynthesisLayer[]
}

export interface SynthesisLayer {
  readonly index: number
  /** `4x4/Const`, `4x4/Conv`, `8x8/Conv0_up`, `8x8/Conv1`, ... */
  readonly scope: string
  readonly kind: 'const' | 'conv' | 'up-conv'
  readonly resolution: number
  readonly inChannels: number
  readonly channels: number
}

/** Up-convolutions to this many pixels and more are fused (`fused_scale = 'auto'`). */
export const FUSED_FROM = 128

/** Scopes of all layers up to `resolution`, in order: two for each power of two from 4. */
export function layerScopes(resolution: number): string[] {
  const scopes = ['4x4/Const', '4x4/Conv']
  for (let side = 8; side <= resolution; side *= 2)
    scopes.push(`${side}x${side}/Conv0_up`, `${side}x${side}/Conv1`)
  return scopes
}

/** The layers for these channels per layer (by index). */
export function synthesisLayers(resolution: number, channelsOf: (index: number) => number): SynthesisLayer[] {
  return layerScopes(resolution).map((scope, index) => ({
    index,
    scope,
    kind: index === 0 ? 'const' : index % 2 === 0 ? 'up-conv' : 'conv',
    resolution: 4 * 2 ** Math.floor(index / 2),
    inChannels: index === 0 ? 0 : channelsOf(index - 1),
    channels: channelsOf(index),
  }))
}

/** The architecture with NVIDIA's defaults: 512 wide, channels min(16384 / resolution, 512). */
export function defaultArchitecture(resolution: number): Stylegan1Architecture {
  const channelsOf = (index: number): number => Math.min(16384 / (4 * 2 ** Math.floor(index / 2)), 512)
  return {
    resolution,
    latentSize: 512,
    wSize: 512,
    mappingLayers: 8,
    layers: synthesisLayers(resolution, channelsOf),
  }
}

/** ToRGB_lod{k} makes pictures of resolution / 2^k; these are all k, finest first. */
export function rgbLevels({ resolution }: Stylegan1Architecture): { lod: number; resolution: number }[] {
  const levels = []
  for (let lod = 0, side = resolution; side >= 4; lod++, side /= 2) levels.push({ lod, resolution: side })
  return levels
}

/** Channels that the ToRGB of a resolution reads: those of the resolution's last layer. */
export function channelsAt({ layers }: Stylegan1Architecture, resolution: number): number {
  return required(
    layers.findLast((layer) => layer.resolution === resolution),
    `layer of ${resolution} px`,
  ).channels
}

/** One tensor of the generator: where a checkpoint has it and which node's weight it becomes. */
export interface TensorSlot {
  /** Local TensorFlow name: `64x64/Conv1/weight`. */
  readonly name: string
  readonly dims: readonly number[]
  readonly node: string
  readonly weight: string
  /** Stored noise and the average w may be missing; the node then draws or keeps its own. */
  readonly optional?: boolean
}

/** Every tensor of the generator. `growing` includes the ToRGB of all resolutions. */
export function tensorSlots(architecture: Stylegan1Architecture, growing: boolean): TensorSlot[] {
  const { latentSize, wSize, mappingLayers, layers } = architecture
  const slots: TensorSlot[] = []
  for (let i = 0; i < mappingLayers; i++) {
    slots.push({
      name: `Dense${i}/weight`,
      dims: [wSize, i === 0 ? latentSize : wSize],
      node: 'mapping',
      weight: `W${i}`,
    })
    slots.push({ name: `Dense${i}/bias`, dims: [wSize], node: 'mapping', weight: `B${i}` })
  }
  slots.push({ name: 'dlatent_avg', dims: [wSize], node: 'truncation', weight: 'average', optional: true })

  for (const layer of layers) {
    const { scope, channels, resolution, inChannels } = layer
    if (layer.kind === 'const') {
      slots.push({
        name: `${scope}/const`,
        dims: [1, channels, 4, 4],
        node: `${scope}/const`,
        weight: 'const',
      })
    } else {
      slots.push({
        name: `${scope}/weight`,
        dims: [channels, inChannels, 3, 3],
        node: `${scope}/conv`,
        weight: 'W',
      })
    }
    slots.push(
      { name: `${scope}/Noise/weight`, dims: [channels], node: `${scope}/noise`, weight: 'strength' },
      { name: `${scope}/bias`, dims: [channels], node: `${scope}/bias`, weight: 'bias' },
      { name: `${scope}/StyleMod/weight`, dims: [2 * channels, wSize], node: `${scope}/affine`, weight: 'W' },
      { name: `${scope}/StyleMod/bias`, dims: [2 * channels], node: `${scope}/affine`, weight: 'B' },
      {
        name: `noise${layer.index}`,
        dims: [1, 1, resolution, resolution],
        node: `noise${layer.index}`,
        weight: 'image',
        optional: true,
      },
    )
  }
  for (const { lod, resolution } of rgbLevels(architecture)) {
    if (lod > 0 && !growing) break
    slots.push(
      {
        name: `ToRGB_lod${lod}/weight`,
        dims: [3, channelsAt(architecture, resolution), 1, 1],
        node: `ToRGB_lod${lod}`,
        weight: 'W',
      },
      { name: `ToRGB_lod${lod}/bias`, dims: [3], node: `ToRGB_lod${lod}`, weight: 'B' },
    )
  }
  return slots
}
