import { MAX_SEED, param, type FloatParam, type IntParam, type ParamSpec } from '../../core/nodedef/params'
import { numberScale, type NumberScale } from './number-scale'

const SEED = param.int({ default: 0, min: 0, max: MAX_SEED, doc: 'Seeds are whole numbers.' })
const scales = new WeakMap<IntParam | FloatParam, NumberScale>()

/** How the values of a parameter are moved through, or null when they are no numbers. A seed is a whole number. */
export function scaleOf(spec: ParamSpec): NumberScale | null {
  const numeric = spec.kind === 'seed' ? SEED : spec
  if (numeric.kind !== 'int' && numeric.kind !== 'float') return null
  const known = scales.get(numeric)
  if (known) return known
  const scale = numberScale(numeric)
  scales.set(numeric, scale)
  return scale
}
