import type { Kind } from '../../core/tensor/wire-type'

/** Kinds differ in shape as well as in colour, for those who cannot tell the colours apart. */
type Shape = 'circle' | 'diamond' | 'triangle' | 'square' | 'frame' | 'hexagon' | 'ring'

const SHAPES: Readonly<Record<Kind, Shape>> = {
  latent: 'circle',
  w: 'diamond',
  styles: 'triangle',
  features: 'square',
  image: 'frame',
  noise: 'hexagon',
  scalar: 'ring',
}

/** Adds the outline of a kind's port to the path, centred on (x, y), about `size` from the middle to the edge. */
export function tracePort(path: Path2D | CanvasPath, kind: Kind | null, x: number, y: number, size: number): void {
  switch (kind === null ? 'circle' : SHAPES[kind]) {
    case 'circle':
      path.moveTo(x + size, y)
      path.arc(x, y, size, 0, 2 * Math.PI)
      return
    case 'ring':
      path.moveTo(x + size, y)
      path.arc(x, y, size, 0, 2 * Math.PI)
      path.moveTo(x + size * 0.4, y)
      path.arc(x, y, size * 0.4, 0, 2 * Math.PI, true)
      return
    case 'diamond':
      polygon(path, x, y, size * 1.2, 4, 0)
      return
    case 'triangle':
      polygon(path, x, y, size * 1.25, 3, 0)
      return
    case 'hexagon':
      polygon(path, x, y, size * 1.1, 6, Math.PI / 6)
      return
    case 'square':
      path.roundRect(x - size * 0.9, y - size * 0.9, size * 1.8, size * 1.8, size * 0.3)
      return
    case 'frame':
      path.roundRect(x - size, y - size, size * 2, size * 2, size * 0.3)
      // Drawn the other way round, so that it stays open.
      path.moveTo(x - size * 0.4, y - size * 0.4)
      path.lineTo(x - size * 0.4, y + size * 0.4)
      path.lineTo(x + size * 0.4, y + size * 0.4)
      path.lineTo(x + size * 0.4, y - size * 0.4)
      path.closePath()
      return
  }
}

function polygon(
  path: Path2D | CanvasPath,
  x: number,
  y: number,
  radius: number,
  corners: number,
  start: number,
): void {
  for (let i = 0; i < corners; i++) {
    const angle = start + (i * 2 * Math.PI) / corners
    const px = x + radius * Math.cos(angle)
    const py = y + radius * Math.sin(angle)
    if (i === 0) path.moveTo(px, py)
    else path.lineTo(px, py)
  }
  path.closePath()
}
