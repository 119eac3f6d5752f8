import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Frame,
  Network,
  Unplug,
  Waypoints,
  type LucideIcon,
} from 'lucide-preact'
import type { NodeId } from '../../core/base/ids'
import type { MenuActionId } from '../../core/contract/menu'
import type { MoveNodes } from '../../core/doc/commands/node-commands'
import { frameSelection } from '../annotations/frame-selection'
import { putReroute } from '../annotations/reroute'
import type { Workspace } from '../app/workspace'
import { describeNode } from '../canvas/face'
import type { Box } from '../canvas/layout'
import type { Placed } from '../arrange/layout-graph'
import { align, distribute } from '../edit/arrange'
import { removeAndReconnect } from '../edit/splice'
import { words } from '../text/words'
import type { Action } from './action'

type Boxes = ReadonlyMap<NodeId, Box>

// The icons' names speak of the line that is shared: an upright one aligns left, centre and right.
export const alignLeft = arrange('arrange.left', AlignStartVertical, 2, (boxes) => align(boxes, 'left'))
export const alignCentre = arrange('arrange.centre', AlignCenterVertical, 2, (boxes) =>
  align(boxes, 'centre'),
)
export const alignRight = arrange('arrange.right', AlignEndVertical, 2, (boxes) => align(boxes, 'right'))
export const alignTop = arrange('arrange.top', AlignStartHorizontal, 2, (boxes) => align(boxes, 'top'))
export const alignMiddle = arrange('arrange.middle', AlignCenterHorizontal, 2, (boxes) =>
  align(boxes, 'middle'),
)
export const alignBottom = arrange('arrange.bottom', AlignEndHorizontal, 2, (boxes) => align(boxes, 'bottom'))
export const distributeAcross = arrange('arrange.across', AlignHorizontalDistributeCenter, 3, (boxes) =>
  distribute(boxes, 'x'),
)
export const distributeDown = arrange('arrange.down', AlignVerticalDistributeCenter, 3, (boxes) =>
  distribute(boxes, 'y'),
)

export const frame: Action = {
  id: 'arrange.frame',
  icon: Frame,
  isEnabled: ({ selection }) => selection.current.value.nodes.size > 0,
  whyDisabled: () => words.annotations.nothingToFrame,
  run: frameSelection,
}

export const addReroute: Action = {
  id: 'arrange.reroute',
  icon: Waypoints,
  isEnabled: ({ selection }) =>
    selection.current.value.nodes.size === 0 && selection.current.value.links.size === 1,
  whyDisabled: () => words.annotations.needsOneWire,
  run(workspace) {
    const [link] = workspace.selection.current.value.links
    const at = link === undefined ? null : workspace.view.value?.middleOfWire(link)
    if (link !== undefined && at) putReroute(workspace, link, at)
  },
}

export const deleteAndReconnect: Action = {
  id: 'edit.deleteReconnect',
  icon: Unplug,
  yieldsToText: true,
  isEnabled: ({ selection }) => selection.current.value.nodes.size > 0,
  whyDisabled: () => words.actions.noNodeSelected,
  run({ editor, editAll, selection }) {
    const { nodes } = selection.current.value
    editAll(words.actions.deleteReconnectStep, removeAndReconnect(editor, nodes))
  },
}

/** Of the whole graph, or of two selected nodes and more. Asked for again while one is under way, it stops that one. */
export const layOut: Action = {
  id: 'arrange.layOut',
  icon: Network,
  title: ({ autoLayout }) => (autoLayout.isRunning.value ? words.arrange.stopLayout : null),
  isEnabled: ({ store }) => store.document.value.nodes.size > 1,
  whyDisabled: () => words.arrange.needsTwo,
  async run(workspace) {
    const { autoLayout, editor, lock, view } = workspace
    if (autoLayout.isRunning.peek()) {
      autoLayout.stop()
      return
    }
    const nodes = placedNodes(workspace)
    const wouldMove: MoveNodes = { type: 'node/move', moves: [] }
    if (lock.refuse([wouldMove])) return
    // With nothing left beside it the graph begins at (0, 0): built in another way it is the same file.
    const anchor = nodes.length === editor.document.nodes.size ? 'origin' : 'centre'
    const wanted = await autoLayout.layOut(nodes, editor.document.links.values(), anchor)
    // What was deleted meanwhile is not missed.
    const moves = (wanted ?? []).filter(({ node }) => editor.document.nodes.has(node))
    if (moves.length === 0 || lock.refuse([wouldMove])) return
    editor.dispatchAll(words.arrange.layOut, [{ type: 'node/move', moves }])
    view.value?.zoomTo(nodes.map(({ id }) => id))
  },
}

function placedNodes({ editor, selection, view }: Workspace): readonly Placed[] {
  const { document, inference, registry } = editor
  const selected = selection.current.value.nodes
  const boxes = view.value?.boxesOf(selected.size > 1 ? selected : document.nodes.keys()) ?? []
  return [...boxes].flatMap(([id, box]) => {
    const record = document.nodes.get(id)
    if (!record) return []
    const definition = registry.get(record.type)
    // Frames and notes stay where their readers put them.
    if (definition?.role === 'annotation') return []
    const { topology } = inference
    const face = describeNode({ record, definition, inferred: undefined, topology, badge: null })
    const names = (ports: typeof face.inputs): readonly string[] => ports.map(({ name }) => name)
    return [{ id, box, inputs: names(face.inputs), outputs: names(face.outputs), form: face.form }]
  })
}

function arrange(
  id: MenuActionId,
  icon: LucideIcon,
  least: number,
  moves: (boxes: Boxes) => MoveNodes['moves'],
): Action {
  return {
    id,
    icon,
    isEnabled: ({ selection }) => selection.current.value.nodes.size >= least,
    whyDisabled: () => words.actions.needsSelected(least),
    run({ edit, selection, view }: Workspace) {
      const boxes = view.value?.boxesOf(selection.current.value.nodes)
      const wanted = boxes ? moves(boxes) : []
      if (wanted.length > 0) edit({ type: 'node/move', moves: wanted })
    },
  }
}
