import { UNKNOWN, wireType, type Kind, type WireType } from '../tensor/wire-type'

/**
 * A port accepts (or gives) some kinds and some shapes. `shapes` lists the allowed ranks with the dims' names
 * in this node's own words (`['N', 'C', 'H', 'W']`); no list means any shape.
 */
export interface PortSpec {
  readonly kinds: readonly [Kind, ...Kind[]]
  readonly shapes?: readonly (readonly string[])[]
  readonly doc: string
  readonly optional?: boolean
  /** As people read it; the port's own name when absent. */
  readonly label?: string
}
export type PortSpecs = Readonly<Record<string, PortSpec>>

const SHAPES: Record<Kind, readonly (readonly string[])[]> = {
  latent: [['N', 'Z']],
  w: [
    ['N', 'D'],
    ['N', 'L', 'D'],
  ],
  styles: [['N', 'S']],
  features: [['N', 'C', 'H', 'W']],
  image: [['N', 'C', 'H', 'W']],
  noise: [['N', '1', 'H', 'W']],
  scalar: [[]],
}

/** Whether a value of this kind can have so many dims. */
export function hasRank(kind: Kind, rank: number): boolean {
  return SHAPES[kind].some((shape) => shape.length === rank)
}

interface Options {
  readonly doc: string
  readonly shapes?: readonly (readonly string[])[]
}

/** A required port of one kind (or the first of several); shapes default to the kind's usual ones. */
export function port(
  kinds: Kind | readonly [Kind, ...Kind[]],
  options: Options | string,
): PortSpec & { readonly optional?: false } {
  return make(kinds, options)
}

/** An input the node can do without. */
export function optionalPort(
  kinds: Kind | readonly [Kind, ...Kind[]],
  options: Options | string,
): PortSpec & { readonly optional: true } {
  return { ...make(kinds, options), optional: true }
}

function make(
  kinds: Kind | readonly [Kind, ...Kind[]],
  options: Options | string,
): Omit<PortSpec, 'optional'> {
  const list: readonly [Kind, ...Kind[]] = typeof kinds === 'string' ? [kinds] : kinds
  const { doc, shapes } = typeof options === 'string' ? { doc: options, shapes: undefined } : options
  return { kinds: list, shapes: shapes ?? uniqueShapes(list), doc }
}

function uniqueShapes(kinds: readonly Kind[]): readonly (readonly string[])[] {
  const byRank = new Map<number, readonly string[]>()
  for (const kind of kinds)
    for (const shape of SHAPES[kind]) if (!byRank.has(shape.length)) byRank.set(shape.length, shape)
  return [...byRank.values()]
}

/** The type a port stands for while nothing is known: its first kind and first shape, dims unknown. */
export function placeholderType(spec: PortSpec): WireType {
  return wireType(
    spec.kinds[0],
    (spec.shapes?.[0] ?? []).map((name) => (name === '1' ? 1 : UNKNOWN)),
  )
}
