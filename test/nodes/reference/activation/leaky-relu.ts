import { required } from '../../../../core/base/assert'
import { mapValues, num, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => ({
  y: mapValues(required(inputs['x'], 'x'), (x) => (x >= 0 ? x : num(params['slope']) * x)),
})
