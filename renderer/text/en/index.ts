import { announce } from './announce'
import { annotations } from './annotations'
import { arrange } from './arrange'
import { blocks } from './blocks'
import { clipboard } from './clipboard'
import { cost } from './cost'
import { diff } from './diff'
import { heat } from './heat'
import { outline } from './outline'
import { params } from './params'
import { scope } from './scope'
import { search } from './search'
import { pointer } from './pointer'
import { view } from './view'

/**
 * English: the complete table, one file per room of the window. A sentence with values in it is a function, so that a
 * translation may put them in its own order.
 */
export const english = {
  announce,
  annotations,
  arrange,
  blocks,
  clipboard,
  cost,
  diff,
  heat,
  outline,
  params,
  scope,
  search,
  pointer,
  view,
}
