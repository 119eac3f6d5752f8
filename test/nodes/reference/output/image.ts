import { required } from '../../../../core/base/assert'
import { flag, mapValues, num, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const x = required(inputs['x'], 'x')
  const [low, high] = [num(params['low']), num(params['high'])]
  return { image: flag(params['clamp']) ? mapValues(x, (v) => Math.min(Math.max(v, low), high)) : x }
}
