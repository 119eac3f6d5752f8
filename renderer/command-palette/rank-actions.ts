import type { MenuActionId } from '../../core/contract/menu'
import { scoreOf, wordsOf } from '../search/match'

/** An action as the palette shows it now. */
export interface PaletteEntry {
  readonly id: MenuActionId
  readonly title: string
  /** The menu it stands in. */
  readonly group: string
  readonly isEnabled: boolean
}

/**
 * The entries that fit a search, best first; among equals the recently used come first, then the order of the
 * menu. An empty search keeps all, and those that cannot run now come last.
 */
export function rankActions(
  entries: readonly PaletteEntry[],
  query: string,
  recent: readonly MenuActionId[],
): readonly PaletteEntry[] {
  const words = wordsOf(query)
  return entries
    .map((entry) => ({ entry, score: words.length === 0 ? 1 : scoreOf(fieldsOf(entry), words) }))
    .filter(({ score }) => score > 0)
    .sort(
      (a, b) =>
        Number(b.entry.isEnabled) * b.score - Number(a.entry.isEnabled) * a.score ||
        b.score - a.score ||
        recencyOf(a.entry) - recencyOf(b.entry),
    )
    .map(({ entry }) => entry)

  function recencyOf({ id }: PaletteEntry): number {
    const at = recent.indexOf(id)
    return at < 0 ? recent.length : at
  }
}

function fieldsOf({ id, title, group }: PaletteEntry): readonly { weight: number; text: string }[] {
  return [
    { weight: 8, text: title },
    { weight: 4, text: `${group} ${title}` },
    { weight: 3, text: group },
    { weight: 2, text: id },
  ]
}
