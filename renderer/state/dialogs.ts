import { signal, type ReadonlySignal } from '@preact/signals'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { FileQuestion } from './file-question'

export type SaveFormat = 'loom' | 'loom.json'
export type DiscardAnswer = 'save' | 'discard' | 'cancel'

/** Files that were open lately, and templates. */
export type GallerySection = 'recent' | 'templates'

export type DialogRequest =
  | {
      readonly kind: 'discard'
      /** Of the documents with unsaved changes, one or more. */
      readonly names: readonly string[]
      readonly answer: (answer: DiscardAnswer) => void
    }
  | {
      readonly kind: 'save-as'
      readonly name: string
      /** The graph holds loaded weights or pictures, which the text form only names. */
      readonly hasBlobs: boolean
      readonly answer: (answer: { readonly name: string; readonly format: SaveFormat } | null) => void
    }
  | FileQuestion
  | { readonly kind: 'export-onnx' }
  | { readonly kind: 'save-picture' }
  | { readonly kind: 'export-diagram' }
  | { readonly kind: 'export-for-sharing' }
  | { readonly kind: 'copy-link' }
  | { readonly kind: 'open-link' }
  | { readonly kind: 'gallery'; readonly first: GallerySection }
  | {
      readonly kind: 'report'
      readonly title: string
      readonly text: string
      readonly diagnostics: readonly Diagnostic[]
    }
  | { readonly kind: 'parity' }
  /** What a crash left behind, or what was closed without saving. */
  | {
      readonly kind: 'recovery'
      readonly isEarlier: boolean
      /** The user has closed it. */
      readonly closed: () => void
    }
  | { readonly kind: 'reproduction' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' }
  | { readonly kind: 'problem-report' }

/**
 * The one dialog that is shown, if any. One that asks, a report and what can be recovered end only when they are closed:
 * each has its turn, and one that had to give way comes back.
 */
export interface Dialogs {
  readonly current: ReadonlySignal<DialogRequest | null>
  /** Shows it, or has it wait for its turn. A dialog that nobody waits for is the user's wish, and is shown at once. */
  open(request: DialogRequest): void
  /**
   * Closes the one that is shown, or one of this kind though another has come before it, and shows the next. One that
   * waits for an answer has been cancelled.
   */
  close(kind?: DialogRequest['kind']): void
}

export function createDialogs(): Dialogs {
  const current = signal<DialogRequest | null>(null)
  let waiting: readonly DialogRequest[] = []

  return {
    current,
    open(request) {
      const shown = current.peek()
      if (shown && !goesFirst(request, shown)) {
        waiting = [...waiting, request]
        return
      }
      if (shown && endsWhenClosed(shown)) waiting = [shown, ...waiting]
      current.value = request
    },
    close(kind) {
      const shown = current.peek()
      const all = shown ? [shown, ...waiting] : waiting
      const closed = all.find((request) => kind === undefined || request.kind === kind)
      if (!closed) return
      const next = closed === shown ? (waiting.find(asks) ?? waiting[0] ?? null) : shown
      waiting = waiting.filter((request) => request !== next && request !== closed)
      current.value = next
      tellClosed(closed)
    },
  }
}

/** Somebody waits for its answer. */
function asks(request: DialogRequest): boolean {
  return 'answer' in request
}

function isNews({ kind }: DialogRequest): boolean {
  return kind === 'report' || kind === 'recovery'
}

function endsWhenClosed(request: DialogRequest): boolean {
  return asks(request) || isNews(request)
}

/** A question may follow from the answer to the one before it, so news come after all questions. */
function goesFirst(request: DialogRequest, shown: DialogRequest): boolean {
  // Who closes the window must see why it does not close.
  if (request.kind === 'discard') return true
  if (asks(request)) return isNews(shown)
  return !isNews(request)
}

// An answer given before closing has settled its promise, so "cancel" comes too late to count.
function tellClosed(request: DialogRequest): void {
  if (request.kind === 'discard') request.answer('cancel')
  if (request.kind === 'save-as') request.answer(null)
  if (request.kind === 'file-question') request.answer('cancel')
  if (request.kind === 'recovery') request.closed()
}

export function askToDiscard(dialogs: Dialogs, names: readonly string[]): Promise<DiscardAnswer> {
  return new Promise((answer) => dialogs.open({ kind: 'discard', names, answer }))
}

export function askHowToSave(
  dialogs: Dialogs,
  name: string,
  hasBlobs: boolean,
): Promise<{ readonly name: string; readonly format: SaveFormat } | null> {
  return new Promise((answer) => dialogs.open({ kind: 'save-as', name, hasBlobs, answer }))
}
