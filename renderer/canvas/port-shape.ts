import type { Kind } from '../../core/tensor/wire-type'

/**
 * The outline of each kind's port as SVG path data around the origin, one unit from the middle to the edge; holes
 * by the even-odd rule. Kinds differ in shape as well as in colour, for those who cannot tell the colours apart.
 */
const CIRCLE = 'M1 0A1 1 0 1 1-1 0A1 1 0 1 1 1 0Z'
const OUTLINES: Readonly<Record<Kind, string>> = {
  latent: CIRCLE,
  w: 'M1.25 0L0 1.25L-1.25 0L0-1.25Z',
  styles: 'M1.35 0L-.8 1.15L-.8-1.15Z',
  features: 'M-.95-.95H.95V.95H-.95Z',
  image: 'M-1.1-1.1H1.1V1.1H-1.1ZM-.4-.4H.4V.4H-.4Z',
  noise: 'M.98.565L0 1.13L-.98.565L-.98-.565L0-1.13L.98-.565Z',
  scalar: `${CIRCLE}M.42 0A.42 .42 0 1 1-.42 0A.42 .42 0 1 1 .42 0Z`,
}

export function portOutline(kind: Kind | null): string {
  return kind === null ? CIRCLE : OUTLINES[kind]
}

const paths = new Map<Kind | null, Path2D>()
const outlines = new WeakMap<Path2D, string>()

export function portPath(kind: Kind | null): Path2D {
  const known = paths.get(kind)
  if (known) return known
  const outline = portOutline(kind)
  const path = new Path2D(outline)
  paths.set(kind, path)
  outlines.set(path, outline)
  return path
}

/** The path data behind `portPath`: a path does not tell what it was made of. */
export function outlineOf(path: Path2D): string | undefined {
  return outlines.get(path)
}
