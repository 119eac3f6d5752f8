/** Lays a note's blocks out as lines of styled runs, in graph units, so that they are crisp at any zoom. */
import type { Box } from '../canvas/layout'
import type { NoteBlock, Span } from './markdown'

export interface Run extends Omit<Span, 'text'> {
  readonly text: string
  readonly x: number
  readonly width: number
}

export interface Line {
  /** Its middle. */
  readonly y: number
  readonly height: number
  /** Of its letters. */
  readonly size: number
  readonly runs: readonly Run[]
}

/** What is drawn behind the words: the bar beside a quote, the well of a code block, a rule across. */
export interface Mark extends Box {
  readonly kind: 'quote' | 'well' | 'rule'
}

export interface NoteLayout {
  readonly lines: readonly Line[]
  readonly marks: readonly Mark[]
  readonly height: number
}

/** The width of a text in a style, in graph units. */
export type Measure = (
  text: string,
  style: Pick<Span, 'strong' | 'emphasis' | 'code'>,
  size: number,
) => number

export const NOTE_PADDING = 12
const TEXT_SIZE = 13
const HEADING_SIZES = [TEXT_SIZE, 20, 17, 15, 14, 13, 13] as const
const CODE_SIZE = 12
const LINE = 1.45
const INDENT = 18
const QUOTE = 14
const GAP = 8
const TIGHT_GAP = 2
const WELL_PADDING = 6
const RULE_ROOM = 9
const LEAST_WIDTH = 40
/** So many of the narrowest letters are as wide as the text is high. */
const NARROWEST = 8
/** No note is higher, and what is below is not seen. */
const MOST_HEIGHT = 4200

export function layoutNote(blocks: readonly NoteBlock[], width: number, measure: Measure): NoteLayout {
  const lines: Line[] = []
  const marks: Mark[] = []
  let y = NOTE_PADDING
  for (const [index, block] of blocks.entries()) {
    if (y > MOST_HEIGHT) break
    if (index > 0) y += gapBefore(block, blocks[index - 1])
    const top = y
    const left = NOTE_PADDING + block.quotes * QUOTE + block.indent * INDENT
    const room = Math.max(LEAST_WIDTH, width - left - NOTE_PADDING)
    if (block.kind === 'rule') {
      y += RULE_ROOM
      marks.push({ kind: 'rule', x: left, y: top + RULE_ROOM / 2, width: room, height: 1 })
    } else if (block.kind === 'code') {
      y = addCode(block.text, left, y, room, measure, lines)
      marks.push({ kind: 'well', x: left, y: top, width: room, height: y - top })
    } else {
      const size = HEADING_SIZES[block.level] ?? TEXT_SIZE
      const spans = block.level > 0 ? block.spans.map((span) => ({ ...span, strong: true })) : block.spans
      const wrapped = wrap(spans, room, size, measure)
      for (const [at, runs] of wrapped.entries()) {
        const height = Math.round(size * LINE)
        const placed = runs.map((run) => ({ ...run, x: run.x + left }))
        const marked = at === 0 && block.marker !== null ? [markerRun(block.marker, left, size, measure)] : []
        lines.push({ y: y + height / 2, height, size, runs: [...marked, ...placed] })
        y += height
        if (y > MOST_HEIGHT) break
      }
    }
    for (let quote = 0; quote < block.quotes; quote++) {
      const previous = blocks[index - 1]
      // Two blocks of one quote share its bar.
      const start = previous && previous.quotes > quote ? top - gapBefore(block, previous) : top
      marks.push({ kind: 'quote', x: NOTE_PADDING + quote * QUOTE, y: start, width: 3, height: y - start })
    }
  }
  return { lines, marks, height: y + NOTE_PADDING }
}

function gapBefore(block: NoteBlock, previous: NoteBlock | undefined): number {
  if (block.kind === 'text' && block.isTight && previous && previous.indent > 0) return TIGHT_GAP
  return block.kind === 'text' && block.level > 0 ? GAP + 4 : GAP
}

function markerRun(marker: string, left: number, size: number, measure: Measure): Run {
  const style = { strong: false, emphasis: false, code: false, href: null }
  const width = measure(marker, style, size)
  return { ...style, text: marker, width, x: left - width - 6 }
}

function addCode(
  text: string,
  left: number,
  top: number,
  room: number,
  measure: Measure,
  lines: Line[],
): number {
  const height = Math.round(CODE_SIZE * LINE)
  const style = { strong: false, emphasis: false, code: true, href: null }
  let y = top + WELL_PADDING
  for (const source of text.split('\n')) {
    const shown = source.replaceAll('\t', '  ')
    for (const part of breakWord(shown, room - 2 * WELL_PADDING, style, CODE_SIZE, measure)) {
      const run = { ...style, text: part, x: left + WELL_PADDING, width: measure(part, style, CODE_SIZE) }
      lines.push({ y: y + height / 2, height, size: CODE_SIZE, runs: [run] })
      y += height
      if (y > MOST_HEIGHT) return y
    }
  }
  return y + WELL_PADDING
}

/** Breaks styled words into lines no wider than `room`; `x` counts from the line's start. */
function wrap(
  spans: readonly Span[],
  room: number,
  size: number,
  measure: Measure,
): readonly (readonly Run[])[] {
  const lines: Run[][] = [[]]
  let x = 0
  let space = 0

  function newLine(): void {
    lines.push([])
    x = space = 0
  }

  function put(text: string, style: Omit<Span, 'text'>): void {
    const width = measure(text, style, size)
    const line = lines.at(-1)
    const last = line?.at(-1)
    const isSame =
      last &&
      last.strong === style.strong &&
      last.emphasis === style.emphasis &&
      last.code === style.code &&
      last.href === style.href
    if (line && last && isSame && Math.abs(last.x + last.width - x) < 0.01) {
      const joined = last.text + (space > 0 ? ' ' : '') + text
      line[line.length - 1] = { ...last, text: joined, width: x + space + width - last.x }
    } else line?.push({ ...style, text, x: x + space, width })
    x += space + width
    space = 0
  }

  for (const { text, ...style } of spans) {
    for (const token of text.split(/(\n|[^\S\n]+)/)) {
      if (token === '') continue
      // A soft break in the source is a space; a hard one is a span of its own.
      if (token === '\n' && text === '\n') newLine()
      else if (/^\s+$/.test(token)) space = x === 0 ? 0 : measure(' ', style, size)
      else if (x + space + measure(token, style, size) <= room) put(token, style)
      else {
        if (x > 0) newLine()
        const parts = breakWord(token, room, style, size, measure)
        parts.forEach((part, index) => {
          if (index > 0) newLine()
          put(part, style)
        })
      }
    }
  }
  return lines
}

/** A word that is wider than a line, in pieces that are not. */
function breakWord(
  word: string,
  room: number,
  style: Omit<Span, 'text'>,
  size: number,
  measure: Measure,
): readonly string[] {
  const parts: string[] = []
  // No line holds more letters: what is measured stays short, however long the word.
  const most = Math.max(1, Math.ceil((room / size) * NARROWEST))
  let rest = word
  while (rest.length > 1 && (rest.length > most || measure(rest, style, size) > room)) {
    let low = 1
    let high = Math.min(most, rest.length - 1)
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if (measure(rest.slice(0, middle), style, size) <= room) low = middle
      else high = middle - 1
    }
    parts.push(rest.slice(0, low))
    rest = rest.slice(low)
  }
  return [...parts, rest]
}
