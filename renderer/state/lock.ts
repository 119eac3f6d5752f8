import { signal, type ReadonlySignal } from '@preact/signals'
import { error, type Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Command } from '../../core/doc/commands/index'
import type { Editor } from '../../core/doc/editor'
import { words } from '../text/words'
import type { Notices } from './notices'

/**
 * The lock against accidental edits: while it is on, no node and no wire comes, goes, moves or changes its mode. Values
 * can still be played with. It belongs to the window, not to the file: another graph opens unlocked, and a tab that was locked comes back locked.
 */
export interface LockStore {
  readonly isLocked: ReadonlySignal<boolean>
  toggle(): void
  set(isLocked: boolean): void
  /** Why these may not run now, which the user is then told; null when they may. */
  refuse(commands: readonly Command[]): Diagnostic | null
  /** Tells that something was held back, and how to unlock. */
  tell(): void
}

/** What a locked graph lets through; whatever is not named here is held back. */
const LET_THROUGH: ReadonlySet<Command['type']> = new Set([
  'param/set',
  'node/rename',
  'node/color',
  'node/pin',
  'weights/bind',
  'weights/reseed',
  'project/edit',
  'block/describe',
])

const NOTICE = 'lock'

export function createLock(editor: Pick<Editor, 'subscribe'>, notices: Notices): LockStore {
  const isLocked = signal(false)

  function set(next: boolean): void {
    isLocked.value = next
    notices.dismissTopic(NOTICE)
  }

  function tell(): void {
    notices.show({
      tone: 'info',
      topic: NOTICE,
      message: words.view.lockedMessage,
      nextStep: words.view.lockedScope,
      action: { label: words.view.unlock, run: () => set(false) },
    })
  }

  editor.subscribe(({ replaced }) => {
    if (replaced && isLocked.peek()) set(false)
  })

  return {
    isLocked,
    toggle: () => set(!isLocked.peek()),
    set,
    tell,
    refuse(commands) {
      if (!isLocked.peek() || commands.every(({ type }) => LET_THROUGH.has(type))) return null
      tell()
      return error(
        'lock/graph-is-locked',
        { kind: 'graph' },
        words.view.lockedMessage,
        words.view.lockedScope,
      )
    },
  }
}
