import { nodeModes } from './0002-node-modes'
import { blocks } from './0003-blocks'
import type { FormatMigration } from './migrate'

/** Every change of the graph file's format, in order. Append only. */
export const formatMigrations: readonly FormatMigration[] = [nodeModes, blocks]
