import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import type { CanvasTheme } from '../canvas/canvas-theme'
import type { Box } from '../canvas/layout'

/** What the minimap shows, apart from where the camera is. */
export interface MapPicture {
  readonly document: Document
  readonly boxes: ReadonlyMap<NodeId, Box>
  readonly selected: ReadonlySet<NodeId>
  readonly badges: ReadonlyMap<NodeId, Diagnostic['severity']>
  readonly theme: CanvasTheme
  /** Device pixels for one CSS pixel. */
  readonly pixelRatio: number
}

/**
 * Whether a map looks as it did although the document is another: while a number is dragged nothing on it changes.
 * `boxesOf` tells where nodes are now.
 */
export function looksSame(
  before: MapPicture,
  now: Omit<MapPicture, 'boxes'>,
  boxesOf: (nodes: readonly NodeId[]) => ReadonlyMap<NodeId, Box>,
): boolean {
  if (before.selected !== now.selected || before.theme !== now.theme) return false
  if (before.pixelRatio !== now.pixelRatio || !sameEntries(before.badges, now.badges)) return false
  const { nodes, links } = before.document
  if (links !== now.document.links || nodes.size !== now.document.nodes.size) return false
  const touched: NodeId[] = []
  for (const record of now.document.nodes.values()) {
    const known = nodes.get(record.id)
    if (known === record) continue
    if (known?.type !== record.type || known.mode !== record.mode || known.color !== record.color)
      return false
    touched.push(record.id)
  }
  const boxes = boxesOf(touched)
  return touched.every((node) => sameBox(before.boxes.get(node), boxes.get(node)))
}

function sameEntries<Key, Value>(a: ReadonlyMap<Key, Value>, b: ReadonlyMap<Key, Value>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value)
}

function sameBox(a: Box | undefined, b: Box | undefined): boolean {
  return a?.x === b?.x && a?.y === b?.y && a?.width === b?.width && a?.height === b?.height
}
