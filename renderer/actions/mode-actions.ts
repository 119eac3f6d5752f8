import { EyeOff, StepForward, type LucideIcon } from 'lucide-preact'
import type { MenuActionId } from '../../core/contract/menu'
import type { NodeMode } from '../../core/doc/document'
import type { Workspace } from '../app/workspace'
import { words } from '../text/words'
import type { Action } from './action'

export const bypass = toggle('edit.bypass', 'bypassed', StepForward, words.actions.stopBypassing)
export const mute = toggle('edit.mute', 'muted', EyeOff, words.actions.unmute)

/** Gives what is selected a mode, or takes it away where all have it. */
function toggle(id: MenuActionId, mode: NodeMode, icon: LucideIcon, titleBack: string): Action {
  return {
    id,
    icon,
    title: (workspace) => (haveAll(workspace, mode) ? titleBack : null),
    isOn: (workspace) => haveAll(workspace, mode),
    isEnabled: ({ selection }) => selection.current.value.nodes.size > 0,
    whyDisabled: () => words.actions.noNodeSelected,
    run(workspace) {
      const nodes = [...workspace.selection.current.value.nodes]
      workspace.edit({ type: 'node/mode', nodes, mode: haveAll(workspace, mode) ? null : mode })
    },
  }
}

function haveAll({ store, selection }: Workspace, mode: NodeMode): boolean {
  const { nodes } = selection.current.value
  const records = store.document.value.nodes
  return nodes.size > 0 && [...nodes].every((id) => records.get(id)?.mode === mode)
}
