/**
 * A note's Markdown as what is shown of it. Only the parts named here are: HTML comes out as the text that it is, pictures
 * as their words, and a link keeps its address only if it is one that can do no harm.
 */
import { fromMarkdown } from 'mdast-util-from-markdown'

export interface Span {
  readonly text: string
  readonly strong: boolean
  readonly emphasis: boolean
  readonly code: boolean
  /** An http, https or mailto address. */
  readonly href: string | null
}

interface Placed {
  /** How many lists and how many quotes it stands in. */
  readonly indent: number
  readonly quotes: number
}
export type NoteBlock = Placed &
  (
    | {
        readonly kind: 'text'
        /** 1 to 6 for a heading, 0 for a paragraph. */
        readonly level: number
        readonly spans: readonly Span[]
        /** Of a list's item: `•` or `3.`. */
        readonly marker: string | null
        readonly isTight: boolean
      }
    | { readonly kind: 'code'; readonly text: string }
    | { readonly kind: 'rule' }
  )

type Root = ReturnType<typeof fromMarkdown>
type Content = Root['children'][number]
type Phrasing = Extract<Content, { type: 'paragraph' }>['children'][number]
type Addresses = ReadonlyMap<string, string>
type Style = Omit<Span, 'text'>

/** Deeper than this nothing is told apart any more, and a note is no book. */
const MOST_INDENT = 6
const MOST_DEPTH = 24
const MOST_BLOCKS = 1000
/** The parser takes a second for a line of twenty thousand quote marks. */
const LONG_PREFIX = /^([ \t>*+-]{120})[ \t>*+-]+/gm
const PLAIN: Style = { strong: false, emphasis: false, code: false, href: null }
const ELLIPSIS = '…'

export function readMarkdown(text: string): readonly NoteBlock[] {
  const root = fromMarkdown(text.replace(LONG_PREFIX, '$1'))
  const blocks: NoteBlock[] = []
  addBlocks(root.children, { indent: 0, quotes: 0 }, 0, addressesIn(root), blocks)
  return blocks
}

/** The address as it is shown and copied, or null for one that is not of the web or of mail. */
export function safeAddress(url: string): string | null {
  return /^(https?:\/\/|mailto:)[^\s]+$/i.test(url) ? url : null
}

function addBlocks(
  nodes: readonly Content[],
  place: Placed,
  depth: number,
  addresses: Addresses,
  blocks: NoteBlock[],
  isTight = false,
): void {
  for (const node of nodes) {
    if (blocks.length >= MOST_BLOCKS) return
    if (depth > MOST_DEPTH) {
      blocks.push(paragraph([{ ...PLAIN, text: ELLIPSIS }], place))
      return
    }
    addBlock(node, place, depth, addresses, blocks, isTight)
  }
}

function addBlock(
  node: Content,
  place: Placed,
  depth: number,
  addresses: Addresses,
  blocks: NoteBlock[],
  isTight: boolean,
): void {
  switch (node.type) {
    case 'paragraph':
      blocks.push({ ...paragraph(spansOf(node.children, addresses), place), isTight })
      return
    case 'heading':
      blocks.push({ ...paragraph(spansOf(node.children, addresses), place), level: node.depth })
      return
    case 'html':
      blocks.push(paragraph([{ ...PLAIN, text: node.value }], place))
      return
    case 'code':
      blocks.push({ ...place, kind: 'code', text: node.value })
      return
    case 'thematicBreak':
      blocks.push({ ...place, kind: 'rule' })
      return
    case 'blockquote': {
      const inner = { ...place, quotes: Math.min(MOST_INDENT, place.quotes + 1) }
      addBlocks(node.children, inner, depth + 1, addresses, blocks)
      return
    }
    case 'list': {
      const inner = { ...place, indent: Math.min(MOST_INDENT, place.indent + 1) }
      node.children.forEach((item, index) => {
        const at = blocks.length
        addBlocks(item.children, inner, depth + 1, addresses, blocks, node.spread !== true)
        const first = blocks[at]
        const marker = node.ordered === true ? `${(node.start ?? 1) + index}.` : '•'
        if (first?.kind === 'text' && first.marker === null) blocks[at] = { ...first, marker }
        else if (blocks.length < MOST_BLOCKS)
          blocks.splice(at, 0, { ...paragraph([], inner), marker, isTight: true })
      })
      return
    }
    default:
      // Definitions are not shown, and nothing else is known.
      return
  }
}

function paragraph(spans: readonly Span[], place: Placed): Extract<NoteBlock, { kind: 'text' }> {
  return { ...place, kind: 'text', level: 0, spans, marker: null, isTight: false }
}

function spansOf(
  nodes: readonly Phrasing[],
  addresses: Addresses,
  style = PLAIN,
  depth = 0,
): readonly Span[] {
  if (depth > MOST_DEPTH) return [{ ...style, text: ELLIPSIS }]
  const within = (children: readonly Phrasing[], more: Partial<Style>): readonly Span[] =>
    spansOf(children, addresses, { ...style, ...more }, depth + 1)
  return nodes.flatMap((node): readonly Span[] => {
    switch (node.type) {
      case 'text':
      case 'html':
        return [{ ...style, text: node.value }]
      case 'inlineCode':
        return [{ ...style, code: true, text: node.value }]
      case 'break':
        return [{ ...style, text: '\n' }]
      case 'strong':
        return within(node.children, { strong: true })
      case 'emphasis':
        return within(node.children, { emphasis: true })
      case 'link':
        return within(node.children, { href: safeAddress(node.url) })
      case 'linkReference':
        return within(node.children, { href: safeAddress(addresses.get(node.identifier) ?? '') })
      case 'image':
      case 'imageReference':
        return [{ ...style, text: node.alt ?? '' }]
      default:
        return []
    }
  })
}

/** What `[words][name]` refers to. */
function addressesIn({ children }: Root): Addresses {
  return new Map(
    children.flatMap((node): (readonly [string, string])[] =>
      node.type === 'definition' ? [[node.identifier, node.url]] : [],
    ),
  )
}
