import { Diff } from 'lucide-preact'
import type { Action } from './action'

export const diff: Action = {
  id: 'view.diff',
  icon: Diff,
  isOn: ({ drawer }) => drawer.open.value === 'diff',
  run: ({ drawer }) => drawer.toggle('diff'),
}
