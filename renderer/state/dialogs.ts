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
  | { readonly kind: 'recovery'; readonly isEarlier: boolean }
  | { readonly kind: 'reproduction' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' }
  | { readonly kind: 'problem-report' }

/** The one dialog that is open, if any. */
export interface Dialogs {
  readonly current: ReadonlySignal<DialogRequest | null>
  /** In place of one that is open; but a report waits for its turn, and none is lost. */
  open(request: DialogRequest): void
  /** Closes it, and shows the report that waits; one that waits for an answer has been cancelled. */
  close(): void
}

export function createDialogs(): Dialogs {
  const current = signal<DialogRequest | null>(null)
  const reports: DialogRequest[] = []

  // An answer given before closing has settled its promise, so "cancel" comes too late to count.
  function close(next: DialogRequest | null = reports.shift() ?? null): void {
    const request = current.peek()
    current.value = next
    if (request?.kind === 'discard') request.answer('cancel')
    if (request?.kind === 'save-as') request.answer(null)
    if (request?.kind === 'file-question') request.answer('cancel')
  }

  return {
    current,
    open(request) {
      const shown = current.peek()
      if (shown && request.kind === 'report') {
        reports.push(request)
        return
      }
      if (shown?.kind === 'report') reports.unshift(shown)
      close(request)
    },
    close: () => close(),
  }
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
