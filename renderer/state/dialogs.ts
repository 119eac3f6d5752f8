import { signal, type ReadonlySignal } from '@preact/signals'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'

export type SaveFormat = 'loom' | 'loom.json'
export type DiscardAnswer = 'save' | 'discard' | 'cancel'

export type DialogRequest =
  | { readonly kind: 'discard'; readonly name: string; readonly answer: (answer: DiscardAnswer) => void }
  | {
      readonly kind: 'save-as'
      readonly name: string
      /** The graph holds loaded weights or pictures, which the text form cannot carry. */
      readonly hasBlobs: boolean
      readonly answer: (answer: { readonly name: string; readonly format: SaveFormat } | null) => void
    }
  | { readonly kind: 'export-onnx' }
  | { readonly kind: 'examples' }
  | {
      readonly kind: 'report'
      readonly title: string
      readonly text: string
      readonly diagnostics: readonly Diagnostic[]
    }
  | { readonly kind: 'parity' }
  | { readonly kind: 'settings' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'about' }

/** The one dialog that is open, if any. */
export interface Dialogs {
  readonly current: ReadonlySignal<DialogRequest | null>
  open(request: DialogRequest): void
  /** Closes it; one that waits for an answer has been cancelled. */
  close(): void
}

export function createDialogs(): Dialogs {
  const current = signal<DialogRequest | null>(null)

  // An answer given before closing has settled its promise, so "cancel" comes too late to count.
  function close(): void {
    const request = current.peek()
    current.value = null
    if (request?.kind === 'discard') request.answer('cancel')
    if (request?.kind === 'save-as') request.answer(null)
  }

  return {
    current,
    open(request) {
      close()
      current.value = request
    },
    close,
  }
}

export function askToDiscard(dialogs: Dialogs, name: string): Promise<DiscardAnswer> {
  return new Promise((answer) => dialogs.open({ kind: 'discard', name, answer }))
}

export function askHowToSave(
  dialogs: Dialogs,
  name: string,
  hasBlobs: boolean,
): Promise<{ readonly name: string; readonly format: SaveFormat } | null> {
  return new Promise((answer) => dialogs.open({ kind: 'save-as', name, hasBlobs, answer }))
}
