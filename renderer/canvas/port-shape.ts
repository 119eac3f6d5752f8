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

export function portPath(kind: Kind | null): Path2D {
  let path = paths.get(kind)
  if (!path) paths.set(kind, (path = new Path2D(portOutline(kind))))
  return path
}
