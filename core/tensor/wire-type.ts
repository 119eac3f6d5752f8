/**
 * What travels on a wire: a semantic kind and a shape whose dims are known numbers, named symbols or unknown.
 */
export const KINDS = ['latent', 'w', 'styles', 'features', 'image', 'noise', 'scalar'] as const
export type Kind = (typeof KINDS)[number]

/** A known size, a named size such as `N` (the batch), or `?` where nothing is known yet. */
export type Dim = number | string
export const UNKNOWN = '?'

export interface WireType {
  readonly kind: Kind
  readonly dims: readonly Dim[]
}

export function wireType(kind: Kind, dims: readonly Dim[]): WireType {
  return { kind, dims }
}

export function sameType(a: WireType | undefined, b: WireType | undefined): boolean {
  if (a === b) return true
  if (!a || !b) return false
  return a.kind === b.kind && a.dims.length === b.dims.length && a.dims.every((dim, i) => dim === b.dims[i])
}

export function isKnown(dim: Dim | undefined): dim is number {
  return typeof dim === 'number'
}

/** True unless both are known and differ. */
export function mayEqual(a: Dim, b: Dim): boolean {
  return !isKnown(a) || !isKnown(b) || a === b
}

/** Applies `f` when every dim is known; otherwise the result is unknown. */
export function mapDims(f: (...known: number[]) => number, ...dims: Dim[]): Dim {
  const known: number[] = []
  for (const dim of dims) {
    if (!isKnown(dim)) return UNKNOWN
    known.push(dim)
  }
  return f(...known)
}

/**
 * The size two dims broadcast to (numpy rules): equal sizes, or 1 against anything.
 * A named size against a known one gives the known one; `undefined` when they can never agree.
 */
export function broadcastDim(a: Dim, b: Dim): Dim | undefined {
  if (a === b) return a
  if (a === 1) return b
  if (b === 1) return a
  if (isKnown(a) && isKnown(b)) return undefined
  if (isKnown(a)) return a
  if (isKnown(b)) return b
  return a === UNKNOWN ? b : a
}

/** Broadcasts two shapes, aligned at the last dim; `undefined` when they can never agree. */
export function broadcastDims(a: readonly Dim[], b: readonly Dim[]): Dim[] | undefined {
  const rank = Math.max(a.length, b.length)
  const out: Dim[] = []
  for (let i = 0; i < rank; i++) {
    const dim = broadcastDim(a[a.length - rank + i] ?? 1, b[b.length - rank + i] ?? 1)
    if (dim === undefined) return undefined
    out.push(dim)
  }
  return out
}

/** `N × 512 × 16 × 16`; `one number` for a scalar. */
export function formatDims(dims: readonly Dim[]): string {
  return dims.length === 0 ? 'one number' : dims.join(' × ')
}

const KIND_WORDS: Record<Kind, string> = {
  latent: 'a latent z',
  w: 'a w',
  styles: 'styles',
  features: 'a feature map',
  image: 'an image',
  noise: 'a noise image',
  scalar: 'a number',
}

/** The kind as a noun phrase for sentences: `a feature map`. */
export function kindWords(kind: Kind): string {
  return KIND_WORDS[kind]
}

/** `a feature map (N × 512 × 16 × 16)`. */
export function describeType(type: WireType): string {
  return `${kindWords(type.kind)} (${formatDims(type.dims)})`
}
