import { ArrowLeftToLine, ArrowRightToLine, ListTree } from 'lucide-preact'
import type { Action } from './action'

export const outline: Action = {
  id: 'view.outline',
  icon: ListTree,
  run: ({ regions }) => void regions.goTo('outline'),
}

export const nextPanel: Action = {
  id: 'view.nextPanel',
  icon: ArrowRightToLine,
  run: ({ regions }) => regions.move(1),
}

export const previousPanel: Action = {
  id: 'view.previousPanel',
  icon: ArrowLeftToLine,
  run: ({ regions }) => regions.move(-1),
}
