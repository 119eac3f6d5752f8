/** Which types an input would take: found by asking the node itself, so that every node type is served alike. */
import type { NodeRecord } from '../../doc/document'
import { hasRank, type PortSpec } from '../../nodedef/ports'
import type { Registry } from '../../nodedef/registry'
import { isKnown, UNKNOWN, wireType, type Dim, type Kind, type WireType } from '../../tensor/wire-type'
import { freshProblem } from '../check-connection'

const MOST = 6
/** Channels of a picture: what a map must have when nothing beside it says how many. */
const PICTURE_CHANNELS = [3, 1]

/**
 * Types that the input `port` of `node` takes while its other inputs carry `inputs`, those nearest to `present` first.
 * A dim is a name or unknown where the node does not care.
 */
export function wantedTypes(
  node: NodeRecord,
  inputs: ReadonlyMap<string, WireType>,
  port: string,
  spec: PortSpec,
  present: WireType | undefined,
  registry: Registry,
): WireType[] {
  const others = [...inputs].filter(([name]) => name !== port).map(([, type]) => type)
  const wanted: WireType[] = []
  for (const kind of kindsOf(spec, present)) {
    const listed = spec.shapes ?? (present ? [present.dims.map(String)] : [])
    const shapes = listed.filter(({ length }) => hasRank(kind, length))
    shapes.sort(
      (a, b) => Number(b.length === present?.dims.length) - Number(a.length === present?.dims.length),
    )
    for (const shape of shapes) {
      const start = startDims(kind, shape, present)
      for (const dims of variants(start, others, loadedDims(node))) {
        const type = wireType(kind, dims)
        if (freshProblem(node, inputs, port, type, registry)) continue
        wanted.push(type)
        if (wanted.length >= MOST) return wanted
      }
    }
  }
  return wanted
}

/** Maps of another kind have the same pixels; the width of another code says nothing. */
function startDims(kind: Kind, shape: readonly string[], present: WireType | undefined): readonly Dim[] {
  const isAlike = present?.dims.length === shape.length && (present.kind === kind || shape.length === 4)
  return isAlike ? present.dims : shape.map((dim) => (dim === '1' ? 1 : UNKNOWN))
}

function kindsOf(spec: PortSpec, present: WireType | undefined): readonly Kind[] {
  const own = present?.kind
  return [...spec.kinds].sort((a, b) => Number(b === own) - Number(a === own))
}

/** Shapes like `start` with sizes taken from what else comes to the node; those with one change come first. */
function variants(start: readonly Dim[], others: readonly WireType[], extra: readonly number[]): Dim[][] {
  if (start.length === 4) {
    const [n = UNKNOWN, c = UNKNOWN, h = UNKNOWN, w = UNKNOWN] = start
    const channels = unique([
      ...others.flatMap(channelsBeside),
      ...extra,
      ...(c === 1 ? [] : PICTURE_CHANNELS),
    ])
    const sides = others.flatMap(sidesBeside)
    const bare: Dim[][] = isKnown(h) ? [] : sides.map(([y, x]) => [n, c, y, x])
    return [
      ...bare.flatMap((dims) => [...channels.map((to) => [n, to, ...dims.slice(2)]), dims]),
      [n, c, h, w],
      ...channels.map((to) => [n, to, h, w]),
      ...sides.map(([y, x]) => [n, c, y, x]),
      ...channels.flatMap((to) => sides.map(([y, x]): Dim[] => [n, to, y, x])),
    ]
  }
  if (start.length === 0) return [[]]
  const last = start.length - 1
  const widths = unique([...others.flatMap(widthsBeside), ...extra])
  const wide = widths.map((to) => start.with(last, to))
  const rows =
    start.length === 3 ? others.filter(({ dims }) => dims.length === 3).map(({ dims }) => dims[1]) : []
  const tall = rows.flatMap((to) => (isKnown(to) ? [start.with(1, to)] : []))
  return isKnown(start[last]) ? [[...start], ...wide, ...tall] : [...wide, [...start], ...tall]
}

function channelsBeside({ dims }: WireType): number[] {
  const size = dims.length === 4 ? dims[1] : dims.length === 2 ? dims[1] : undefined
  if (!isKnown(size)) return []
  return dims.length === 4 ? [size] : size % 2 === 0 ? [size / 2, size] : [size]
}

function widthsBeside({ dims }: WireType): number[] {
  const size = dims.length === 4 ? dims[1] : dims.at(-1)
  if (!isKnown(size)) return []
  return dims.length === 4 ? [2 * size, size] : [size]
}

function sidesBeside({ dims }: WireType): [number, number][] {
  const [, , h, w] = dims
  if (!isKnown(h) || !isKnown(w)) return []
  const halved: [number, number][] = h % 2 === 0 && w % 2 === 0 ? [[h / 2, w / 2]] : []
  return [[h, w], ...halved, [2 * h, 2 * w]]
}

function loadedDims({ weights = {} }: NodeRecord): number[] {
  return unique(Object.values(weights).flatMap(({ dims }) => dims.slice(0, 2)))
}

function unique(values: readonly number[]): number[] {
  return [...new Set(values)]
}
