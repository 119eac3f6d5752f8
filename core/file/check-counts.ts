/** How many of each a file may hold: what the reader refuses is not written either. */
import { FILE_LIMITS } from './format'
import type { Problems } from './problems'

export type Counts = Readonly<Record<'nodes' | 'links' | 'blocks' | 'weights' | 'pictures', number>>

const TABLES = ['nodes', 'links', 'blocks', 'weights', 'pictures'] as const

export function checkCounts(counts: Counts, problems: Problems): void {
  for (const table of TABLES) {
    const [count, most] = [counts[table], FILE_LIMITS[table]]
    if (count <= most) continue
    const what = table === 'links' ? 'wires' : table
    problems.error('file/too-many', table, `The graph has ${count} ${what}; at most ${most} are read.`)
  }
}
