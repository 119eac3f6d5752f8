import { describe, expect, test } from 'vitest'
import { sortDrop } from '../../renderer/drops/sort-drop'
import { english } from '../../renderer/text/en'

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
