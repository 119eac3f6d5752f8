/** What is shared tells nothing of who made it, computes what the original computes, and opens as any other graph. */
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { nodeId, type NodeId } from '../../core/base/ids'
import { createRandom, type Random } from '../../core/base/random'
import { encodeUtf8 } from '../../core/base/utf8'
import type { Picture } from '../../core/contract/engine-types'
import type { Command } from '../../core/doc/commands/index'
import { byId, type Document } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { expand } from '../../core/doc/expand'
import { makeBlock } from '../../core/doc/make-block'
import { strip } from '../../core/doc/strip'
import { sortNodes } from '../../core/doc/topology'
import { expectPictures } from '../../core/file/expected'
import { writeForSharing } from '../../core/file/for-sharing'
import { readLoom } from '../../core/file/loom'
import { writePng } from '../../core/image/png'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { integrityProblems } from '../helpers/integrity'
import { below, chance } from '../helpers/pick'
import { randomGenerator } from '../helpers/random-generator'
import { allNodes } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { link, node } from '../helpers/test-command'
import { createTestEngine } from '../helpers/test-engine'

/** Stands in every text that a person gave, and nowhere else. */
const MARK = 'zqxanna'
const ALL = { titles: true, notes: true, ours: new Set<string>() }
const APP = { appVersion: '1.2.3' }

function dispatch(editor: Editor, ...commands: readonly Command[]): void {
  const done = editor.dispatchAll('test', commands)
  if (!done.ok) throw new Error(done.error.message)
}

/** A random generator in which everything that can be named is named. */
function personal(
  seed: number,
  run: number,
): { readonly editor: Editor; readonly store: MutableTensorStore } {
  const { editor, store } = randomGenerator(seed, run)
  const random = createRandom(seed, 1000 + run)
  let count = 0
  const name = (): string => `${MARK} ${++count}`
  // Blocks within blocks within blocks.
  for (let nested = 0; nested < 3; nested++) makeAnyBlock(editor, random, name())
  dispatch(
    editor,
    { type: 'project/edit', change: { name: name(), description: `About ${name()}` } },
    {
      type: 'node/add',
      nodes: [
        node('note', 'graph/note', { text: `See ${name()}` }),
        node('frame', 'graph/frame', {}),
        node('tap', 'output/tensor', { name: name() }),
        node('tap2', 'output/tensor', { name: name() }),
        node('photo', 'input/picture', { picture: picture(store, name()) }),
        node('again', 'output/image', {}),
      ],
      links: [
        link('p1', 'photo.image', 'again.x'),
        link('p2', 'photo.image', 'tap.x'),
        link('p3', 'photo.image', 'tap2.x'),
      ],
    },
  )
  for (const { id } of editor.document.nodes.values())
    if (chance(random, 0.7)) dispatch(editor, { type: 'node/rename', node: id, title: name() })
  for (const { id, nodes } of editor.document.blocks.values()) {
    dispatch(editor, { type: 'block/describe', block: id, title: name(), summary: name() })
    for (const inner of nodes.values()) {
      const [param] = Object.keys(allNodes.get(inner.type)?.params ?? {})
      if (param !== undefined && chance(random, 0.4)) {
        const known = editor.document.blocks.get(id)?.params ?? []
        const knob = { key: `knob${known.length + 1}`, label: name(), targets: [{ node: inner.id, param }] }
        dispatch(editor, { type: 'block/promote', block: id, params: [...known, knob] })
      }
      if (chance(random, 0.5))
        dispatch(editor, {
          type: 'block/edit',
          block: id,
          command: { type: 'node/rename', node: inner.id, title: name() },
        })
    }
  }
  return { editor, store }
}

/** Of neighbours along the flow, so that no wire leaves them and comes back. */
function makeAnyBlock(editor: Editor, random: Random, title: string): void {
  const { nodes } = editor.document
  const { order: sorted } = sortNodes(editor.inference.topology, new Set(nodes.keys()))
  const start = below(random, sorted.length - 2)
  const chosen = sorted.slice(start, start + 2 + below(random, 5))
  const made = makeBlock(editor.document, editor.registry, new Set(chosen), title)
  if (made) editor.dispatchAll('block', made.commands)
}

function picture(store: MutableTensorStore, name: string) {
  const data = Uint8Array.from({ length: 4 * 5 * 4 }, (_, i) => (i % 4 === 3 ? 255 : i * 7))
  const png = writePng({ width: 4, height: 5, data }, new Map([['Author', `${MARK} inside`]]))
  const sha256 = sha256Hex(png)
  store.putPicture(sha256, png)
  return { sha256, width: 4, height: 5, name: `${name}.png` }
}

async function pixels(document: Document, store: MutableTensorStore): Promise<readonly string[]> {
  const engine = createTestEngine({ store })
  const report = valueOf(await engine.run({ document }))
  await engine.release()
  return report.outputs.map(
    ({ tensor }) =>
      `${tensor.dims.join('x')} ${sha256Hex(new Uint8Array(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength))}`,
  )
}

