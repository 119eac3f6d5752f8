import { englishMenu } from '../../../core/contract/menu'
import { account } from './account'
import { actions } from './actions'
import { annotations } from './annotations'
import { announce } from './announce'
import { app } from './app'
import { arrange } from './arrange'
import { blocks } from './blocks'
import { canvas } from './canvas'
import { clipboard } from './clipboard'
import { commands } from './commands'
import { cost } from './cost'
import { counts } from './counts'
import { dialogs } from './dialogs'
import { diff } from './diff'
import { engine } from './engine'
import { files } from './files'
import { find } from './find'
import { heat } from './heat'
import { inspected } from './inspected'
import { inspector } from './inspector'
import { keys } from './keys'
import { outline } from './outline'
import { palette } from './palette'
import { panels } from './panels'
import { params } from './params'
import { parity } from './parity'
import { picture } from './picture'
import { pointer } from './pointer'
import { scope } from './scope'
import { search } from './search'
import { units } from './units'
import { view } from './view'

/**
 * English: the complete table, one file per room of the window. A sentence with values in it is a function, so that a
 * translation may put them in its own order.
 */
export const english = {
  account,
  actions,
  annotations,
  announce,
  app,
  arrange,
  blocks,
  canvas,
  clipboard,
  commands,
  cost,
  counts,
  dialogs,
  diff,
  engine,
  files,
  find,
  heat,
  inspected,
  inspector,
  keys,
  menu: englishMenu,
  outline,
  palette,
  panels,
  params,
  parity,
  picture,
  pointer,
  scope,
  search,
  units,
  view,
}
