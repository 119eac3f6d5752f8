import { effect, signal, type ReadonlySignal } from '@preact/signals'
import type { Document } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import type { GraphScope } from '../../core/doc/graph-scope'
import type { LiveState } from '../engine/live-state'
import type { Notice } from '../state/notices'
import { words } from '../text/words'
import { describeEdit, type Spoken } from './describe-edit'
import { createHistoryWatch } from './history-step'

/** What a live region holds. Another `id` with the same text is said again. */
export interface Announcement {
  readonly id: number
  readonly text: string
}

/** What assistive technology is told. Everything that is said is said from here. */
export interface Announcer {
  /** When there is a pause. */
  readonly polite: ReadonlySignal<Announcement>
  /** At once: what was refused or went wrong. */
  readonly urgent: ReadonlySignal<Announcement>
}

interface Surroundings {
  readonly editor: Editor & Partial<Pick<GraphScope, 'path' | 'block'>>
  readonly notices: ReadonlySignal<readonly Notice[]>
  readonly live: ReadonlySignal<LiveState>
}

/** Edits that follow each other faster than this are told together. */
const PAUSE_MS = 250
/** A shorter run is over before one could be told of it. */
const LONG_RUN_MS = 2000

export function createAnnouncer({ editor, notices, live }: Surroundings): Announcer {
  const polite = signal<Announcement>({ id: 0, text: '' })
  const urgent = signal<Announcement>({ id: 0, text: '' })
  let waiting: readonly Spoken[] = []
  let timer: ReturnType<typeof setTimeout> | undefined

  function say(spoken: Spoken | null): void {
    if (!spoken) return
    waiting = [...waiting.filter(({ topic }) => topic !== spoken.topic), spoken]
    clearTimeout(timer)
    timer = setTimeout(() => {
      polite.value = { id: polite.peek().id + 1, text: waiting.map(({ text }) => text).join('. ') }
      waiting = []
    }, PAUSE_MS)
  }

  followEdits(editor, say)
  followNotices(notices, say, (text) => (urgent.value = { id: urgent.peek().id + 1, text }))
  followRuns(live, () => editor.document.nodes.size > 0, say)
  return { polite, urgent }
}

function followEdits(editor: Surroundings['editor'], say: (spoken: Spoken | null) => void): void {
  const history = createHistoryWatch(editor)
  let before: Document = editor.document
  let undoable = editor.undoLabel
  let wasInside = false
  editor.subscribe((change) => {
    const step = history.next(change)
    const { undoLabel } = editor
    if (change.replaced) {
      const { name } = change.document.project
      const { size } = change.document.nodes
      const depth = editor.path?.length ?? 0
      const text = editor.block
        ? words.scope.entered(editor.block.title, size)
        : wasInside
          ? words.scope.left(name, size)
          : words.announce.opened(name, size)
      wasInside = depth > 0
      say({ text, topic: 'opened' })
    } else if (step === 'undo') say(ofHistory(words.announce.undid, undoable))
    else if (step === 'redo') say(ofHistory(words.announce.redid, undoLabel))
    else say(describeEdit(editor, before, change.diff, undoLabel))
    before = change.document
    undoable = undoLabel
  })
}

function ofHistory(sentence: (label: string) => string, label: string | null): Spoken | null {
  if (label === null) return null
  const text = sentence(label.charAt(0).toLowerCase() + label.slice(1))
  return { text, topic: text }
}

function followNotices(
  notices: ReadonlySignal<readonly Notice[]>,
  say: (spoken: Spoken) => void,
  sayAtOnce: (text: string) => void,
): void {
  let last = 0
  effect(() => {
    const fresh = notices.value.filter(({ id }) => id > last)
    for (const { id, tone, message, nextStep, repairs } of fresh) {
      last = Math.max(last, id)
      const text = [message, nextStep, ...(repairs ?? []).map(({ label }) => label)].filter(Boolean).join(' ')
      if (tone === 'error') sayAtOnce(text)
      else say({ text, topic: text })
    }
  })
}

/** Only what took long enough to be waited for, and what failed. */
function followRuns(
  live: ReadonlySignal<LiveState>,
  hasNodes: () => boolean,
  say: (spoken: Spoken) => void,
): void {
  let since: number | null = null
  let failure = ''
  effect(() => {
    const now = live.value
    if (now.status === 'failed') {
      const text = now.problem ?? now.diagnostics[0]?.message ?? words.announce.runFailed
      // Every edit of a graph that cannot run fails anew, in the same words. An empty one is no failure.
      if (text !== failure && hasNodes()) say({ text, topic: 'run' })
      failure = text
    } else if (now.status === 'idle' && since !== null && performance.now() - since > LONG_RUN_MS)
      say({ text: words.announce.runDone, topic: 'run' })
    if (now.status === 'idle') failure = ''
    since = now.runningSince
  })
}
