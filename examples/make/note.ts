import type { GraphBuilder, GridPlace } from '../../core/import/graph-builder'

interface NoteBox extends GridPlace {
  /** In pixels. */
  readonly width: number
  readonly height: number
}

/** Words beside the graph, in Markdown. */
export function addNote(builder: GraphBuilder, { width, height, ...at }: NoteBox, text: string): void {
  builder.node('note', 'graph/note', at, { params: { text: text.trim(), width, height } })
}
