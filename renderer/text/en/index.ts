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
import { documents } from './documents'
import { drops } from './drops'
import { engine } from './engine'
import { files } from './files'
import { find } from './find'
import { gallery } from './gallery'
import { heat } from './heat'
import { help } from './help'
import { inspected } from './inspected'
import { inspector } from './inspector'
import { journal } from './journal'
import { keys } from './keys'
import { offline } from './offline'
import { out } from './out'
import { outline } from './outline'
import { palette } from './palette'
import { panels } from './panels'
import { params } from './params'
import { parity } from './parity'
import { picture } from './picture'
import { pointer } from './pointer'
import { saving } from './saving'
import { scope } from './scope'
import { search } from './search'
import { sharing } from './sharing'
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
  documents,
  drops,
  engine,
  files,
  find,
  gallery,
  heat,
  help,
  inspected,
  inspector,
  journal,
  keys,
  menu: englishMenu,
  offline,
  out,
  outline,
  palette,
  panels,
  params,
  parity,
  picture,
  pointer,
  saving,
  scope,
  search,
  sharing,
  units,
  view,
}
