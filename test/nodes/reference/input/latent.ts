import { createRandom } from '../../../../core/base/random'
import { nd, num, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ params }) => {
  const random = createRandom(num(params['seed']))
  return { z: nd([num(params['batch']), num(params['dim'])], () => Math.fround(random.normal())) }
}
