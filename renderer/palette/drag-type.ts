/** What a dragged palette item carries: the node's type id, under a name no other program uses. */
export const NODE_DRAG_TYPE = 'application/x-styleloom-node'

const NAMED = `${NODE_DRAG_TYPE};type=`

/** Puts a node type into a drag. While it is on its way only the names of its data can be read: so the type is one too. */
export function putNodeType(data: DataTransfer, type: string): void {
  data.setData(NODE_DRAG_TYPE, type)
  data.setData(`${NAMED}${type}`, '')
}

/** The node type in a drag, in lower case as the browser has it; undefined in any other drag. */
export function nodeTypeIn(data: Pick<DataTransfer, 'types'>): string | undefined {
  return data.types.find((name) => name.startsWith(NAMED))?.slice(NAMED.length)
}
