/** What the browser says of files in the air, and hands over when they fall. */
import type { DroppedFile } from '../host/drops'
import type { DroppedName, Hovering } from './sort-drop'

export type Dropped = DroppedFile & DroppedName

/** The part of the File System Access API that TypeScript's own declarations leave out. */
interface EntryItem {
  getAsFileSystemHandle?(): Promise<FileSystemHandle | null>
}

export function carriesFiles({ dataTransfer }: DragEvent): boolean {
  return dataTransfer?.types.includes('Files') === true
}

/** Names are told only when the files fall. */
export function hoveringOf({ dataTransfer, target }: DragEvent): Hovering {
  const items = [...(dataTransfer?.items ?? [])].filter(({ kind }) => kind === 'file')
  return {
    count: items.length,
    pictures: items.filter(({ type }) => type.startsWith('image/')).length,
    isOverCanvas: isOverCanvas(target),
  }
}

export function isOverCanvas(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.canvas-area') !== null
}

/** Must run during the drop itself: afterwards the browser has forgotten everything. */
export function droppedFiles(transfer: DataTransfer): readonly Dropped[] {
  return [...transfer.items].flatMap((item) => {
    const file = item.kind === 'file' ? item.getAsFile() : null
    if (!file) return []
    const isFolder = item.webkitGetAsEntry()?.isDirectory === true
    const entry = (item as DataTransferItem & EntryItem).getAsFileSystemHandle?.() ?? null
    return [{ file, name: file.name, isFolder, entry: entry?.catch(notAllowed) ?? null }]
  })
}

/** Without the right to write the file can still be read. */
function notAllowed(thrown: unknown): null {
  if (thrown instanceof DOMException) return null
  throw thrown
}
