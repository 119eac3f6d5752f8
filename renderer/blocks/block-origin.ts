import { blockOfType } from '../../core/doc/block'
import type { Editor } from '../../core/doc/editor'
import { words } from '../text/words'
import { shelfOf } from './shelf'

/** Whether a block on offer comes with the program or is the graph's own, in a word or two; null for other types. */
export function blockOrigin(editor: Pick<Editor, 'document' | 'registry'>, type: string): string | null {
  if (blockOfType(type) === null) return null
  return shelfOf(editor).builtIn(type) ? words.blocks.builtIn : words.blocks.inGraph
}
