import type { RecentItem } from './menu-template'
import type { RecentEntry } from './recent-files'

const MOST_SHOWN = 10

/** The newest files as menu items; of two of one name, each says where it lies. */
export function recentItems(
  entries: readonly RecentEntry[],
  open: (path: string) => void,
): readonly RecentItem[] {
  const shown = entries.slice(0, MOST_SHOWN)
  return shown.map(({ name, folder, path }) => {
    const isAlone = shown.filter((other) => other.name === name).length === 1
    return { name: isAlone ? name : `${name} (${folder})`, open: () => open(path) }
  })
}
