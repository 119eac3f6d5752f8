/**
 * A document kept alike on both sides of a border. A big graph takes milliseconds to copy and an edit next to none, so
 * the whole goes over once and then only what changed. The far side keeps the records that did not change, and with them
 * whatever it remembers by record.
 */
import { assert } from '../base/assert'
import { applyDiff, diffDocuments, type DocumentDiff } from '../doc/diff'
import type { Document } from '../doc/document'
import { documentFromData, documentToData, type DocumentData } from './engine-types'

export type DocumentUpdate =
  | { readonly kind: 'whole'; readonly document: DocumentData }
  /** `step` counts the updates since the whole one, from 1. */
  | { readonly kind: 'diff'; readonly step: number; readonly diff: DocumentDiff }

export interface DocumentSender {
  /** What the other side must hear to hold `document`. Send every update, in order. */
  update(document: Document): DocumentUpdate
  /** An update may not have arrived: the next one is whole. */
  forget(): void
}

export interface DocumentMirror {
  /** The document after this update. Throws when updates were lost on the way. */
  apply(update: DocumentUpdate): Document
}

export function createDocumentSender(): DocumentSender {
  let sent: Document | null = null
  let step = 0
  return {
    update(document) {
      const before = sent
      sent = document
      if (before === null) {
        step = 0
        return { kind: 'whole', document: documentToData(document) }
      }
      step++
      return { kind: 'diff', step, diff: diffDocuments(before, document) }
    },
    forget() {
      sent = null
    },
  }
}

export function createDocumentMirror(): DocumentMirror {
  let held: Document | null = null
  let steps = 0
  return {
    apply(update) {
      if (update.kind === 'whole') {
        steps = 0
        held = documentFromData(update.document)
      } else {
        steps++
        assert(held !== null && update.step === steps, `document update ${update.step} came as ${steps}`)
        held = applyDiff(held, update.diff)
      }
      return held
    },
  }
}
