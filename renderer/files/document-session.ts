import type { ReadonlySignal } from '@preact/signals'
import { createClosing, type Closing } from './closing'
import { createExporting, type Exporting } from './exporting'
import { createOpening, type Opening } from './opening'
import { createMissingValues, type MissingValues } from '../sharing/missing-values'
import { createSaving, type Saving } from './saving'
import { createFileDesk, type SessionParts } from './session-parts'

/** Everything that has to do with files: opening, saving, exporting and closing documents. */
export interface DocumentSession extends Opening, Saving, Exporting, Closing, Pick<MissingValues, 'locate'> {
  /** What is being read or written, for the status line; null when nothing is. */
  readonly busy: ReadonlySignal<string | null>
}

export function createDocumentSession(parts: SessionParts): DocumentSession {
  const desk = createFileDesk(parts)
  const saving = createSaving(parts, desk)
  const missing = createMissingValues(parts, desk)
  return {
    busy: desk.busy,
    ...createOpening(parts, desk, missing),
    locate: () => missing.locate(),
    ...saving,
    ...createExporting(parts, desk),
    ...createClosing(parts, saving),
  }
}
