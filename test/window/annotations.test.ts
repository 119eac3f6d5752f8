/** Frames, notes and reroutes: what lies in a frame, how borders move, what is shown of Markdown, and what a wire keeps. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { createDocument, formatPort } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { formOf } from '../../renderer/annotations/form'
import {
  contains,
  contentOf,
  frameAround,
  isOnFrame,
  titleSize,
} from '../../renderer/annotations/frame-geometry'
import { readMarkdown, safeAddress, type NoteBlock } from '../../renderer/annotations/markdown'
import { layoutNote, NOTE_PADDING, type Measure } from '../../renderer/annotations/note-layout'
import { limitsOf, resizeCommands } from '../../renderer/annotations/resize-commands'
import { cursorOf, gripAt, resized } from '../../renderer/annotations/resize-geometry'
import { removalCommands } from '../../renderer/annotations/reroute'
import { allNodes } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

const FRAME = { x: 100, y: 100, width: 400, height: 300 }

describe('a frame', () => {
  test.each([
    ['a node inside', { x: 150, y: 150, width: 204, height: 90 }, true],
    ['one at its very border', { x: 100, y: 100, width: 400, height: 300 }, true],
    ['one that sticks out', { x: 320, y: 150, width: 204, height: 90 }, false],
    ['one elsewhere', { x: 900, y: 150, width: 204, height: 90 }, false],
  ])('holds %s: %o %s', (_what, box, isIn) => {
    expect([...contentOf([FRAME], [['node', box]])]).toEqual(isIn ? ['node'] : [])
  })

  test('holds a frame within it and what is in that', () => {
    const inner = { x: 150, y: 150, width: 250, height: 200 }
    const node = { x: 160, y: 200, width: 204, height: 90 }
    const boxes = [['outer', FRAME] as const, ['inner', inner] as const, ['node', node] as const]
    expect([...contentOf([FRAME], boxes)]).toEqual(['inner', 'node'])
    expect([...contentOf([inner], boxes)]).toEqual(['node'])
  })

  test('made around a box holds it, and its title covers nothing of it', () => {
    const side = fc.integer({ min: 1, max: 4000 })
    const place = fc.integer({ min: -4000, max: 4000 })
    fc.assert(
      fc.property(place, place, side, side, (x, y, width, height) => {
        const box = { x, y, width, height }
        const frame = frameAround(box)
        expect(contains(frame, box)).toBe(true)
        expect(isOnFrame(frame, x + 1, y + 0.5, 1)).toBe(false)
      }),
      { seed: testSeed() },
    )
  })

  test.each([
    ['its title', 200, 110, true],
    ['its left border', 98, 250, true],
    ['its lower border', 300, 402, true],
    ['its area', 300, 250, false],
    ['beside it', 80, 250, false],
  ])('is met at its title and border only: %s', (_where, x, y, isMet) => {
    expect(isOnFrame(FRAME, x, y, 1)).toBe(isMet)
  })

  test('has a title that can be read from afar, as far as there is room', () => {
    expect(titleSize(300, 1)).toBe(15)
    expect(titleSize(300, 0.4) * 0.4).toBeCloseTo(11)
    expect(titleSize(300, 0.02)).toBe(45)
  })
})

describe('a border', () => {
  test.each([
    [100, 250, 'ew-resize'],
    [500, 250, 'ew-resize'],
    [300, 101, 'ns-resize'],
    [300, 399, 'ns-resize'],
    [101, 108, 'nwse-resize'],
    [497, 398, 'nwse-resize'],
    [495, 103, 'nesw-resize'],
    [103, 396, 'nesw-resize'],
    [300, 250, null],
    [94, 250, null],
  ])('at %i, %i: %s', (x, y, cursor) => {
    const grip = gripAt(FRAME, x, y, 1)
    expect(grip && cursorOf(grip)).toBe(cursor)
  })

  test('moves alone: the opposite one stays, and sizes keep within their limits', () => {
    const limits = { least: { width: 80, height: 60 }, most: { width: 1000, height: 900 } }
    const way = fc.integer({ min: -3000, max: 3000 })
    const end = fc.constantFrom<(-1 | 0 | 1)[]>(-1, 0, 1)
    fc.assert(
      fc.property(way, way, end, end, (dx, dy, x, y) => {
        const box = resized(FRAME, { x, y }, dx, dy, limits)
        if (x !== -1) expect(box.x).toBe(FRAME.x)
        if (x !== 1) expect(box.x + box.width).toBe(FRAME.x + FRAME.width)
        if (y !== -1) expect(box.y).toBe(FRAME.y)
        if (y !== 1) expect(box.y + box.height).toBe(FRAME.y + FRAME.height)
        expect(box.width).toBeGreaterThanOrEqual(80)
        expect(box.width).toBeLessThanOrEqual(1000)
        expect(box.height).toBeGreaterThanOrEqual(60)
        expect(box.height).toBeLessThanOrEqual(900)
      }),
      { seed: testSeed() },
    )
  })

  test('let go is one step that undo takes back, within what the type allows', () => {
    const editor = graph()
    const before = editor.document
    expect(limitsOf(editor, nodeId('conv'))).toBeNull()
    expect(limitsOf(editor, nodeId('frame'))?.least).toEqual({ width: 80, height: 60 })
    const box = { x: -40, y: 8, width: 333, height: 222 }
    expect(editor.dispatchAll('Resize', resizeCommands(editor, nodeId('frame'), box)).ok).toBe(true)
    expect(editor.document.nodes.get(nodeId('frame'))).toMatchObject({
      position: { x: -40, y: 8 },
      params: { width: 333, height: 222 },
    })
    editor.undo()
    expect(editor.document).toEqual(before)
  })
})

describe('a note', () => {
  test('reads headings, lists, quotes, code, rules and styles', () => {
    const text = [
      '# Title',
      'Plain *soft* **loud** `code` [link](https://a.example/b).',
      '- one',
      '  1. deep',
      '> quoted',
      '```\nx = 1\n```',
      '***',
    ].join('\n\n')
    expect(readMarkdown(text).map(told)).toEqual([
      'h1 Title',
      'Plain |_soft_| |*loud*| |`code`| |link<https://a.example/b>|.',
      '1• one',
      '2 1. deep',
      '> quoted',
      'code x = 1',
      'rule',
    ])
  })

  test.each([
    ['<script>alert(1)</script>', '<script>alert(1)</script>'],
    ['a <b onclick="x()">b</b>', 'a |<b onclick="x()">|b|</b>'],
    ['[x](javascript:alert(1))', 'x'],
    ['[x](JaVaScRiPt:alert(1))', 'x'],
    ['[x](data:text/html,hi)', 'x'],
    ['[x](file:///etc/passwd)', 'x'],
    ['[x][y]\n\n[y]: vbscript:x', 'x'],
    ['[x][y]\n\n[y]: https://ok.example', 'x<https://ok.example>'],
    ['<mailto:a@b.example>', 'mailto:a@b.example<mailto:a@b.example>'],
    ['![a cat](https://tracker.example/cat.png)', 'a cat'],
  ])('shows %s as %s', (text, expected) => {
    expect(readMarkdown(text).map(told)).toEqual([expected])
  })

  test('keeps addresses of the web and of mail only', () => {
    fc.assert(
      fc.property(fc.webUrl(), fc.string(), (url, other) => {
        expect(safeAddress(url)).toBe(url)
        const kept = safeAddress(other)
        expect(kept === null || /^(https?:\/\/|mailto:)/i.test(kept)).toBe(true)
      }),
      { seed: testSeed() },
    )
  })

  test.each([
    ['quotes', '>'.repeat(20_000)],
    ['lists', Array.from({ length: 140 }, (_, depth) => `${' '.repeat(depth * 2)}- x`).join('\n')],
    ['emphasis', '*a '.repeat(6000)],
    ['brackets', '['.repeat(20_000)],
    ['lines', 'x\n\n'.repeat(6600)],
    ['one word', 'w'.repeat(20_000)],
  ])('is bounded in size for huge %s', (_what, text) => {
    const blocks = readMarkdown(text)
    const layout = layoutNote(blocks, 280, measure)
    expect(blocks.length).toBeLessThanOrEqual(1000)
    expect(Math.max(0, ...blocks.map(({ indent, quotes }) => Math.max(indent, quotes)))).toBeLessThanOrEqual(
      6,
    )
    expect(layout.height).toBeLessThan(24_000)
  })

  test('is laid out within its width, line below line, and loses no word', () => {
    const word = fc.stringMatching(/^[a-z]{1,40}$/)
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 120, max: 900 }),
        (words, width) => {
          const { lines, height } = layoutNote(readMarkdown(words.join(' ')), width, measure)
          for (const [index, line] of lines.entries()) {
            for (const run of line.runs)
              expect(run.x + run.width).toBeLessThanOrEqual(width - NOTE_PADDING + 0.01)
            expect(line.y).toBeGreaterThan(lines[index - 1]?.y ?? 0)
            expect(line.y).toBeLessThan(height)
          }
          const shown = lines.flatMap(({ runs }) => runs.map(({ text }) => text)).join('')
          expect(shown.replaceAll(' ', '')).toBe(words.join(''))
        },
      ),
      { seed: testSeed() },
    )
  })
})

describe('a reroute', () => {
  test('deleted leaves the wire, and with its wire it does not', () => {
    const editor = graph()
    const nodes = new Set([nodeId('dot')])
    expect(editor.dispatchAll('Delete', removalCommands(editor, nodes, new Set())).ok).toBe(true)
    expect(wires(editor)).toEqual(['constant.y > conv.x'])
    editor.undo()
    expect(wires(editor)).toEqual(['constant.y > dot.x', 'dot.y > conv.x'])
    editor.dispatchAll('Delete', removalCommands(editor, nodes, new Set([linkId('l2')])))
    expect(wires(editor)).toEqual([])
  })

  test('deleted together with what it feeds leaves nothing behind', () => {
    const editor = graph()
    const nodes = new Set([nodeId('dot'), nodeId('conv')])
    expect(editor.dispatchAll('Delete', removalCommands(editor, nodes, new Set())).ok).toBe(true)
    expect(wires(editor)).toEqual([])
  })

  test.each([
    ['graph/reroute', 'dot'],
    ['graph/block-input', 'pill'],
    ['graph/frame', 'frame'],
    ['graph/note', 'note'],
    ['conv/conv2d', 'card'],
  ])('and the others have their forms: %s is a %s', (type, form) => {
    expect(formOf(allNodes.get(type))).toBe(form)
  })
})

/** Every letter is half as wide as it is high. */
const measure: Measure = (text, _style, size) => (text.length * size) / 2

