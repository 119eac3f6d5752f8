import { required } from '../../core/base/assert'
import { NODE_COLORS, type NodeColor } from '../../core/doc/document'
import { inkOn, HEAT_STEPS } from '../heat/heat-scale'
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
  readonly ok: string
  readonly onBadge: string
  readonly well: string
  readonly fontFamily: string
  readonly monoFamily: string
  kind(kind: Kind | null): string
  category(category: string): string
  /** A step of the heat scale, 0 to 8, and what can be read on it. */
  heat(step: number): { readonly fill: string; readonly ink: string }
  /** The user's own colour of a node. */
  mark(color: NodeColor): string
}

/** Reads the colours as they are under the present theme. */
export function readCanvasTheme(canvas: HTMLElement): CanvasTheme {
  const read = createColourReader(canvas)
  const kinds = new Map<Kind, string>(KINDS.map((kind) => [kind, read(`kind-${kind}`)]))
  const marks = new Map<NodeColor, string>(NODE_COLORS.map((color) => [color, read(`mark-${color}`)]))
  const heat = Array.from({ length: HEAT_STEPS }, (_, step) => {
    const fill = read(`heat-${step + 1}`)
    return { fill, ink: inkOn(fill) }
  })
  const unknown = read('kind-unknown')
  const categories = new Map<string, string>()
  const fonts = getComputedStyle(canvas)
  return {
    background: read('canvas'),
    dot: read('canvas-dot'),
    node: read('node'),
    header: read('node-header'),
    border: read('node-border'),
    shadow: read('node-shadow'),
    text: read('text'),
    muted: read('text-muted'),
    accent: read('accent'),
    error: read('error'),
    warning: read('warning'),
    ok: read('ok'),
    onBadge: read('on-badge'),
    well: read('well'),
    fontFamily: fonts.getPropertyValue('--font'),
    monoFamily: fonts.getPropertyValue('--font-mono'),
    kind: (kind) => (kind && kinds.get(kind)) || unknown,
    heat: (step) => required(heat[step], 'the step of the heat scale'),
    mark: (color) => marks.get(color) ?? unknown,
    category(category) {
      let colour = categories.get(category)
      if (colour === undefined) {
        const isDefined = fonts.getPropertyValue(`--category-${category}`) !== ''
        categories.set(category, (colour = isDefined ? read(`category-${category}`) : unknown))
      }
      return colour
    },
  }
}

/** The browser resolves `light-dark()` only for real properties, so a hidden element wears each colour in turn. */
function createColourReader(canvas: HTMLElement): (name: string) => string {
  return (name) => {
    const probe = document.createElement('span')
    probe.hidden = true
    probe.style.color = `var(--${name})`
    canvas.parentElement?.append(probe)
    const colour = getComputedStyle(probe).color
    probe.remove()
    return colour
  }
}
