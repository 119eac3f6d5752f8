import { computed, signal, type ReadonlySignal, type Signal } from '@preact/signals'
import { compareDocuments, type DocumentComparison } from '../../core/doc/compare'
import { comparisonText } from '../../core/doc/compare-text'
import type { Document } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import type { NodeId } from '../../core/base/ids'
import type { Clock } from '../engine/clock'
import type { Live } from '../engine/live'
import type { DocumentSession } from '../files/document-session'
import type { FileHandle } from '../host/host'
import type { Drawer } from '../state/drawer'
import type { EditorStore } from '../state/editor-store'
import type { ScopeStore } from '../state/scope'
import { diffMarks, type DiffMark } from './diff-marks'
import { createDiffPictures, type DiffPictures, type Pair, type Side } from './diff-pictures-store'
import { diffRows, type DiffRow } from './diff-rows'
import {
  documentOf,
  fileKey,
  NOW,
  SAVED,
  sideOptions,
  type ComparedFile,
  type SideOption,
} from './diff-sides'
import { withoutMoves } from './without-moves'

/** Two graphs and what lies between them. Nothing is worked out while nobody looks. */
export interface DiffStore {
  readonly isOpen: ReadonlySignal<boolean>
  readonly options: ReadonlySignal<readonly SideOption[]>
  /** Keys of options. */
  readonly chosen: Readonly<Record<Side, ReadonlySignal<string>>>
  readonly hideMoves: Signal<boolean>
  /** As it is shown: without moves while they are hidden. */
  readonly comparison: ReadonlySignal<DocumentComparison>
  readonly rows: ReadonlySignal<readonly DiffRow[]>
  /** How many moves are hidden. */
  readonly hiddenMoves: ReadonlySignal<number>
  /** On the shown graph; null while the panel is closed. */
  readonly marks: ReadonlySignal<ReadonlyMap<NodeId, DiffMark> | null>
  readonly pictures: DiffPictures
  choose(side: Side, key: string): void
  swap(): void
  /** Compares what lies in a file: in that of the handle, or in one that is asked for. */
  chooseFile(side: Side, handle?: FileHandle): Promise<void>
  /** As `styleloom diff` prints it, moves and all. */
  text(): string
}

export interface DiffParts {
  readonly root: Editor
  readonly whole: EditorStore
  readonly store: EditorStore
  readonly scope: ScopeStore
  readonly live: Pick<Live, 'renderAside'>
  readonly session: Pick<DocumentSession, 'readAside'>
  readonly drawer: Drawer
  readonly clock: Pick<Clock, 'now'>
  readonly shownOutput: ReadonlySignal<NodeId | null>
  readonly reportBug: (bug: unknown) => void
}

export function createDiffStore(parts: DiffParts): DiffStore {
  const { root, whole, store, scope, live, session, drawer, clock, shownOutput, reportBug } = parts
  const chosen = { before: signal(SAVED), after: signal(NOW) }
  const files = signal<readonly ComparedFile[]>([])
  const hideMoves = signal(true)
  /** Counts the graphs that were opened. */
  let openings = 0
  const isOpen = computed(() => drawer.open.value === 'diff')

  const options = computed(() => {
    follow()
    return sideOptions(root.history, files.value)
  })
  const before = computed(() => documentFor('before', SAVED))
  const after = computed(() => documentFor('after', NOW))
  const full = computed(() => compareDocuments(before.value, after.value))
  const still = computed(() => withoutMoves(full.value))
  const comparison = computed(() => (hideMoves.value ? still.value.comparison : full.value))
  const pair = computed<Pair | null>(() =>
    isOpen.value ? { before: before.value, after: after.value } : null,
  )
  const pictures = createDiffPictures({ live, clock, pair, shownOutput, reportBug })

  /** The history changes in place. */
  function follow(): void {
    void whole.settled.value
    void whole.isSaved.value
  }

  function documentFor(side: Side, otherwise: string): Document {
    follow()
    const now = whole.settled.value
    const of = (key: string): Document | null => documentOf(key, now, root.history, files.value)
    return of(chosen[side].value) ?? of(otherwise) ?? now
  }

  root.subscribe(({ replaced }) => {
    if (!replaced) return
    openings++
    // The engine has dropped the weights of the files compared with.
    files.value = []
    chosen.before.value = SAVED
    chosen.after.value = NOW
    pictures.reset()
  })

  return {
    isOpen,
    options,
    chosen: {
      before: computed(() => shownKey('before', SAVED)),
      after: computed(() => shownKey('after', NOW)),
    },
    hideMoves,
    comparison,
    rows: computed(() =>
      diffRows(comparison.value, {
        before: before.value,
        after: after.value,
        now: whole.settled.value,
        registry: root.registry,
      }),
    ),
    hiddenMoves: computed(() => (hideMoves.value ? still.value.moves : 0)),
    marks: computed(() =>
      isOpen.value ? diffMarks(comparison.value, store.document.value, scope.block.value?.id ?? null) : null,
    ),
    pictures,
    choose: (side, key) => (chosen[side].value = key),
    swap() {
      const was = chosen.before.peek()
      chosen.before.value = chosen.after.peek()
      chosen.after.value = was
    },
    async chooseFile(side, handle) {
      const opening = openings
      const read = await session.readAside(handle)
      // Another graph was opened meanwhile, and the engine has dropped what belongs to this file.
      if (!read || opening !== openings) return
      files.value = [...files.peek(), read]
      chosen[side].value = fileKey(files.peek().length - 1)
    },
    text: () => comparisonText(full.peek()),
  }

  function shownKey(side: Side, otherwise: string): string {
    const key = chosen[side].value
    return options.value.some((option) => option.key === key) ? key : otherwise
  }
}