function told(block: NoteBlock): string {
  const quotes = '>'.repeat(block.quotes) + (block.quotes > 0 ? ' ' : '')
  if (block.kind === 'rule') return `${quotes}rule`
  if (block.kind === 'code') return `${quotes}code ${block.text}`
  const heading = block.level > 0 ? `h${block.level} ` : ''
  const marker =
    block.marker === null ? '' : `${block.indent}${block.marker === '•' ? '' : ' '}${block.marker} `
  const spans = block.spans.map(({ text, strong, emphasis, code, href }) => {
    const mark = strong ? '*' : emphasis ? '_' : code ? '`' : ''
    return `${mark}${text}${mark}${href === null ? '' : `<${href}>`}`
  })
  return `${quotes}${heading}${marker}${spans.join('|')}`
}

function graph(): Editor {
  const node = (id: string, type: string) => ({
    id: nodeId(id),
    type,
    version: allNodes.get(type)?.version ?? 1,
    position: { x: 0, y: 0 },
    params: {},
  })
  const link = (id: string, from: string, to: string) => ({
    id: linkId(id),
    from: { node: nodeId(from), port: 'y' },
    to: { node: nodeId(to), port: 'x' },
  })
  const document = createDocument(
    { name: 'a', description: '' },
    [
      node('constant', 'input/constant'),
      node('dot', 'graph/reroute'),
      node('conv', 'conv/conv2d'),
      node('frame', 'graph/frame'),
    ],
    [link('l1', 'constant', 'dot'), link('l2', 'dot', 'conv')],
  )
  return createEditor(document, allNodes)
}

function wires({ document }: Editor): readonly string[] {
  return [...document.links.values()].map(({ from, to }) => `${formatPort(from)} > ${formatPort(to)}`)
}
