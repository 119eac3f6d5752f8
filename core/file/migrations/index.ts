import type { FormatMigration } from './migrate'

/** Every change of the graph file's format, in order. Append only; none yet: version 1 is the first. */
export const formatMigrations: readonly FormatMigration[] = []
