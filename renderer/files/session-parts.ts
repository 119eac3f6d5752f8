import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Documents } from '../documents/documents'
import type { Live } from '../engine/live'
import type { FileProblem, Host } from '../host/host'
import type { Dialogs } from '../state/dialogs'
import type { ReproductionStore } from '../sharing/reproduction'
import type { Notices } from '../state/notices'
import { createQueue, type Queue } from './queue'

/** What opening, saving and closing stand on. */
export interface SessionParts {
  readonly documents: Documents
  readonly live: Live
  readonly host: Host
  readonly notices: Notices
  readonly dialogs: Dialogs
  readonly reproduction: Pick<ReproductionStore, 'expect' | 'toSave' | 'saved'>
  /** The picture shown now; null when there is none. */
  readonly picture: () => HTMLCanvasElement | null
}

/** What all work with files has in common: it is told of while it goes on, and its failures are shown. */
export interface FileDesk {
  /** What is being read or written, for the status line; null when nothing is. */
  readonly busy: ReadonlySignal<string | null>
  during<Value>(what: string, work: () => Promise<Value>): Promise<Value>
  tell(problem: FileProblem): void
  report(title: string, text: string, diagnostics: readonly Diagnostic[]): void
  /** One after the other: what was asked for last is what is open in the end. */
  readonly inTurn: Queue
}

export function createFileDesk({ notices, dialogs }: Pick<SessionParts, 'notices' | 'dialogs'>): FileDesk {
  const running = signal<readonly { readonly what: string }[]>([])
  return {
    busy: computed(() => running.value.at(-1)?.what ?? null),
    async during(what, work) {
      const task = { what }
      running.value = [...running.peek(), task]
      try {
        return await work()
      } finally {
        running.value = running.peek().filter((other) => other !== task)
      }
    },
    tell({ message, nextStep }) {
      notices.show({ tone: 'error', message, nextStep })
    },
    report: (title, text, diagnostics) => dialogs.open({ kind: 'report', title, text, diagnostics }),
    inTurn: createQueue(),
  }
}
