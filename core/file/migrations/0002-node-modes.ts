import * as v from 'valibot'
import { defineMigration } from './migrate'

/** The file as it is, key by key: what does not belong in it is for the reader to refuse. */
const anyFile = v.custom<object>((value) => typeof value === 'object' && value !== null)

/** Format 2 lets a node be bypassed, muted, coloured, and have parameters on its face; a file of format 1 says nothing of it. */
export const nodeModes = defineMigration({ to: 2, name: 'node-modes', before: anyFile, up: (file) => file })
