import { assert } from '../../../../core/base/assert'
import type { Reference } from '../../../helpers/reference'

export const reference: Reference = ({ params, pictures }) => {
  const ref = params['picture']
  assert(typeof ref === 'object' && ref !== null, 'the case has no picture')
  return { image: pictures(ref) }
}
