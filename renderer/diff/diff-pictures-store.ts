import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { fail, ok, type Result } from '../../core/base/result'
import type { NodeId } from '../../core/base/ids'
import { createCancelSource, type CancelSource } from '../../core/contract/cancellation'
import type { Picture, RunProgress } from '../../core/contract/engine-types'
import { error, type Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import type { Clock } from '../engine/clock'
import type { Live } from '../engine/live'
import { words } from '../text/words'
import { differenceOf, pairPictures, type ComparedPictures } from './picture-difference'

export type Side = 'before' | 'after'

/** The two graphs whose pictures are wanted. */
export interface Pair {
  readonly before: Document
  readonly after: Document
}

export interface DiffPictures {
  /** Which of the two runs, and how far it is. */
  readonly running: ReadonlySignal<{ readonly side: Side; readonly progress: RunProgress | null } | null>
  /** What came of the last one that was not stopped; stays while another is under way. */
  readonly outcome: ReadonlySignal<PicturesOutcome | null>
  /** The graphs have changed since. */
  readonly isStale: ReadonlySignal<boolean>
  start(): Promise<void>
  /** Stops the one under way; what is shown stays. */
  cancel(): void
  /** Forgets everything. */
  reset(): void
}

export type PicturesOutcome =
  | { readonly kind: 'done'; readonly pictures: ComparedPictures }
  | { readonly kind: 'failed'; readonly side: Side; readonly diagnostics: readonly Diagnostic[] }

export interface DiffPicturesParts {
  readonly live: Pick<Live, 'renderAside'>
  readonly clock: Pick<Clock, 'now'>
  /** Null while nobody looks. */
  readonly pair: ReadonlySignal<Pair | null>
  readonly shownOutput: ReadonlySignal<NodeId | null>
  readonly reportBug: (bug: unknown) => void
}

/** Both together took less than this: then pictures follow the graphs by themselves, as the live one does. */
const CHEAP_MS = 400

export function createDiffPictures(parts: DiffPicturesParts): DiffPictures {
  const { live, clock, pair, shownOutput, reportBug } = parts
  const running = signal<{ side: Side; progress: RunProgress | null } | null>(null)
  const last = signal<{
    readonly pair: Pair
    readonly outcome: PicturesOutcome
    readonly isCheap: boolean
  } | null>(null)
  let source: CancelSource | null = null

  const isStale = computed(() => {
    const [told, wanted] = [last.value, pair.value]
    return (
      told !== null &&
      wanted !== null &&
      (told.pair.before !== wanted.before || told.pair.after !== wanted.after)
    )
  })

  function cancel(): void {
    source?.cancel()
    source = null
    running.value = null
  }

  async function picturesOf(
    document: Document,
    side: Side,
    mine: CancelSource,
  ): Promise<Result<readonly Picture[], PicturesOutcome>> {
    running.value = { side, progress: null }
    const made = await live.renderAside(document, mine.cancellation, (progress) => {
      if (source === mine) running.value = { side, progress }
    })
    return made.ok ? made : fail({ kind: 'failed', side, diagnostics: made.error })
  }

  async function compare(wanted: Pair, mine: CancelSource): Promise<PicturesOutcome> {
    const before = await picturesOf(wanted.before, 'before', mine)
    if (!before.ok) return before.error
    if (source !== mine) return failedWith('before', [])
    const after = await picturesOf(wanted.after, 'after', mine)
    if (!after.ok) return after.error
    const both = pairPictures(before.value, after.value, shownOutput.peek())
    const seen = bothSeen(both)
    return seen.ok
      ? { kind: 'done', pictures: differenceOf(seen.value.before, seen.value.after) }
      : seen.error
  }

  async function start(): Promise<void> {
    const wanted = pair.peek()
    cancel()
    if (!wanted) return
    const mine = createCancelSource()
    source = mine
    const begun = clock.now()
    const outcome = await compare(wanted, mine)
    // Stopped, or begun anew meanwhile.
    if (source !== mine) return
    source = null
    running.value = null
    const isCheap = outcome.kind === 'done' && clock.now() - begun < CHEAP_MS
    last.value = { pair: wanted, outcome, isCheap }
  }

  effect(() => {
    if (pair.value === null) cancel()
    else if (isStale.value && last.value?.isCheap) void start().catch(reportBug)
  })

  return {
    running,
    outcome: computed(() => last.value?.outcome ?? null),
    isStale,
    start,
    cancel,
    reset() {
      cancel()
      last.value = null
    },
  }
}

function bothSeen({
  before,
  after,
}: ReturnType<typeof pairPictures>): Result<Pick<ComparedPictures, Side>, PicturesOutcome> {
  if (!before) return fail(failedWith('before', [noPicture('before')]))
  if (!after) return fail(failedWith('after', [noPicture('after')]))
  return ok({ before, after })
}

function failedWith(side: Side, diagnostics: readonly Diagnostic[]): PicturesOutcome {
  return { kind: 'failed', side, diagnostics }
}

function noPicture(side: Side): Diagnostic {
  return error('diff/no-picture', { kind: 'graph' }, words.diff.noPicture(side), words.diff.noPictureStep)
}
