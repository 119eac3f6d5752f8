import { required } from '../../../../core/base/assert'
import { at, flag, nd, num, size, sum, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params, weights }) => {
  const slope = num(params['slope'])
  const rate = flag(params['equalized']) ? num(params['lrMul']) : 1
  let x = required(inputs['z'], 'z')
  for (let layer = 0; layer < num(params['layers']); layer++) {
    const input = x
    const W = required(weights[`W${layer}`], `W${layer}`)
    const B = required(weights[`B${layer}`], `B${layer}`)
    const inputs = size(input, 1)
    const coefficient = flag(params['equalized']) ? (Math.sqrt(2) / Math.sqrt(inputs)) * rate : 1
    x = nd([size(input, 0), num(params['width'])], (n, k) => {
      const value = sum(inputs, (d) => at(input, n, d) * at(W, k, d) * coefficient) + at(B, k) * rate
      return value >= 0 ? value : slope * value
    })
  }
  return { w: x }
}
