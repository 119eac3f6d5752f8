import { History } from 'lucide-preact'
import type { Action } from './action'

export const recoverEarlier: Action = {
  id: 'file.recover',
  icon: History,
  run: ({ journal }) => journal.offerEarlier(),
}
