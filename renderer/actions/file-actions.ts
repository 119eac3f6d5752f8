import {
  Clock,
  Download,
  FilePlus2,
  FolderOpen,
  Image,
  LayoutTemplate,
  PackageOpen,
  Save,
  SaveAll,
  X,
} from 'lucide-preact'
import { words } from '../text/words'
import type { Action } from './action'

export const newGraph: Action = { id: 'file.new', icon: FilePlus2, run: ({ session }) => session.startNew() }

export const openGraph: Action = { id: 'file.open', icon: FolderOpen, run: ({ session }) => session.open() }

export const openRecent: Action = {
  id: 'file.recent',
  icon: Clock,
  isEnabled: ({ recent }) => recent.isKept,
  whyDisabled: () => words.gallery.notKept,
  run: ({ dialogs }) => dialogs.open({ kind: 'gallery', first: 'recent' }),
}

export const openTemplate: Action = {
  id: 'file.examples',
  icon: LayoutTemplate,
  run: ({ dialogs }) => dialogs.open({ kind: 'gallery', first: 'templates' }),
}

export const closeGraph: Action = {
  id: 'file.close',
  icon: X,
  run: ({ session, documents }) => session.close(documents.active.peek().id),
}

export const saveGraph: Action = { id: 'file.save', icon: Save, run: ({ session }) => session.save() }

export const saveGraphAs: Action = {
  id: 'file.saveAs',
  icon: SaveAll,
  run: ({ session }) => session.saveAs(),
}

export const importCheckpoint: Action = {
  id: 'file.importCheckpoint',
  icon: PackageOpen,
  run: ({ session }) => session.importCheckpoint(),
}

export const exportOnnx: Action = {
  id: 'file.exportOnnx',
  icon: Download,
  isEnabled: ({ whole }) => whole.document.value.nodes.size > 0,
  whyDisabled: () => words.actions.emptyGraph,
  run: ({ dialogs }) => dialogs.open({ kind: 'export-onnx' }),
}

export const exportPicture: Action = {
  id: 'file.exportPicture',
  icon: Image,
  isEnabled: ({ shownOutput }) => shownOutput.value !== null,
  whyDisabled: () => words.actions.noPicture,
  run: ({ dialogs }) => dialogs.open({ kind: 'save-picture' }),
}
