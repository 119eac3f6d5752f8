import { required } from '../../../../core/base/assert'
import type { Reference } from '../../../helpers/reference'

export const reference: Reference = ({ weights }) => ({ y: required(weights['const'], 'const') })
