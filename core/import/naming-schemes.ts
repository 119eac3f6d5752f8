import type { Tensor } from '../tensor/tensor'
import { transposed } from '../tensor/transpose'
import { layerScopes } from './stylegan1-architecture'

/**
 * How public StyleGAN1 checkpoints name their tensors. A scheme turns a file's key into the local TensorFlow
 * name and the tensor into the layout our nodes store. Source of the tables: NVlabs/stylegan (variables of G_mapping
 * and G_synthesis), genforce/genforce (state dict of StyleGANGenerator).
 */
export interface NamingScheme {
  readonly id: string
  readonly title: string
  /** True when these keys are this scheme's. */
  recognises(keys: readonly string[]): boolean
  /** The local TensorFlow name of a key, or null for a key the generator has no use for. */
  localName(key: string): string | null
  /** The tensor in our layout. */
  convert(name: string, tensor: Tensor): Tensor
}

/** `Gs/G_synthesis/64x64/Conv1/weight`, `synthesis/64x64/Conv1/weight` and `64x64/Conv1/weight` are the same variable. */
const TF_PREFIX = /^(?:Gs?\/)?(?:(?:G_)?(?:synthesis|mapping)\/)?/

export const tfNames: NamingScheme = {
  id: 'tf',
  title: "NVIDIA's TensorFlow names",
  recognises: (keys) => keys.some((key) => key.replace(TF_PREFIX, '') === '4x4/Const/const'),
  localName: (key) => key.replace(TF_PREFIX, ''),
  convert(name, tensor) {
    if (!name.endsWith('/weight') || name.endsWith('/Noise/weight')) return tensor
    // Convolutions are H x W x I x O there, dense layers in x out.
    if (tensor.dims.length === 4) return transposed(tensor, [3, 2, 0, 1])
    return tensor.dims.length === 2 ? transposed(tensor, [1, 0]) : tensor
  },
}

const GENFORCE_LAYER_PARTS: Readonly<Record<string, string>> = {
  const: 'const',
  weight: 'weight',
  bias: 'bias',
  'apply_noise.weight': 'Noise/weight',
  'style.weight': 'StyleMod/weight',
  'style.bias': 'StyleMod/bias',
}
const LARGEST_RESOLUTION = 1024
const SCOPES = layerScopes(LARGEST_RESOLUTION)

/** `synthesis.output{d}` counts from the coarsest; how many there are decides which is lod 0. */
function genforceName(key: string, outputs: number): string | null {
  const mapping = /^mapping\.dense(\d+)\.(weight|bias)$/.exec(key)
  if (mapping) return `Dense${mapping[1]}/${mapping[2]}`
  if (key === 'truncation.w_avg') return 'dlatent_avg'
  const layer = /^synthesis\.layer(\d+)\.(.+)$/.exec(key)
  if (layer) {
    const index = Number(layer[1])
    const part = layer[2] ?? ''
    if (part === 'apply_noise.noise') return `noise${index}`
    const scope = SCOPES[index]
    const local = Object.hasOwn(GENFORCE_LAYER_PARTS, part) ? GENFORCE_LAYER_PARTS[part] : undefined
    return scope !== undefined && local !== undefined ? `${scope}/${local}` : null
  }
  const output = /^synthesis\.output(\d+)\.(weight|bias)$/.exec(key)
  return output ? `ToRGB_lod${outputs - 1 - Number(output[1])}/${output[2]}` : null
}

/** genforce names need the number of ToRGB layers, so the scheme is made for a file's keys. */
export function genforceNames(keys: readonly string[]): NamingScheme {
  const outputs = keys.filter((key) => /^synthesis\.output\d+\.bias$/.test(key)).length
  return {
    id: 'genforce',
    title: 'genforce names',
    recognises: (all) => all.includes('synthesis.layer0.const'),
    localName: (key) => genforceName(key, outputs),
    convert: (_name, tensor) => tensor,
  }
}

export function namingSchemes(keys: readonly string[]): readonly NamingScheme[] {
  return [tfNames, genforceNames(keys)]
}
