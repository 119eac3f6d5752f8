import { KINDS, type Kind } from '../../core/tensor/wire-type'

/** The colours the canvas draws with: the same custom properties that style the panels. */
export interface CanvasTheme {
  readonly background: string
  readonly dot: string
  readonly node: string
  readonly header: string
  readonly border: string
  readonly shadow: string
  readonly text: string
  readonly muted: string
  readonly accent: string
  readonly error: string
  readonly warning: string
  readonly onBadge: string
  readonly well: string
  readonly fontFamily: string
  readonly monoFamily: string
  kind(kind: Kind | null): string
  category(category: string): string
}

export function readCanvasTheme(element: Element): CanvasTheme {
  const style = getComputedStyle(element)
  const read = (name: string): string => style.getPropertyValue(name).trim()
  const kinds = new Map<Kind, string>(KINDS.map((kind) => [kind, read(`--kind-${kind}`)]))
  const categories = new Map<string, string>()
  const unknown = read('--kind-unknown')
  return {
    background: read('--canvas'),
    dot: read('--canvas-dot'),
    node: read('--node'),
    header: read('--node-header'),
    border: read('--node-border'),
    shadow: read('--node-shadow'),
    text: read('--text'),
    muted: read('--text-muted'),
    accent: read('--accent'),
    error: read('--error'),
    warning: read('--warning'),
    onBadge: read('--on-badge'),
    well: read('--well'),
    fontFamily: read('--font'),
    monoFamily: read('--font-mono'),
    kind: (kind) => (kind && kinds.get(kind)) || unknown,
    category(category) {
      let colour = categories.get(category)
      if (colour === undefined) categories.set(category, (colour = read(`--category-${category}`) || unknown))
      return colour
    },
  }
}
