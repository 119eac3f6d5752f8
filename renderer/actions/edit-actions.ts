import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  Plus,
  Redo2,
  Scissors,
  Search,
  SquareDashedMousePointer,
  Trash2,
  Undo2,
} from 'lucide-preact'
import type { Workspace } from '../app/workspace'
import { copyFragment, cornerOf, pasteCommand, type Fragment } from '../edit/fragment'
import type { Action } from './action'

const NO_NODES = 'No node is selected'
/** How far a copy lies from its original, in graph units. */
const COPY_SHIFT = 30

export const undo: Action = {
  id: 'edit.undo',
  icon: Undo2,
  yieldsToText: true,
  title: ({ store }) => store.undoLabel.value && `Undo ${lowerFirst(store.undoLabel.value)}`,
  isEnabled: ({ store }) => store.undoLabel.value !== null,
  whyDisabled: () => 'Nothing to undo',
  run: ({ editor }) => void editor.undo(),
}

export const redo: Action = {
  id: 'edit.redo',
  icon: Redo2,
  yieldsToText: true,
  title: ({ store }) => store.redoLabel.value && `Redo ${lowerFirst(store.redoLabel.value)}`,
  isEnabled: ({ store }) => store.redoLabel.value !== null,
  whyDisabled: () => 'Nothing to redo',
  run: ({ editor }) => void editor.redo(),
}

export const cut: Action = {
  id: 'edit.cut',
  icon: Scissors,
  yieldsToText: true,
  isEnabled: hasNodes,
  whyDisabled: () => NO_NODES,
  run(workspace) {
    copySelection(workspace)
    deleteSelection(workspace)
  },
}

export const copy: Action = {
  id: 'edit.copy',
  icon: Copy,
  yieldsToText: true,
  isEnabled: hasNodes,
  whyDisabled: () => NO_NODES,
  run: copySelection,
}

export const paste: Action = {
  id: 'edit.paste',
  icon: ClipboardPaste,
  yieldsToText: true,
  isEnabled: ({ clipboard }) => clipboard.value !== null,
  whyDisabled: () => 'Nothing was copied',
  run(workspace) {
    const fragment = workspace.clipboard.value
    if (!fragment) return
    const corner = cornerOf(fragment)
    const centre = workspace.view.value?.centre() ?? corner
    // Pasted where the user looks; a second paste does not hide the first.
    const taken = new Set(
      [...workspace.editor.document.nodes.values()].map(({ position: p }) => `${p.x},${p.y}`),
    )
    let x = Math.round(centre.x - 100)
    let y = Math.round(centre.y - 60)
    while (taken.has(`${x},${y}`)) {
      x += COPY_SHIFT
      y += COPY_SHIFT
    }
    insert(workspace, fragment, x - corner.x, y - corner.y)
  },
}

export const duplicate: Action = {
  id: 'edit.duplicate',
  icon: CopyPlus,
  isEnabled: hasNodes,
  whyDisabled: () => NO_NODES,
  run(workspace) {
    const { editor, selection } = workspace
    insert(workspace, copyFragment(editor.document, selection.current.value.nodes), COPY_SHIFT, COPY_SHIFT)
  },
}

export const remove: Action = {
  id: 'edit.delete',
  icon: Trash2,
  yieldsToText: true,
  isEnabled: ({ selection }) => selection.current.value.nodes.size + selection.current.value.links.size > 0,
  whyDisabled: () => 'Nothing is selected',
  run: deleteSelection,
}

export const selectAll: Action = {
  id: 'edit.selectAll',
  icon: SquareDashedMousePointer,
  yieldsToText: true,
  run: ({ editor, selection }) => selection.selectNodes(editor.document.nodes.keys()),
}

export const find: Action = { id: 'edit.find', icon: Search, run: (workspace) => workspace.find.open() }

export const addNode: Action = {
  id: 'edit.addNode',
  icon: Plus,
  run({ nodeSearch, view }) {
    const at = view.value?.middle()
    if (at) nodeSearch.value = { at, wire: null }
  },
}

function hasNodes({ selection }: Workspace): boolean {
  return selection.current.value.nodes.size > 0
}

function copySelection({ editor, selection, clipboard }: Workspace): void {
  const { nodes } = selection.current.value
  if (nodes.size > 0) clipboard.value = copyFragment(editor.document, nodes)
}

function deleteSelection({ edit, selection }: Workspace): void {
  const { nodes, links } = selection.current.value
  if (nodes.size + links.size > 0) edit({ type: 'node/remove', nodes: [...nodes], links: [...links] })
}

function insert({ editor, edit, selection }: Workspace, fragment: Fragment, dx: number, dy: number): void {
  const command = pasteCommand(editor.document, fragment, dx, dy)
  if (edit(command).ok) selection.selectNodes(command.nodes.map((node) => node.id))
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
