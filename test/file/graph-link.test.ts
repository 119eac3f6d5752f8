import { deflateSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { createRandom } from '../../core/base/random'
import { decodeUtf8 } from '../../core/base/utf8'
import { createDocument, type Document } from '../../core/doc/document'
import { NO_TABLES } from '../../core/file/file-tables'
import {
  holdsGraph,
  isGraphLink,
  LINK_LIMITS,
  readGraphLink,
  writeGraphLink,
} from '../../core/file/graph-link'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import { below } from '../helpers/pick'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { printed, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { graph, node } from '../helpers/test-command'

const small = graph(
  [node('z', 'input/latent', { dim: 8 }), node('note', 'graph/note', { text: 'ä 漢 🎨 #graph=' })],
  [],
)

function linkTo(document: Document): string {
  const link = writeGraphLink(document, '1.2.3')
  if (!link.ok) throw new Error(`${link.error.characters} characters`)
  return link.value
}

const text = (document: Document): string => writeDocument(document, NO_TABLES, '1.2.3')

function opened(link: string): Document {
  const bytes = readGraphLink(link)
  if (!bytes.ok) throw new Error(bytes.error.message)
  return valueOf(readDocument(decodeUtf8(bytes.value) ?? '', allNodes)).document
}

/** What a person reads about a link that cannot be opened. */
function refusal(link: string): readonly string[] {
  const read = readGraphLink(link)
  return printed(read.ok ? read : { ok: false, error: [read.error] })
}

test('every graph that fits comes back as it was', () => {
  const seed = testSeed()
  let fitting = 0
  for (let run = 0; run < 60; run++) {
    const { document } = randomGraph(seed + run, 2 + run)
    const link = writeGraphLink(document, '1.2.3')
    if (!link.ok) {
      expect(link.error.characters).toBeGreaterThan(LINK_LIMITS.characters)
      continue
    }
    fitting++
    expect(link.value).toMatch(/^graph=1\.[0-9a-z]+\.[A-Za-z0-9_-]+$/)
    expect(text(opened(link.value)), `run ${run}`).toBe(text(document))
  }
  expect(fitting).toBeGreaterThan(20)
})

test('in an address, as it is copied, pasted and asked about', () => {
  const address = `https://example.org/loom/index.html?x=1#${linkTo(small)}`
  expect(text(opened(` ${address}\n`))).toBe(text(small))
  expect([address, `#${linkTo(small)}`, '#other=1', '', 'https://example.org/'].map(holdsGraph)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
  expect([address, ` ${address} `, `see ${address}`, 'text', '{}'].map(isGraphLink)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ])
})

test('a graph that does not fit is refused with its length', () => {
  const random = createRandom(5, 0)
  const noise = Array.from({ length: 9000 }, () => String.fromCharCode(33 + below(random, 90))).join('')
  const large = createDocument(
    { name: 'n', description: '' },
    [node('note', 'graph/note', { text: noise })],
    [],
  )
  const link = writeGraphLink(large, '1.2.3')
  expect(link.ok).toBe(false)
  expect(link.ok ? 0 : link.error.characters).toBeGreaterThan(8000)
})

describe('a link that is no link', () => {
  const good = linkTo(small)
  const cut = good.slice(0, -20)
  const table: readonly (readonly [name: string, link: string])[] = [
    ['of another page', '#settings'],
    ['without data', '#graph='],
    ['cut off', `#${cut}`],
    ['with a space in it', `#${good.slice(0, 40)} ${good.slice(40)}`],
    ['of a later version', `#${good.replace('=1.', '=2.')}`],
    ['with a size that is none', '#graph=1.-5.AAAA'],
    ['that says it is huge', '#graph=1.zzzzzz.AAAA'],
    ['too long', `#graph=1.a.${'A'.repeat(9000)}`],
    ['with more parts', `#${good}.AAAA`],
  ]
  test('is refused in a sentence with a next step', () => {
    expect(table.map(([name, link]) => `${name}: ${refusal(link).join(' | ')}`)).toMatchInlineSnapshot(`
      [
        "of another page: error: link: The link does not begin as a link to a graph does. Copy the whole link again: a part of it may be missing. [link/broken]",
        "without data: error: link: The link does not begin as a link to a graph does. Copy the whole link again: a part of it may be missing. [link/broken]",
        "cut off: error: link: The link is damaged: its data breaks off. Copy the whole link again: a part of it may be missing. [link/broken]",
        "with a space in it: error: link: The link holds characters that no link has. Copy the whole link again: a part of it may be missing. [link/broken]",
        "of a later version: error: link: The link is of version 2, but only version 1 is known here. Open it with a newer Styleloom. [link/newer]",
        "with a size that is none: error: link: The link is not put together as it should be. Copy the whole link again: a part of it may be missing. [link/broken]",
        "that says it is huge: error: link: The link unpacks to 2176782335 bytes; at most 1048576 are read. Ask for the graph as a .loom file. [link/too-large]",
        "too long: error: link: The link is 9010 characters long; at most 8000 are read. Ask for the graph as a .loom file. [link/too-long]",
        "with more parts: error: link: The link is not put together as it should be. Copy the whole link again: a part of it may be missing. [link/broken]",
      ]
    `)
  })

  test('and nothing unpacks to more than it says', () => {
    const bomb = deflateSync(new Uint8Array(50_000_000), { level: 9 })
    const data = Buffer.from(bomb).toString('base64url')
    expect(data.length).toBeGreaterThan(LINK_LIMITS.characters)
    const fits = Buffer.from(deflateSync(new Uint8Array(5_000_000), { level: 9 })).toString('base64url')
    expect(fits.length).toBeLessThan(LINK_LIMITS.characters)
    const size = LINK_LIMITS.textBytes.toString(36)
    const started = performance.now()
    expect(refusal(`#graph=1.${size}.${fits}`)).toEqual([
      expect.stringContaining('holds more than the 1048576 bytes that are announced'),
    ])
    expect(performance.now() - started).toBeLessThan(1000)
  })

  test('with one changed character is refused, or read as any file of unknown origin, and nothing throws', () => {
    const random = createRandom(testSeed(), 0)
    for (let run = 0; run < 300; run++) {
      const at = below(random, good.length)
      const changed = good.slice(0, at) + String.fromCharCode(33 + below(random, 90)) + good.slice(at + 1)
      const read = readGraphLink(`#${changed}`)
      // Whatever it unpacks to, the reader of graph files looks at it; nothing throws.
      if (read.ok) readDocument(decodeUtf8(read.value) ?? '', allNodes)
      else expect(read.error.nextStep).toBeTruthy()
    }
  })
})
