/** Our own bugs of this window, the newest ones: for the report that a user makes, and for the desktop's log. */
import { signal, type ReadonlySignal } from '@preact/signals'
import { LONGEST_BUG, type BugReport } from '../../core/contract/desktop'

const MOST = 20

export interface Bugs {
  /** Oldest first. */
  readonly current: ReadonlySignal<readonly BugReport[]>
  /** @param thrown whatever was thrown; its stack is kept */
  note(message: string, thrown: unknown): BugReport
}

export function createBugs(): Bugs {
  const current = signal<readonly BugReport[]>([])
  return {
    current,
    note(message, thrown) {
      const bug = { message: message.slice(0, LONGEST_BUG), stack: stackOf(thrown).slice(0, LONGEST_BUG) }
      current.value = [...current.peek(), bug].slice(-MOST)
      return bug
    },
  }
}

export function describeBugs(bugs: readonly BugReport[]): string {
  return bugs
    .map(({ message, stack }) => (stack.includes(message) ? stack : `${message}\n${stack}`))
    .join('\n\n')
}

function stackOf(thrown: unknown): string {
  if (!(thrown instanceof Error)) return ''
  const own = thrown.stack ?? `${thrown.name}: ${thrown.message}`
  return thrown.cause instanceof Error ? `${own}\ncaused by ${stackOf(thrown.cause)}` : own
}
