/**
 * Do the open graphs still give the pictures that their files were saved with? Each is compared after its first run, and
 * again after every run for as long as nothing that could change the picture has been edited.
 */
import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { APP_VERSION } from '../../core/app-version'
import { nodesWithStandIns } from '../../core/compile/stand-ins'
import type { RenderReport, ResultToSave } from '../../core/contract/engine-types'
import { ConnectionClosed } from '../../core/contract/wire-error'
import { hasErrors } from '../../core/diagnostic/diagnostic'
import type { ExpectedResult } from '../../core/file/expected'
import type { Reproduction } from '../../core/file/reproduction'
import type { DocumentId, Documents } from '../documents/documents'
import { concernsPicture } from '../engine/concerns-picture'
import type { Live } from '../engine/live'

/** What came of comparing the shown graph with its file. */
export interface Reproduced {
  readonly expected: ExpectedResult
  readonly report: RenderReport
  readonly result: Reproduction
}

export interface ReproductionStore {
  /** Null while there is nothing to say: no expectation, no picture yet, or another graph by now. */
  readonly shown: ReadonlySignal<Reproduced | null>
  /** The document was opened from a file that says what it gives, or does not. */
  expect(id: DocumentId, expected: ExpectedResult | null): void
  /** What a file of this document should say it gives, asked while it is written; null when nobody can know. */
  toSave(id: DocumentId): ResultToSave | null
  /** The document was written with this: what it gives is not news any more. */
  saved(id: DocumentId, result: ResultToSave | null): void
}

interface Expectation {
  readonly expected: ExpectedResult
  /** Something that could change the picture. Undone again, the document is saved as it is and counts as unedited. */
  readonly isEdited: boolean
}

type Parts = {
  readonly documents: Pick<Documents, 'active' | 'all' | 'watch'>
  readonly live: Pick<Live, 'state' | 'judgeResult'>
  readonly reportBug: (bug: unknown) => void
}

export function createReproduction({ documents, live, reportBug }: Parts): ReproductionStore {
  const expectations = signal<ReadonlyMap<DocumentId, Expectation>>(new Map())
  const verdict = signal<(Reproduced & { readonly id: DocumentId }) | null>(null)

  function set(id: DocumentId, expectation: Expectation | null): void {
    const others = [...expectations.peek()].filter(([other]) => other !== id)
    expectations.value = new Map(expectation ? [...others, [id, expectation]] : others)
  }

  /** As long as the graph is the one that it was made of. */
  function inForce(id: DocumentId): ExpectedResult | null {
    const entry = expectations.value.get(id)
    if (!entry) return null
    if (!entry.isEdited) return entry.expected
    const isSaved = documents.all.value.find((document) => document.id === id)?.isSaved.value ?? false
    return isSaved ? entry.expected : null
  }

  documents.watch((event) => {
    if (event.kind === 'closed') set(event.id, null)
    if (event.kind !== 'edited' || !concernsPicture(event.diff)) return
    const entry = expectations.peek().get(event.id)
    if (entry && !entry.isEdited) set(event.id, { ...entry, isEdited: true })
  })

  const asked = computed(() => {
    const { id } = documents.active.value
    const expected = inForce(id)
    const { report, isCurrent } = live.state.value
    return expected && report && isCurrent ? { id, expected, report } : null
  })
  let lastAsked: { readonly expected: ExpectedResult; readonly report: RenderReport } | null = null

  async function judge(id: DocumentId, expected: ExpectedResult, report: RenderReport): Promise<void> {
    const { backend, halfPrecision, pictures } = report
    const standIns = nodesWithStandIns(report.diagnostics).size
    const actual = { appVersion: APP_VERSION, backend, halfPrecision, standIns, pictures }
    try {
      const result = await live.judgeResult(expected, actual)
      if (lastAsked?.report === report) verdict.value = { id, expected, report, result }
    } catch (thrown) {
      // The next engine runs the graph anew, and then it is asked again.
      if (!(thrown instanceof ConnectionClosed)) throw thrown
    }
  }

  effect(() => {
    const now = asked.value
    if (!now || (lastAsked?.report === now.report && lastAsked.expected === now.expected)) return
    lastAsked = now
    judge(now.id, now.expected, now.report).catch(reportBug)
  })

  return {
    shown: computed(() => {
      const told = verdict.value
      const { id } = documents.active.value
      return told?.id === id && inForce(id) === told.expected ? told : null
    }),
    expect: (id, expected) => set(id, expected && { expected, isEdited: false }),
    toSave(id) {
      const isShown = documents.active.peek().id === id
      const { report, isCurrent } = live.state.peek()
      const exact = isShown && isCurrent && report && isExact(report) ? report : null
      if (exact) return { kind: 'shown', backend: exact.backend, pictures: exact.pictures }
      const expected = inForce(id)
      return expected && { kind: 'kept', expected }
    },
    saved(id, result) {
      if (result?.kind !== 'kept') set(id, null)
    },
  }
}

/** Every output, of the real values, in full precision. */
function isExact({ pictures, diagnostics, halfPrecision }: RenderReport): boolean {
  const isWhole = !hasErrors(diagnostics) && nodesWithStandIns(diagnostics).size === 0
  return pictures.length > 0 && isWhole && !halfPrecision
}
