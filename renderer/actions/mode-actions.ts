import { EyeOff, StepForward, type LucideIcon } from 'lucide-preact'
import type { MenuActionId } from '../../core/contract/menu'
import type { NodeMode } from '../../core/doc/document'
import type { Workspace } from '../app/workspace'
import type { Action } from './action'

export const bypass = toggle('edit.bypass', 'bypassed', StepForward, 'Stop Bypassing')
export const mute = toggle('edit.mute', 'muted', EyeOff, 'Unmute')

/** Gives what is selected a mode, or takes it away where all have it. */
function toggle(id: MenuActionId, mode: NodeMode, icon: LucideIcon, titleBack: string): Action {
  return {
    id,
    icon,
    title: (workspace) => (haveAll(workspace, mode) ? titleBack : null),
    isEnabled: ({ selection }) => selection.current.value.nodes.size > 0,
    whyDisabled: () => 'No node is selected',
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
