import { required } from '../../../../core/base/assert'
import { createRandom } from '../../../../core/base/random'
import { nd, num, word, type Reference } from '../../../helpers/reference'

/** Noise has a stream of its own beside the latents'. */
const STREAM = 1

export const reference: Reference = ({ params, weights }) => {
  if (word(params['source']) === 'stored') return { noise: required(weights['image'], 'image') }
  const random = createRandom(num(params['seed']), STREAM)
  const dims = [1, 1, num(params['height']), num(params['width'])]
  return { noise: nd(dims, () => Math.fround(random.normal())) }
}
