import { Lock, Map, Scan, Spline } from 'lucide-preact'
import type { NodeId } from '../../core/base/ids'
import type { Workspace } from '../app/workspace'
import { nextWireLook } from '../state/canvas-view'
import { words } from '../text/words'
import type { Action } from './action'

/** Finding one's way on the canvas, and keeping it as it is. */

export const zoomToSelection: Action = {
  id: 'view.zoomToSelection',
  icon: Scan,
  isEnabled: ({ selection: { current } }) => current.value.nodes.size + current.value.links.size > 0,
  whyDisabled: () => words.view.nothingSelected,
  run: (workspace) => workspace.view.value?.zoomTo(selectedNodes(workspace)),
}

export const minimap: Action = {
  id: 'view.minimap',
  icon: Map,
  title: ({ canvasView }) => (canvasView.hasMinimap.value ? words.view.hideMinimap : words.view.showMinimap),
  isOn: ({ canvasView }) => canvasView.hasMinimap.value,
  run: ({ canvasView }) => canvasView.toggleMinimap(),
}

export const wires: Action = {
  id: 'view.wires',
  icon: Spline,
  title: ({ canvasView }) => words.view.turnWires[nextWireLook(canvasView.wires.value)],
  run: ({ canvasView }) => canvasView.chooseWires(nextWireLook(canvasView.wires.peek())),
}

export const lock: Action = {
  id: 'edit.lock',
  icon: Lock,
  title: (workspace) => (workspace.lock.isLocked.value ? words.view.unlockGraph : words.view.lockGraph),
  isOn: (workspace) => workspace.lock.isLocked.value,
  run: (workspace) => workspace.lock.toggle(),
}

/** The selected nodes; of selected wires, those at their ends. */
function selectedNodes({ selection, store }: Workspace): ReadonlySet<NodeId> {
  const { nodes, links } = selection.current.peek()
  const ends = [...links].flatMap((id) => {
    const link = store.document.peek().links.get(id)
    return link ? [link.from.node, link.to.node] : []
  })
  return new Set([...nodes, ...ends])
}
