import type { Repair } from '../../core/infer/repairs'
import type { Workspace } from '../app/workspace'

/** Runs a repair as one undo step and selects the nodes that it added, so that they are seen. */
export function runRepair({ label, commands }: Repair, { editAll, selection }: Workspace): void {
  if (!editAll(label, commands).ok) return
  const added = commands.flatMap((command) => (command.type === 'node/add' ? command.nodes : []))
  if (added.length > 0) selection.selectNodes(added.map(({ id }) => id))
}
