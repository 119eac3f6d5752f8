/** A dropped picture becomes a Picture node, or the picture of the node that it falls on. */
import type { NodeId } from '../../core/base/ids'
import type { PictureRef } from '../../core/nodedef/params'
import type { Workspace } from '../app/workspace'
import { NODE_WIDTH } from '../canvas/layout'
import type { Point } from '../canvas/wire-path'
import { newNode } from '../edit/add-node'
import type { takePicture } from '../files/take-picture'
import { takePictureInto, type PictureForGraph } from '../files/take-picture-into'
import { words } from '../text/words'

export const PICTURE_NODE = 'input/picture'
const PICTURE_PARAM = 'picture'
/** How far apart several pictures dropped at once stand, in graph units. */
const STEP = 36

export interface DroppedPicture extends PictureForGraph {
  /** In page coordinates; null puts it in the middle of the canvas. */
  readonly at: Point | null
  /** Counts the pictures of one drop. */
  readonly index: number
}

export async function addPicture(
  workspace: Workspace,
  picture: DroppedPicture,
  take?: typeof takePicture,
): Promise<void> {
  const { documents, lock, notices } = workspace
  const { into, at } = picture
  // A file that comes meanwhile must not take its place.
  if (documents.isOpen(into.document)) documents.keep(into.document)
  function land(taken: PictureRef): boolean {
    if (lock.isLocked.peek()) lock.tell()
    else put(workspace, taken, picture)
    return true
  }
  const problem = await takePictureInto(workspace, picture, land, take)
  if (problem === 'gone') {
    // Closed meanwhile: nothing is left that it could join, and nobody misses it.
    if (documents.isOpen(into.document))
      notices.show({ tone: 'info', message: words.drops.blockGone(picture.name) })
  } else if (problem) notices.show({ tone: 'error', ...problem, ...(at ? { at } : {}) })
}

function put(workspace: Workspace, picture: PictureRef, { at, index }: DroppedPicture): void {
  const { editor, edit, selection, view } = workspace
  const place = view.peek() && (at ? view.peek()?.toGraph(at.x, at.y) : view.peek()?.centre())
  const middle = place ?? { x: 0, y: 0 }
  const under = at && index === 0 ? pictureNodeAt(workspace, middle) : null
  if (under) {
    const set = { type: 'param/set', node: under, key: PICTURE_PARAM, value: picture } as const
    if (edit(set).ok) selection.selectNodes([under])
    return
  }
  const definition = editor.registry.get(PICTURE_NODE)
  if (!definition) throw new Error(`Internal error: there is no node type ${PICTURE_NODE}`)
  const corner = { x: middle.x - NODE_WIDTH / 2 + index * STEP, y: middle.y - STEP + index * STEP }
  const node = { ...newNode(editor, definition, corner), params: { [PICTURE_PARAM]: picture } }
  if (edit({ type: 'node/add', nodes: [node] }).ok) selection.selectNodes([node.id])
}

function pictureNodeAt({ editor, view }: Workspace, { x, y }: Point): NodeId | null {
  const ids = [...editor.document.nodes.values()]
    .filter(({ type }) => type === PICTURE_NODE)
    .map(({ id }) => id)
  for (const [id, box] of view.peek()?.boxesOf(ids) ?? []) {
    if (x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height) return id
  }
  return null
}
