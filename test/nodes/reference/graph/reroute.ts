import { required } from '../../../../core/base/assert'
import type { Reference } from '../../../helpers/reference'

export const reference: Reference = ({ inputs }) => ({ y: required(inputs['x'], 'x') })
