import { required } from '../../../../core/base/assert'
import { atBroadcast, nd, scalarOr, size, type Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs, params }) => {
  const a = required(inputs['a'], 'a')
  const b = required(inputs['b'], 'b')
  const amount = scalarOr(inputs['amount'], params['amount'])
  const styles = nd(
    [Math.max(size(a, 0), size(b, 0)), size(a, 1)],
    (n, s) => (1 - amount) * atBroadcast(a, n, s) + amount * atBroadcast(b, n, s),
  )
  return { styles }
}
