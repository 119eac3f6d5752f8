import type { Document } from '../../core/doc/document'
import type { DocumentHistory } from '../../core/doc/editor'
import { words } from '../text/words'

/** A graph read from a file to compare with; it is never the open one. */
export interface ComparedFile {
  readonly name: string
  readonly document: Document
}

/** A graph that can be compared. `key` outlasts edits, so that what was chosen stays chosen. */
export interface SideOption {
  readonly key: string
  readonly label: string
  readonly group: 'here' | 'steps' | 'files'
}

export const SAVED = 'saved'
export const NOW = 'now'
const stepKey = (id: number): string => `step ${id}`
export const fileKey = (index: number): string => `file ${index}`

/** All that can be compared: the newest steps first. */
export function sideOptions(
  { steps, present }: Pick<DocumentHistory, 'steps' | 'present'>,
  files: readonly Pick<ComparedFile, 'name'>[],
): readonly SideOption[] {
  const others = steps.flatMap(({ id, label }, index): SideOption[] => {
    if (index === present) return []
    const distance = Math.abs(present - index)
    const text =
      index < present
        ? words.diff.back(distance, steps[index + 1]?.label ?? '')
        : words.diff.ahead(distance, label ?? '')
    return [{ key: stepKey(id), label: text, group: 'steps' }]
  })
  return [
    { key: NOW, label: words.diff.now, group: 'here' },
    { key: SAVED, label: words.diff.saved, group: 'here' },
    ...others.reverse(),
    ...files.map(({ name }, index): SideOption => ({ key: fileKey(index), label: name, group: 'files' })),
  ]
}

/** The graph behind an option; null when it is gone, as a step that was undone and edited over. */
export function documentOf(
  key: string,
  now: Document,
  history: DocumentHistory,
  files: readonly ComparedFile[],
): Document | null {
  if (key === NOW) return now
  if (key === SAVED) return history.saved
  const step = history.steps.find(({ id }) => stepKey(id) === key)
  if (step) return history.documentAt(step.id)
  return files.find((_, index) => fileKey(index) === key)?.document ?? null
}
