import type { Reference } from '../../../helpers/reference'
import { pooled } from '../../../helpers/reference-pool'

export const reference: Reference = (io) => ({ y: pooled(io, (values) => Math.max(...values)) })
