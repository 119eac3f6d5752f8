import { beforeEach, describe, expect, test, vi } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { nodeId, type NodeId } from '../../core/base/ids'
import { ok } from '../../core/base/result'
import { emptyDocument, type Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { makeBlock } from '../../core/doc/make-block'
import { createWorkspace } from '../../renderer/app/workspace'
import { shownPlace } from '../../renderer/documents/graph-place'
import { addPicture } from '../../renderer/drops/add-picture'
import { sortDrop } from '../../renderer/drops/sort-drop'
import type { takePicture } from '../../renderer/files/take-picture'
import { english } from '../../renderer/text/en'
import { allNodes } from '../helpers/random-graph'
import { graph, node } from '../helpers/test-command'
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
  function startDropped(content = emptyDocument(), within: readonly NodeId[] = []) {
    const live = fakeLive()
    const workspace = createWorkspace(createEditor(content, allNodes), live, fakeHost(), windowWithPage())
    const { documents } = workspace
    const onto = documents.active.value.id
    workspace.editor.show(within)
    const into = shownPlace(workspace)
    let decoded = (): void => undefined
    const take: typeof takePicture = (_intake, name) =>
      new Promise((resolve) => {
        decoded = () => resolve(ok({ sha256: sha256Hex(new Uint8Array(1)), width: 1, height: 1, name }))
      })
    const picture = { name: 'cat.png', bytes: new Uint8Array(1), into, at: null, index: 0 }
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

  describe('inside a block', () => {
    const instance = nodeId('block')
    function withBlock(): Document {
      const editor = createEditor(graph([node('z', 'input/latent'), node('w', 'input/latent')]), allNodes)
      const made = required(
        makeBlock(editor.document, allNodes, new Set([nodeId('z'), nodeId('w')]), 'Block'),
        'a block',
      )
      expect([editor.dispatchAll('make', made.commands).ok, made.instance]).toEqual([true, instance])
      return editor.document
    }

    test('lands there, though the block was left meanwhile', async () => {
      const { editor, typesIn, finish } = startDropped(withBlock(), [instance])
      editor.show([])
      await finish()
      expect([editor.path, [...editor.document.nodes.values()].at(-1)?.type]).toEqual([
        [instance],
        'input/picture',
      ])
      expect(typesIn()).not.toContain('input/picture')
    })

    test('goes nowhere when the block is gone, and says so', async () => {
      const { editor, edit, typesIn, finish, notices } = startDropped(withBlock(), [instance])
      editor.show([])
      edit({ type: 'node/remove', nodes: [instance] })
      await finish()
      expect([typesIn(), notices.current.value.map(({ message }) => message)]).toEqual([
        [],
        ['cat.png was not added: the block that it was dropped in is gone.'],
      ])
    })
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
