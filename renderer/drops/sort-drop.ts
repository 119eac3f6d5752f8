/** What becomes of files that are dropped together, told by their names alone. */
import { extensionOf } from '../../core/contract/file-types'

export interface DroppedName {
  readonly name: string
  readonly isFolder: boolean
}

export interface SortedDrop<Item> {
  /** Each opens in a tab of its own. */
  readonly graphs: readonly Item[]
  /** Each is imported into a tab of its own. */
  readonly checkpoints: readonly Item[]
  /** Pictures that may carry a graph: PNG files. Without one they are pictures. */
  readonly maybeGraphs: readonly Item[]
  readonly pictures: readonly Item[]
  readonly folders: readonly Item[]
  /** Nothing that can be opened. */
  readonly strangers: readonly Item[]
}

const TEXT_GRAPHS = ['.loom.json', '.json']
const GRAPHS = ['.loom', ...TEXT_GRAPHS]
const CHECKPOINTS = ['.safetensors', '.npz', '.npy']
const PICTURES = ['.jpg', '.jpeg', '.webp', '.gif', '.bmp', '.avif']

/**
 * A graph as text refers to files beside it: dropped with one, checkpoints and pictures are those, and open nothing by
 * themselves.
 */
export function sortDrop<Item extends DroppedName>(items: readonly Item[]): SortedDrop<Item> {
  const files = items.filter(({ isFolder }) => !isFolder)
  const ending = (...endings: readonly string[]): Item[] =>
    files.filter(({ name }) => endings.includes(extensionOf(name)))
  const hasText = ending(...TEXT_GRAPHS).length > 0
  const unlessBeside = (found: Item[]): Item[] => (hasText ? [] : found)
  const known = [...GRAPHS, ...CHECKPOINTS, ...PICTURES, '.png']
  return {
    graphs: ending(...GRAPHS),
    checkpoints: unlessBeside(ending(...CHECKPOINTS)),
    maybeGraphs: unlessBeside(ending('.png')),
    pictures: unlessBeside(ending(...PICTURES)),
    folders: items.filter(({ isFolder }) => isFolder),
    strangers: files.filter(({ name }) => !known.includes(extensionOf(name))),
  }
}

/** What a browser tells of files that still hang over the page: how many there are, and their types. */
export interface Hovering {
  readonly count: number
  readonly pictures: number
  /** A picture can be put where the pointer is. */
  readonly isOverCanvas: boolean
}
