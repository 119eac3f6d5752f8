import type { Workspace } from '../app/workspace'
import { isShown, shownPlace } from '../documents/graph-place'
import { takePicture } from '../files/take-picture'
import { takePictureInto } from '../files/take-picture-into'
import { words } from '../text/words'
import type { WidgetProps } from './widget'

/** Asks for a picture and sets it in the graph that is shown now. */
export async function choosePicture(
  workspace: Pick<Workspace, 'host' | 'live' | 'documents' | 'editor' | 'notices'>,
  { change, complain }: Pick<WidgetProps<'picture'>, 'change' | 'complain'>,
  take = takePicture,
): Promise<void> {
  const { host, documents, notices } = workspace
  const into = shownPlace(workspace)
  // A file that the system hands over meanwhile must not take its place.
  documents.keep(into.document)
  const opened = await host.openFile('picture')
  if (!opened.ok) {
    notices.show({ tone: 'error', message: opened.error.message, nextStep: opened.error.nextStep })
    return
  }
  if (!opened.value) return
  const { name, bytes } = opened.value
  const problem = await takePictureInto(workspace, { name, bytes, into }, change, take)
  if (problem === 'gone') notices.show({ tone: 'info', message: words.params.pictureLeftOut(name) })
  else if (problem && isShown(workspace, into)) complain(problem.message)
  // By now the widget may stand for a node of another graph.
  else if (problem) notices.show({ tone: 'error', ...problem })
}
