import { announce } from './announce'
import { arrange } from './arrange'
import { blocks } from './blocks'
import { clipboard } from './clipboard'
import { cost } from './cost'
import { heat } from './heat'
import { outline } from './outline'
import { params } from './params'
import { search } from './search'
import { pointer } from './pointer'
import { view } from './view'

/**
 * English: the complete table, one file per room of the window. A sentence with values in it is a function, so that a
 * translation may put them in its own order.
 */
export const english = {
  announce,
  arrange,
  blocks,
  clipboard,
  cost,
  heat,
  outline,
  params,
  search,
  pointer,
  view,
}
