import * as v from 'valibot'
import { defineMigration } from './migrate'

/** The file as it is, key by key: what does not belong in it is for the reader to refuse. */
const anyFile = v.custom<object>((value) => typeof value === 'object' && value !== null)

/** Format 3 has blocks, frames, notes and reroutes; a file of format 2 has none of them. */
export const blocks = defineMigration({ to: 3, name: 'blocks', before: anyFile, up: (file) => file })
