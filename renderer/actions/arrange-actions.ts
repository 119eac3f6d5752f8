import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalDistributeCenter,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalDistributeCenter,
  Unplug,
  type LucideIcon,
} from 'lucide-preact'
import type { NodeId } from '../../core/base/ids'
import type { MenuActionId } from '../../core/contract/menu'
import type { MoveNodes } from '../../core/doc/commands/node-commands'
import type { Workspace } from '../app/workspace'
import type { Box } from '../canvas/layout'
import { align, distribute } from '../edit/arrange'
import { removeAndReconnect } from '../edit/splice'
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

export const deleteAndReconnect: Action = {
  id: 'edit.deleteReconnect',
  icon: Unplug,
  yieldsToText: true,
  isEnabled: ({ selection }) => selection.current.value.nodes.size > 0,
  whyDisabled: () => 'No node is selected',
  run({ editor, editAll, selection }) {
    const { nodes } = selection.current.value
    editAll('Delete and reconnect', removeAndReconnect(editor, nodes))
  },
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
    whyDisabled: () => `Needs ${least} selected nodes`,
    run({ edit, selection, view }: Workspace) {
      const boxes = view.value?.boxesOf(selection.current.value.nodes)
      const wanted = boxes ? moves(boxes) : []
      if (wanted.length > 0) edit({ type: 'node/move', moves: wanted })
    },
  }
}
