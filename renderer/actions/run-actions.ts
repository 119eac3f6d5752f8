import { Play, RotateCcw, Scale, Square } from 'lucide-preact'
import { words } from '../text/words'
import type { Action } from './action'

/** The live picture runs by itself; these are for the moments when it should not, or cannot. */

export const run: Action = {
  id: 'run.run',
  icon: Play,
  isEnabled: ({ live: { state } }) => state.value.status !== 'running' && state.value.problem === null,
  whyDisabled: ({ live: { state } }) =>
    state.value.problem === null ? words.actions.running : words.actions.engineStopped,
  run: ({ live }) => live.run(),
}

export const stop: Action = {
  id: 'run.stop',
  icon: Square,
  isEnabled: ({ live: { state } }) => state.value.status === 'running',
  whyDisabled: () => words.actions.notRunning,
  run: ({ live }) => live.stop(),
}

export const compare: Action = {
  id: 'run.compare',
  icon: Scale,
  isEnabled: ({ live: { state } }) => state.value.report !== null && state.value.problem === null,
  whyDisabled: ({ live: { state } }) =>
    state.value.problem === null ? words.actions.nothingRan : words.actions.engineStopped,
  run({ dialogs, parity }) {
    dialogs.open({ kind: 'parity' })
    return parity.start()
  },
}

export const restart: Action = {
  id: 'run.restart',
  icon: RotateCcw,
  run: ({ live }) => live.restart(),
}
