/** A picture on its way to a graph lands in that one, though another be shown when it has been read. */
import type { PictureRef } from '../../core/nodedef/params'
import type { Workspace } from '../app/workspace'
import { showPlace, type GraphPlace } from '../documents/graph-place'
import { takePicture, type PictureProblem } from './take-picture'

export interface PictureForGraph {
  readonly name: string
  readonly bytes: Uint8Array
  /** The graph that was shown when it was chosen or dropped. */
  readonly into: GraphPlace
}

/**
 * Tells why the picture was not taken; `gone`: what it was meant for is there no more.
 * @param use puts it into that graph, which is shown now; false when there is no place for it
 */
export function takePictureInto(
  workspace: Pick<Workspace, 'live' | 'documents' | 'editor'>,
  { name, bytes, into }: PictureForGraph,
  use: (picture: PictureRef) => boolean,
  take = takePicture,
): Promise<PictureProblem | 'gone' | null> {
  return workspace.live.holding(async (intake) => {
    const taken = await take(intake, name, bytes)
    if (!taken.ok) return taken.error
    return showPlace(workspace, into) && use(taken.value) ? null : 'gone'
  })
}
