/**
 * Files dropped anywhere on the window: graphs and checkpoints open in tabs, pictures join the graph that is shown.
 * Without this the browser would leave the page for them.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import { readPngText } from '../../core/image/png-text'
import { PNG_KEYWORD } from '../../core/file/graph-file'
import type { Workspace } from '../app/workspace'
import type { Point } from '../canvas/wire-path'
import { shownPlace } from '../documents/graph-place'
import { readFileBytes } from '../host/window-files'
import { words } from '../text/words'
import { addPicture } from './add-picture'
import { sortDrop, type Hovering } from './sort-drop'
import { carriesFiles, droppedFiles, hoveringOf, isOverCanvas, type Dropped } from './transfer'

const hovering = signal<Hovering | null>(null)

/** The files that hang over the window now; null when none do. */
export const hoveringFiles: ReadonlySignal<Hovering | null> = hovering

export function listenToFiles(window: Window, workspace: Workspace): void {
  window.addEventListener('dragover', (event) => {
    if (!carriesFiles(event)) return
    event.preventDefault()
    // A dialog waits for an answer: what lies behind it stays as it is.
    const isTaken = workspace.dialogs.current.peek() === null
    if (!isTaken && event.dataTransfer) event.dataTransfer.dropEffect = 'none'
    const next = isTaken ? hoveringOf(event) : null
    if (!isSame(next, hovering.peek())) hovering.value = next
  })
  window.addEventListener('dragleave', (event) => {
    // From one element to the next there is a related one: without it the files have left the window.
    if (event.relatedTarget === null) hovering.value = null
  })
  window.addEventListener('drop', (event) => {
    hovering.value = null
    if (!carriesFiles(event) || !event.dataTransfer) return
    event.preventDefault()
    const at = isOverCanvas(event.target) ? { x: event.clientX, y: event.clientY } : null
    if (workspace.dialogs.current.peek() !== null) return
    void takeDropped(workspace, droppedFiles(event.dataTransfer), at).catch(reportError)
  })
}

/** @param at where they fell on the canvas, in page coordinates; null elsewhere */
export async function takeDropped(
  workspace: Workspace,
  dropped: readonly Dropped[],
  at: Point | null,
): Promise<void> {
  const { session } = workspace
  const into = shownPlace(workspace)
  const { graphs, checkpoints, maybeGraphs, pictures, folders, strangers } = sortDrop(dropped)
  tellRest(workspace, folders, strangers)
  const files = dropped.filter(({ isFolder }) => !isFolder).map(({ file }) => file)
  const open = (item: Dropped): Promise<void> =>
    session.openDropped(
      item,
      files.filter((file) => file !== item.file),
    )
  // Pictures first: they join the graph that they were dropped on, not one that was dropped with them.
  const carriers: Dropped[] = []
  let added = 0
  for (const item of [...maybeGraphs, ...pictures]) {
    const bytes = await readFileBytes(item.file)
    if (!bytes.ok) workspace.notices.show({ tone: 'error', ...bytes.error })
    else if (carriesGraph(bytes.value)) carriers.push(item)
    else await addPicture(workspace, { name: item.name, bytes: bytes.value, into, at, index: added++ })
  }
  for (const item of [...graphs, ...carriers, ...checkpoints]) await open(item)
}

function tellRest({ notices }: Workspace, folders: readonly Dropped[], strangers: readonly Dropped[]): void {
  const [folder] = folders
  const [stranger] = strangers
  if (folder)
    notices.show({
      tone: 'error',
      message: words.drops.folder(folder.name),
      nextStep: words.drops.folderStep,
    })
  if (stranger)
    notices.show({
      tone: 'error',
      message:
        strangers.length === 1
          ? words.drops.stranger(stranger.name)
          : words.drops.strangers(strangers.length),
      nextStep: words.drops.strangerStep,
    })
}

function carriesGraph(bytes: Uint8Array): boolean {
  const texts = readPngText(bytes)
  return texts.ok && texts.value.has(PNG_KEYWORD)
}

function isSame(one: Hovering | null, other: Hovering | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.count === other.count && one.pictures === other.pictures && one.isOverCanvas === other.isOverCanvas
  )
}
