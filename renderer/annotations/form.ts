import type { NodeDefinition } from '../../core/nodedef/define-node'

/** As what a node is drawn: most are cards; those that compute nothing have shapes of their own. */
export type NodeForm = 'card' | 'dot' | 'pill' | 'frame' | 'note'

export const FRAME_TYPE = 'graph/frame'
export const NOTE_TYPE = 'graph/note'
export const REROUTE_TYPE = 'graph/reroute'

export function formOf(definition: Pick<NodeDefinition, 'type' | 'role'> | undefined): NodeForm {
  if (definition?.role === 'pass') return definition.type === REROUTE_TYPE ? 'dot' : 'pill'
  if (definition?.role === 'annotation') return definition.type === FRAME_TYPE ? 'frame' : 'note'
  return 'card'
}

/** Sizes in graph units. */
export const DOT_SIZE = 14
export const PILL_WIDTH = 148
export const PILL_HEIGHT = 34
