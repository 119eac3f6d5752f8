import { ArrowLeftToLine, ArrowRightToLine } from 'lucide-preact'
import type { Workspace } from '../app/workspace'
import { words } from '../text/words'
import type { Action } from './action'

const hasSeveral = ({ documents }: Workspace): boolean => documents.all.value.length > 1

export const next: Action = {
  id: 'view.nextDocument',
  icon: ArrowRightToLine,
  isEnabled: hasSeveral,
  whyDisabled: () => words.documents.onlyOne,
  run: ({ documents }) => documents.showNext(1),
}

export const previous: Action = {
  id: 'view.previousDocument',
  icon: ArrowLeftToLine,
  isEnabled: hasSeveral,
  whyDisabled: () => words.documents.onlyOne,
  run: ({ documents }) => documents.showNext(-1),
}
