import { FolderSearch } from 'lucide-preact'
import { nodesWithStandIns } from '../../core/compile/stand-ins'
import { words } from '../text/words'
import type { Action } from './action'

export const locateMissing: Action = {
  id: 'file.locate',
  icon: FolderSearch,
  isEnabled: ({ live }) => nodesWithStandIns(live.state.value.report?.diagnostics ?? []).size > 0,
  whyDisabled: () => words.sharing.nothingMissing,
  run: ({ session }) => session.locate(),
}
