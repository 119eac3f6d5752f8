import { Maximize, SquareTerminal, Settings2, TriangleAlert, ZoomIn, ZoomOut } from 'lucide-preact'
import type { Action } from './action'

const ZOOM_STEP = 1.25

export const fit: Action = { id: 'view.fit', icon: Maximize, run: ({ view }) => view.value?.fit() }

export const zoomIn: Action = {
  id: 'view.zoomIn',
  icon: ZoomIn,
  run: ({ view }) => view.value?.zoomBy(ZOOM_STEP),
}

export const zoomOut: Action = {
  id: 'view.zoomOut',
  icon: ZoomOut,
  run: ({ view }) => view.value?.zoomBy(1 / ZOOM_STEP),
}

export const problems: Action = {
  id: 'view.problems',
  icon: TriangleAlert,
  isOn: ({ drawer }) => drawer.open.value === 'problems',
  run: ({ drawer }) => drawer.toggle('problems'),
}

export const commands: Action = {
  id: 'view.commands',
  icon: SquareTerminal,
  run: ({ commandPalette }) => void (commandPalette.isOpen.value = true),
}

export const settings: Action = {
  id: 'view.settings',
  icon: Settings2,
  run: ({ dialogs }) => dialogs.open({ kind: 'settings' }),
}
