import { Eye, Gauge } from 'lucide-preact'
import type { PortRef } from '../../core/doc/document'
import type { Workspace } from '../app/workspace'
import { portsOf } from '../state/inspected'
import { words } from '../text/words'
import type { Action } from './action'

/** What the engine did, where it is told, and what passes along the wires. */

export const account: Action = {
  id: 'view.engine',
  icon: Gauge,
  isOn: ({ drawer }) => drawer.open.value === 'engine',
  run: ({ drawer }) => drawer.toggle('engine'),
}

export const inspect: Action = {
  id: 'view.inspect',
  icon: Eye,
  title: (workspace) => (areInspected(workspace) ? words.actions.stopInspecting : null),
  isOn: areInspected,
  isEnabled: (workspace) => selectedPorts(workspace).length > 0,
  whyDisabled: () => words.actions.noOutputSelected,
  run(workspace) {
    if (workspace.inspected.toggle(selectedPorts(workspace))) workspace.drawer.show('inspected')
  },
}

function areInspected(workspace: Workspace): boolean {
  const ports = selectedPorts(workspace)
  return ports.length > 0 && ports.every(workspace.inspected.has)
}

function selectedPorts({ selection, store, editor }: Workspace): readonly PortRef[] {
  return portsOf(selection.current.value, store.document.value, editor.registry)
}
