/** What the normalisations of feature maps have in common: eps, and a learned scale and bias per channel. */
import type { WeightSpec } from '../../core/nodedef/define-node'
import type { Emitter } from '../../core/nodedef/emitter'
import { param, type BoolParam, type FloatParam } from '../../core/nodedef/params'
import { port } from '../../core/nodedef/ports'
import { UNKNOWN, type WireType } from '../../core/tensor/wire-type'
import { asPlanes } from './channels'
import type { PlaneAffine } from './normalization'

export const mapInput = port(['features', 'image'], 'Feature map, N × C × H × W.')
export const normalizedOutput = port('features', 'Normalised map, same shape as x.')

export const affineParam: BoolParam = param.bool({
  default: false,
  label: 'scale and bias',
  doc: 'Give every channel a learned scale and bias afterwards.',
})

export function epsParam(value: number): FloatParam {
  return param.float({
    default: value,
    min: 1e-12,
    max: 0.1,
    scale: 'log',
    doc: 'Added to the mean square inside the root.',
  })
}

/** The weights `scale` and `bias`, which start as ones and zeros: no change. */
export function affineWeights(x: WireType, affine: boolean): Readonly<Record<string, WeightSpec>> {
  if (!affine) return {}
  const dims = [x.dims[1] ?? UNKNOWN]
  return {
    scale: { dims, init: { kind: 'ones' }, doc: 'Scale per channel, C.' },
    bias: { dims, init: { kind: 'zeros' }, doc: 'Bias per channel, C.' },
  }
}

/** The weights of `affineWeights` as planes; `undefined` without them. */
export function affinePlanes(g: Emitter, affine: boolean): PlaneAffine | undefined {
  if (!affine) return undefined
  return { scale: asPlanes(g, g.weight('scale')), bias: asPlanes(g, g.weight('bias')) }
}
