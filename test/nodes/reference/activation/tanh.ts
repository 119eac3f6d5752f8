import { required } from '../../../../core/base/assert'
import { mapValues, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs }) => ({
  y: mapValues(required(inputs['x'], 'x'), Math.tanh),
})
