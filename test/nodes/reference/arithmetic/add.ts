import type { Reference } from '../../../helpers/reference'
import { broadcastPairs } from '../../../helpers/reference-broadcast'

export const reference: Reference = (io) => broadcastPairs(io, (a, b) => a + b)