/** The archive with every entry unpacked, as text. */
function everyByte(archive: Uint8Array): string {
  const parts = Object.entries(unzipSync(archive)).map(
    ([path, bytes]) => `${path}\n${Buffer.from(bytes).toString('latin1')}`,
  )
  return [Buffer.from(archive).toString('latin1'), ...parts].join('\n').toLowerCase()
}

test('no name survives, and the picture is the same to the bit', async () => {
  const seed = testSeed()
  let nested = 0
  for (let run = 0; run < 6; run++) {
    const { editor, store } = personal(seed, run)
    const document = run % 2 === 0 ? editor.document : withoutSeeds(editor.document)
    const before = JSON.stringify([...document.nodes])
    const expected = expectPictures(outputsOf(document).map(dot), 'wasm', '1.2.3')
    const written = valueOf(writeForSharing(document, allNodes, store, { ...ALL, ...APP, expected }))
    expect(JSON.stringify([...document.nodes]), 'the open document').toBe(before)
    expect(everyByte(written.bytes), `run ${run}`).not.toContain(MARK)
    const read = valueOf(readLoom(written.bytes, allNodes))
    expect(integrityProblems(read.document, allNodes)).toEqual([])
    expect(read.warnings).toEqual([])
    expect(read.expected?.pictures.map((picture) => picture.node).toSorted()).toEqual(
      outputsOf(read.document).toSorted(),
    )
    nested += read.document.blocks.size
    const theirs = createTensorStore()
    for (const [sha256, value] of read.tensors) theirs.putTensor(sha256, value)
    for (const [sha256, png] of read.pictures) theirs.putPicture(sha256, png)
    expect((await pixels(read.document, theirs)).toSorted()).toEqual(
      (await pixels(document, store)).toSorted(),
    )
  }
  expect(nested, 'blocks in all').toBeGreaterThan(6)
})

describe('what is taken out', () => {
  const { editor, store } = personal(7, 1)
  const { document } = editor

  test('is counted before anything is written', () => {
    const { removed } = strip(document, allNodes, ALL)
    expect(removed.projectNames).toBe(1)
    expect(removed.pictureNames).toBe(1)
    expect(removed.titles).toBeGreaterThan(5)
    expect(removed.notes).toBe(2 + document.blocks.size)
    const again = strip(strip(document, allNodes, ALL).document, allNodes, ALL)
    expect(again.removed).toEqual({ projectNames: 0, pictureNames: 0, titles: 0, notes: 0, unknown: 0 })
    expect(again.document).toEqual(strip(document, allNodes, ALL).document)
  })

  test('titles and notes only when they are meant too', () => {
    const kept = strip(document, allNodes, { ...ALL, titles: false, notes: false }).document
    expect(kept.nodes.get(nodeId('note'))?.params).toEqual(document.nodes.get(nodeId('note'))?.params)
    expect([...kept.nodes.keys()]).toEqual([...document.nodes.keys()])
    expect([...kept.blocks.values()].map(({ title }) => title)).toEqual(
      [...document.blocks.values()].map(({ title }) => title),
    )
    expect(kept.project).toEqual({ name: 'Untitled', description: document.project.description })
    expect(JSON.stringify([...kept.nodes.values()])).not.toMatch(/zqxanna \d+\.png/)
  })

  test('outputs keep names of their own, and the program its words', () => {
    const { nodes } = strip(document, allNodes, { ...ALL, ours: new Set([titleOf(document)]) }).document
    expect(nodes.get(nodeId('tap'))?.params).toEqual({ name: 'value' })
    expect(nodes.get(nodeId('tap2'))?.params).toEqual({ name: 'value2' })
    expect([...nodes.values()].filter(({ title }) => title !== undefined)).toHaveLength(1)
  })

  test('a picture keeps its pixels', () => {
    const { document: read, pictures } = valueOf(
      readLoom(valueOf(writeForSharing(document, allNodes, store, { ...ALL, ...APP })).bytes, allNodes),
    )
    const value = required(read.nodes.get(nodeId('photo')), 'photo').params['picture']
    expect(value).toMatchObject({ name: 'picture-1.png', width: 4, height: 5 })
    expect(
      [...pictures.values()].map((png) => Buffer.from(png).includes(Buffer.from(encodeUtf8(MARK)))),
    ).toEqual([false])
  })
})

/** Instances as they are when a block is added from the palette: their ids decide the initial weights inside. */
function withoutSeeds(document: Document): Document {
  const nodes = [...document.nodes.values()].map(({ innerSeeds: _seeds, ...node }) => node)
  return { ...document, nodes: byId(nodes) }
}

/** The outputs as a run names them, those inside blocks too. */
function outputsOf(document: Document): readonly NodeId[] {
  return [...expand(document).nodes.values()]
    .filter(({ type }) => type === 'output/image')
    .map(({ id }) => id)
}

/** A picture of one pixel. */
function dot(id: NodeId): Picture {
  return { node: id, width: 1, height: 1, samples: 1, rgba: [new Uint8ClampedArray([1, 2, 3, 255])] }
}

function titleOf({ nodes }: Document): string {
  return required(
    [...nodes.values()].map(({ title }) => title).find((title) => title !== undefined),
    'a title',
  )
}
