/** A note's words, read and laid out once for a text and a width. */
import type { CanvasTheme } from '../canvas/canvas-theme'
import { readMarkdown, type NoteBlock, type Span } from './markdown'
import { layoutNote, type NoteLayout } from './note-layout'

type Fonts = Pick<CanvasTheme, 'fontFamily' | 'monoFamily'>

const MOST_KEPT = 64
const blocks = new Map<string, readonly NoteBlock[]>()
const layouts = new Map<string, NoteLayout>()
let measuring: CanvasRenderingContext2D | null = null

export function fontOf(
  { strong, emphasis, code }: Pick<Span, 'strong' | 'emphasis' | 'code'>,
  size: number,
  { fontFamily, monoFamily }: Fonts,
): string {
  const family = code ? monoFamily : fontFamily
  return `${emphasis ? 'italic ' : ''}${strong ? 650 : 400} ${code ? size * 0.92 : size}px ${family}`
}

export function noteLayout(text: string, width: number, fonts: Fonts): NoteLayout {
  const key = `${width}|${fonts.fontFamily}|${fonts.monoFamily}|${text}`
  return kept(layouts, key, () => {
    const ctx = (measuring ??= contextForMeasures())
    return layoutNote(
      kept(blocks, text, () => readMarkdown(text)),
      width,
      (part, style, size) => {
        ctx.font = fontOf(style, size, fonts)
        return ctx.measureText(part).width
      },
    )
  })
}

/** The address of the link at a point of the note's face, or null. */
export function addressAt(layout: NoteLayout, x: number, y: number): string | null {
  for (const line of layout.lines) {
    if (Math.abs(y - line.y) > line.height / 2) continue
    const run = line.runs.find((run) => run.href !== null && x >= run.x && x <= run.x + run.width)
    if (run) return run.href
  }
  return null
}

/** What was used least lately goes first. */
function kept<Value>(cache: Map<string, Value>, key: string, make: () => Value): Value {
  const value = cache.get(key) ?? make()
  cache.delete(key)
  cache.set(key, value)
  const [oldest] = cache.keys()
  if (cache.size > MOST_KEPT && oldest !== undefined) cache.delete(oldest)
  return value
}

function contextForMeasures(): CanvasRenderingContext2D {
  const ctx = document.createElement('canvas').getContext('2d')
  if (!ctx) throw new Error('Internal error: the canvas has no 2D context')
  return ctx
}
