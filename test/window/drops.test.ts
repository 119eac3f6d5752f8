import { beforeEach, describe, expect, test, vi } from 'vitest'
import { sha256Hex } from '../../core/base/hash'
import { ok } from '../../core/base/result'
import { emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createWorkspace } from '../../renderer/app/workspace'
import { addPicture } from '../../renderer/drops/add-picture'
import { sortDrop } from '../../renderer/drops/sort-drop'
import type { takePicture } from '../../renderer/files/take-picture'
import { english } from '../../renderer/text/en'
import { allNodes } from '../helpers/random-graph'
import { windowWithPage } from './fake-window'
import { fakeHost, fakeLive } from './fakes'

beforeEach(() => {
  vi.stubGlobal('reportError', (bug: unknown) => {
    throw bug
  })
  return () => vi.unstubAllGlobals()
})

describe('files dropped together', () => {
  /** `a folder/` ends with a slash. */
  function sorted(...names: readonly string[]): Record<string, string> {
    const items = names.map((name) => ({ name: name.replace(/\/$/, ''), isFolder: name.endsWith('/') }))
    const lists: readonly [string, readonly { readonly name: string }[]][] = Object.entries(sortDrop(items))
    return Object.fromEntries(
      lists.flatMap(([kind, found]) =>
        found.length > 0 ? [[kind, found.map(({ name }) => name).join(' ')]] : [],
      ),
    )
  }

  test.each<[names: string[], expected: Record<string, string>]>([
    [['a.loom', 'B.LOOM.JSON'], { graphs: 'a.loom B.LOOM.JSON' }],
    [['a.loom', 'w.npz'], { graphs: 'a.loom', checkpoints: 'w.npz' }],
    [['a.loom.json', 'w.npz', 'p.png', 'q.jpg'], { graphs: 'a.loom.json' }],
    [['w.safetensors', 'v.npy'], { checkpoints: 'w.safetensors v.npy' }],
    [['p.png', 'q.JPEG', 'r.webp'], { maybeGraphs: 'p.png', pictures: 'q.JPEG r.webp' }],
    [['graphs.loom/', 'a.txt', 'b'], { folders: 'graphs.loom', strangers: 'a.txt b' }],
    [['a.loom.json', 'a.txt'], { graphs: 'a.loom.json', strangers: 'a.txt' }],
    [[], {}],
  ])('%j', (names, expected) => expect(sorted(...names)).toEqual(expected))
})

test.each<[count: number, pictures: number, isOverCanvas: boolean, text: string]>([
  [1, 0, true, 'Opens the file in a tab'],
  [2, 0, false, 'Opens 2 files, each in its tab'],
  [1, 1, true, 'Adds the picture here, or opens the graph it carries'],
  [1, 1, false, 'Adds the picture to the graph, or opens the graph it carries'],
  [3, 3, true, 'Adds 3 pictures here, or opens the graphs they carry'],
  [3, 1, true, 'Opens graphs in tabs, adds pictures here'],
])('%i files, %i of them pictures, over the canvas: %s', (count, pictures, isOverCanvas, text) => {
  expect(english.drops.over(count, pictures, isOverCanvas)).toBe(text)
})

describe('a picture that was dropped', () => {
  /** One dropped on the graph shown first, whose decoding ends with `decoded`. */
  function startDropped() {
    const live = fakeLive()
    const workspace = createWorkspace(
      createEditor(emptyDocument(), allNodes),
      live,
      fakeHost(),
      windowWithPage(),
    )
    const { documents } = workspace
    const onto = documents.active.value.id
    let decoded = (): void => undefined
    const take: typeof takePicture = (_intake, name) =>
      new Promise((resolve) => {
        decoded = () => resolve(ok({ sha256: sha256Hex(new Uint8Array(1)), width: 1, height: 1, name }))
      })
    const picture = { name: 'cat.png', bytes: new Uint8Array(1), onto, at: null, index: 0 }
    const added = addPicture(workspace, picture, take)
    const typesIn = (id = onto) => [...documents.contentOf(id).nodes.values()].map(({ type }) => type)
    return {
      ...workspace,
      live,
      onto,
      typesIn,
      finish: () => {
        decoded()
        return added
      },
    }
  }

  test('lands where it fell, though another graph is shown by then, and is seen there', async () => {
    const { documents, onto, typesIn, finish } = startDropped()
    const { id: other } = documents.add(emptyDocument(), { file: null })
    await finish()
    expect([typesIn(), typesIn(other)]).toEqual([['input/picture'], []])
    expect(documents.active.value.id).toBe(onto)
  })

  test('is kept by the engine until a node names it', async () => {
    const { live, root, finish } = startDropped()
    const heldBy: number[] = []
    root.subscribe(() => heldBy.push(live.heldNow))
    await finish()
    expect([heldBy, live.heldNow]).toEqual([[1], 0])
  })

  test('goes nowhere when its graph was closed meanwhile, or was locked', async () => {
    const closed = startDropped()
    const { id: other } = closed.documents.add(emptyDocument(), { file: null })
    closed.documents.remove(closed.onto)
    await closed.finish()
    expect(closed.typesIn(other)).toEqual([])

    const locked = startDropped()
    locked.lock.set(true)
    await locked.finish()
    expect(locked.typesIn()).toEqual([])
    expect(locked.notices.current.value).toHaveLength(1)
  })
})
