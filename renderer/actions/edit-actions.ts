import { Plus, Redo2, Search, SquareDashedMousePointer, Trash2, Undo2 } from 'lucide-preact'
import { removalCommands } from '../annotations/reroute'
import type { Workspace } from '../app/workspace'
import { words } from '../text/words'
import type { Action } from './action'

export const undo: Action = {
  id: 'edit.undo',
  icon: Undo2,
  yieldsToText: true,
  title: ({ store }) => store.undoLabel.value && words.actions.undo(store.undoLabel.value),
  isEnabled: ({ store }) => store.undoLabel.value !== null,
  whyDisabled: () => words.actions.nothingToUndo,
  run: ({ editor }) => void editor.undo(),
}

export const redo: Action = {
  id: 'edit.redo',
  icon: Redo2,
  yieldsToText: true,
  title: ({ store }) => store.redoLabel.value && words.actions.redo(store.redoLabel.value),
  isEnabled: ({ store }) => store.redoLabel.value !== null,
  whyDisabled: () => words.actions.nothingToRedo,
  run: ({ editor }) => void editor.redo(),
}

export const remove: Action = {
  id: 'edit.delete',
  icon: Trash2,
  yieldsToText: true,
  isEnabled: ({ selection }) => selection.current.value.nodes.size + selection.current.value.links.size > 0,
  whyDisabled: () => words.actions.nothingSelected,
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

export function deleteSelection({ editor, editAll, selection }: Workspace): void {
  const { nodes, links } = selection.current.value
  if (nodes.size + links.size > 0)
    editAll(words.annotations.deleteStep(nodes.size), removalCommands(editor, nodes, links))
}
