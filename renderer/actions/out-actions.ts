/** Ways out of the window, and a link's way in. What each writes is chosen in a dialog. */
import { Link, Link2, Share2, Workflow } from 'lucide-preact'
import type { Workspace } from '../app/workspace'
import { words } from '../text/words'
import type { Action } from './action'

const onGraph = {
  isEnabled: ({ whole }: Workspace) => whole.document.value.nodes.size > 0,
  whyDisabled: () => words.actions.emptyGraph,
}

export const exportDiagram: Action = {
  id: 'file.exportDiagram',
  icon: Workflow,
  // Of the graph that is shown, be it inside a block.
  isEnabled: ({ store }) => store.document.value.nodes.size > 0,
  whyDisabled: () => words.actions.emptyGraph,
  run: ({ dialogs }) => dialogs.open({ kind: 'export-diagram' }),
}

export const exportForSharing: Action = {
  id: 'file.exportForSharing',
  icon: Share2,
  ...onGraph,
  run: ({ dialogs }) => dialogs.open({ kind: 'export-for-sharing' }),
}

export const copyLink: Action = {
  id: 'file.copyLink',
  icon: Link,
  ...onGraph,
  run: ({ dialogs }) => dialogs.open({ kind: 'copy-link' }),
}

export const openLink: Action = {
  id: 'file.openLink',
  icon: Link2,
  run: ({ dialogs }) => dialogs.open({ kind: 'open-link' }),
}
