import { FolderOpen, Info, Keyboard, LifeBuoy } from 'lucide-preact'
import { words } from '../text/words'
import type { Action } from './action'

export const keys: Action = {
  id: 'help.keys',
  icon: Keyboard,
  run: ({ dialogs }) => dialogs.open({ kind: 'shortcuts' }),
}

export const report: Action = {
  id: 'help.report',
  icon: LifeBuoy,
  run: ({ dialogs }) => dialogs.open({ kind: 'problem-report' }),
}

export const logs: Action = {
  id: 'help.logs',
  icon: FolderOpen,
  isEnabled: ({ host }) => host.kind === 'desktop',
  whyDisabled: () => words.help.noLogs,
  run: ({ host }) => host.desktop.openLogsFolder(),
}

export const about: Action = {
  id: 'help.about',
  icon: Info,
  run: ({ dialogs }) => dialogs.open({ kind: 'about' }),
}
