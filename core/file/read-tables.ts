import { isSha256, type Sha256 } from '../base/ids'
import { clipName, quote } from '../base/quote'
import { isCompanionName } from '../contract/companion'
import type { Document } from '../doc/document'
import { elementCount } from '../tensor/tensor'
import { checkShape } from './check-shape'
import { pictureUses, weightUses, type FileTables, type WeightPlace } from './file-tables'
import { picturePathSchema, weightPlaceSchema, type JsonObject } from './format'
import type { Problems } from './problems'

/** Where the values lie. Paths stay below the graph's folder, or inside its archive. */
export function readTables(weights: JsonObject, pictures: JsonObject, problems: Problems): FileTables {
  return {
    weights: readTable('weights', weights, problems, (value, path): WeightPlace | undefined => {
      const place = checkShape(weightPlaceSchema, value, path, problems)
      return place && isPlainPath(place.file, `${path}/file`, problems) ? place : undefined
    }),
    pictures: readTable('pictures', pictures, problems, (value, path) => {
      const file = checkShape(picturePathSchema, value, path, problems)
      return file !== undefined && isPlainPath(file, path, problems) ? file : undefined
    }),
  }
}

/** The nodes that use a value must mean as many numbers as there are. */
export function checkUses(document: Document, tables: FileTables, problems: Problems): void {
  for (const { node, name, sha256, dims } of weightUses(document)) {
    const place = tables.weights.get(sha256)
    if (!place || elementCount(place.dims) === elementCount(dims)) continue
    problems.error(
      'file/weight-dims',
      `nodes/${node}/weights/${name}/dims`,
      `The node takes this weight as ${formatShape(dims)}, but the stored one is ${formatShape(place.dims)}.`,
    )
  }
  const sizes = new Map<Sha256, string>()
  for (const { node, param, picture } of pictureUses(document)) {
    const size = `${picture.width} × ${picture.height}`
    const other = sizes.get(picture.sha256) ?? size
    sizes.set(picture.sha256, other)
    if (size === other) continue
    problems.error(
      'file/picture-size',
      `nodes/${node}/params/${param}`,
      `The picture is ${size} px here, but ${other} px at another node.`,
    )
  }
}

function readTable<Item>(
  table: 'weights' | 'pictures',
  json: JsonObject,
  problems: Problems,
  read: (value: unknown, path: string) => Item | undefined,
): ReadonlyMap<Sha256, Item> {
  const out = new Map<Sha256, Item>()
  for (const [key, value] of Object.entries(json)) {
    const path = `${table}/${clipName(key)}`
    const item = read(value, path)
    if (!isSha256(key)) {
      problems.error(
        'file/bad-hash',
        path,
        `${quote(key)} is no SHA-256: 64 lower-case hex digits are wanted.`,
      )
    } else if (item !== undefined) out.set(key, item)
  }
  return out
}

function isPlainPath(file: string, path: string, problems: Problems): boolean {
  if (isCompanionName(file)) return true
  problems.error(
    'file/bad-path',
    path,
    `${quote(file)} does not lie below the graph's own folder.`,
    'Put the file beside the graph and name it with forward slashes, without "..".',
  )
  return false
}

function formatShape(dims: readonly number[]): string {
  return `[${dims.join(', ')}]`
}
