/** What a dragged palette item carries: the node's type id, under a name no other program uses. */
export const NODE_DRAG_TYPE = 'application/x-styleloom-node'
