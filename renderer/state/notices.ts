import { signal, type ReadonlySignal } from '@preact/signals'
import type { Repair } from '../../core/infer/repairs'
import type { Point } from '../canvas/wire-path'

/** A short message that goes away by itself; at a place when it is about that place. */
export interface Notice {
  readonly id: number
  readonly tone: 'info' | 'error'
  readonly message: string
  readonly nextStep?: string
  /** Ways to mend it. A notice that offers some stays until it is answered. */
  readonly repairs?: readonly Repair[]
  /** Something to do about it, as a button. */
  readonly action?: NoticeAction
  /** Of one topic only the latest stands. */
  readonly topic?: string
  /** It does not go away by itself. */
  readonly stays?: boolean
  /** Page coordinates. */
  readonly at?: Point
}

export interface NoticeAction {
  readonly label: string
  run(): void
}

export interface Notices {
  readonly current: ReadonlySignal<readonly Notice[]>
  show(notice: Omit<Notice, 'id'>): void
  dismiss(id: number): void
  dismissTopic(topic: string): void
  /** Takes away what offers repairs: they were for the graph before it changed. */
  dismissRepairs(): void
}

const MOST = 4
const INFO_MS = 5000
const ERROR_MS = 12_000

export function createNotices(): Notices {
  const current = signal<readonly Notice[]>([])
  let last = 0

  function dismiss(id: number): void {
    current.value = current.value.filter((notice) => notice.id !== id)
  }

  return {
    current,
    dismiss,
    dismissTopic(topic) {
      current.value = current.peek().filter((notice) => notice.topic !== topic)
    },
    dismissRepairs() {
      if (current.peek().some(({ repairs }) => repairs))
        current.value = current.value.filter(({ repairs }) => !repairs)
    },
    show(content) {
      const notice: Notice = { ...content, id: ++last }
      // One refusal at a time: the next drop answers the last one.
      const others = current.value.filter(
        (other) =>
          (notice.at === undefined || other.at === undefined) &&
          (notice.topic === undefined || notice.topic !== other.topic),
      )
      current.value = [...others, notice].slice(-MOST)
      if (notice.repairs || notice.stays) return
      const needsTime = notice.tone === 'error' || notice.action !== undefined
      setTimeout(() => dismiss(notice.id), needsTime ? ERROR_MS : INFO_MS)
    },
  }
}
