import { counts } from './counts'

/** What was kept of graphs that were not saved, and how it comes back. */
export const journal = {
  /** The place where browsers keep it, as file sentences name it. */
  storage: 'browser storage',

  off: (reason: string) => `Your changes cannot be kept for recovery: ${reason}`,
  offStep: 'Editing goes on as before, but save now and then: a crash would lose what is not saved.',
  damaged: (reason: string) => `A graph from before could not be brought back. ${reason}`,

  title: 'Recover your graphs',
  text: 'Styleloom ended before these were saved. Your own files are as you left them; saving a recovered graph asks where to.',
  earlierTitle: 'Recover earlier work',
  earlierText:
    'Graphs that were closed without saving, the last ten of them. Saving a recovered graph asks where to.',
  nothing: 'There is no earlier work to recover: every graph was saved before it was closed.',

  changed: (when: string, changes: number) =>
    `Last change ${when} · ${changes === 1 ? '1 change' : `${changes} changes`} not saved`,
  /** Under a small picture, where there is room for no more. */
  clock: (time: number) => new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' }),
  states: (name: string) => `States of ${name}`,
  latest: 'Latest',
  stateTip: (label: string | null, time: number) => {
    const when = new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' })
    return label === null ? when : `${when}, after “${label}”`
  },

  open: 'Open',
  openAll: 'Open all',
  keep: 'Keep for later',
  discard: 'Discard…',
  discardOf: (name: string) => `Discard ${name}`,
  openOf: (name: string) => `Open ${name}`,
  sure: (name: string) => `Delete what was kept of ${name} for good?`,
  discardNow: 'Discard',
  keepIt: 'Keep it',
  close: 'Close',

  reopened: (count: number) =>
    count === 1 ? 'Your graph is back as it was.' : `Your ${count} graphs are back as they were.`,
  notRead: (name: string, reason: string) => `${name} could not be brought back: ${reason}`,
  notReadStep: 'Try an earlier state of it, under File ▸ Recover Earlier Work.',
  lacks: (name: string, values: number) =>
    `${counts.values(values)} of ${name} could not be brought back; the graph names them still.`,
  lacksStep: 'Open the file that they came from, or load them anew in the inspector.',
}
