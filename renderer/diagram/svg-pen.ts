/**
 * A pen that writes an SVG: every call that nodes and wires are drawn with becomes an element, text stays text, pictures
 * go along as data. What is drawn looks as it does on a canvas.
 */
import { required } from '../../core/base/assert'
import type { Pen } from '../canvas/pen'
import { outlineOf } from '../canvas/port-shape'
import { createSvgGradient, type SvgGradient } from './svg-gradient'
import { createSvgPath, formatNumber, type Frame, type Radii } from './svg-path'
import { escapeXml, formatOpacity, isClear, paint, readFont } from './svg-text'

export interface SvgParts {
  /** Measures text in the font it is told, as the canvas's context does. */
  readonly ruler: Pick<CanvasRenderingContext2D, 'font' | 'textBaseline' | 'measureText'>
  /** The font family of what names no other. */
  readonly family: string
  toDataUrl(picture: CanvasImageSource): string
}

export interface SvgPen extends Pen {
  /** The whole file. `title` is what it shows, for those who cannot see it. */
  finish(box: SvgBox, title: string): string
}

export interface SvgBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type Settings = Pick<
  Pen,
  | 'fillStyle'
  | 'font'
  | 'globalAlpha'
  | 'imageSmoothingEnabled'
  | 'imageSmoothingQuality'
  | 'lineCap'
  | 'lineJoin'
  | 'lineWidth'
  | 'strokeStyle'
  | 'textAlign'
  | 'textBaseline'
>

interface State {
  readonly frame: Frame
  readonly dashes: readonly number[]
  /** The number of the edge that cuts off what is drawn; 0 without one. */
  readonly clip: number
}

/** A canvas's own beginning. */
const SETTINGS: Readonly<Settings> = {
  fillStyle: '#000000',
  font: '10px sans-serif',
  globalAlpha: 1,
  imageSmoothingEnabled: true,
  imageSmoothingQuality: 'low',
  lineCap: 'butt',
  lineJoin: 'miter',
  lineWidth: 1,
  strokeStyle: '#000000',
  textAlign: 'start',
  textBaseline: 'alphabetic',
}
const START: State = { frame: { scale: 1, x: 0, y: 0 }, dashes: [], clip: 0 }

const ANCHORS: Readonly<Record<CanvasTextAlign, string>> = {
  left: '',
  start: '',
  center: ' text-anchor="middle"',
  right: ' text-anchor="end"',
  end: ' text-anchor="end"',
}

/** Of what else stands on a page, nothing may have the same id. */
const ID = 'loom-diagram'

export function createSvgPen({ ruler, family, toDataUrl }: SvgParts): SvgPen {
  const elements: { readonly markup: string; readonly clip: number }[] = []
  const definitions: string[] = []
  const clips = new Map<string, number>()
  const path = createSvgPath()
  let state = START
  const saved: { readonly state: State; readonly settings: Settings }[] = []

  function put(markup: string): void {
    elements.push({ markup, clip: state.clip })
  }

  function measure(text: string): TextMetrics {
    ruler.font = pen.font
    ruler.textBaseline = pen.textBaseline
    return ruler.measureText(text)
  }

  /** The attribute for what is filled; null where nothing would be seen. */
  function fillOf(style: Pen['fillStyle']): string | null {
    const { globalAlpha } = pen
    if (typeof style === 'string')
      return isClear(style, globalAlpha) ? null : paint('fill', style, globalAlpha)
    const stops = gradients.get(style)
    if (!stops) throw new Error('Internal error: a diagram is filled with something that it did not make')
    definitions.push(stops.markup(state.frame, globalAlpha, `${ID}-${definitions.length + 1}`))
    return `fill="url(#${ID}-${definitions.length})"`
  }

  function fill(data: string, rule: CanvasFillRule, transform = ''): void {
    const how = fillOf(pen.fillStyle)
    if (how === null || data === '') return
    put(`<path d="${data}" ${how}${rule === 'evenodd' ? ' fill-rule="evenodd"' : ''}${transform}/>`)
  }

  function stroke(data: string, scale: number, transform = ''): void {
    const { strokeStyle, globalAlpha, lineWidth, lineCap, lineJoin } = pen
    const { dashes } = state
    if (typeof strokeStyle !== 'string')
      throw new Error('Internal error: a diagram has no lines of this kind')
    if (isClear(strokeStyle, globalAlpha) || data === '') return
    const attributes = [
      paint('stroke', strokeStyle, globalAlpha),
      `stroke-width="${formatNumber(lineWidth * scale)}"`,
      ...(lineCap === 'butt' ? [] : [`stroke-linecap="${lineCap}"`]),
      ...(lineJoin === 'miter' ? [] : [`stroke-linejoin="${lineJoin}"`]),
      ...(dashes.length === 0
        ? []
        : [`stroke-dasharray="${dashes.map((dash) => formatNumber(dash * scale)).join(' ')}"`]),
    ]
    put(`<path d="${data}" fill="none" ${attributes.join(' ')}${transform}/>`)
  }

  /** A shape with coordinates of its own. */
  function placed({ frame }: State): string {
    const { x, y, scale } = frame
    return ` transform="translate(${formatNumber(x)} ${formatNumber(y)}) scale(${formatNumber(scale)})"`
  }

  const gradients = new Map<Pen['fillStyle'], SvgGradient>()

  const pen: SvgPen = {
    ...SETTINGS,
    save: () => void saved.push({ state, settings: settingsOf(pen) }),
    restore() {
      const last = saved.pop()
      if (!last) return
      state = last.state
      Object.assign(pen, last.settings)
    },
    translate(dx, dy) {
      const { scale, x, y } = state.frame
      state = { ...state, frame: { scale, x: x + dx * scale, y: y + dy * scale } }
    },
    scale(by, alsoBy) {
      if (by !== alsoBy) throw new Error('Internal error: a diagram is never scaled unevenly')
      state = { ...state, frame: { ...state.frame, scale: state.frame.scale * by } }
    },
    setLineDash(dashes) {
      state = { ...state, dashes: [...dashes] }
    },

    beginPath: () => path.clear(),
    closePath: () => path.close(),
    moveTo: (x, y) => path.moveTo(x, y, state.frame),
    lineTo: (x, y) => path.lineTo(x, y, state.frame),
    bezierCurveTo: (...points) => path.curveTo(points, state.frame),
    quadraticCurveTo: (...points) => path.curveTo(points, state.frame),
    arc: (x, y, radius, start, end) => path.arc(x, y, radius, start, end, state.frame),
    rect: (x, y, width, height) => path.rect(x, y, width, height, state.frame),
    roundRect(x, y, width, height, radii: Radii = 0) {
      path.roundRect(x, y, width, height, radii, state.frame)
    },

    fill(what?: Path2D | CanvasFillRule, rule: CanvasFillRule = 'nonzero') {
      if (what === undefined || typeof what === 'string') fill(path.data, what ?? rule)
      else fill(required(outlineOf(what), 'the outline of a shape'), rule, placed(state))
    },
    stroke(what?: Path2D) {
      if (what) stroke(required(outlineOf(what), 'the outline of a shape'), 1, placed(state))
      else stroke(path.data, state.frame.scale)
    },
    fillRect(x, y, width, height) {
      const box = createSvgPath()
      box.rect(x, y, width, height, state.frame)
      fill(box.data, 'nonzero')
    },
    clip() {
      const key = `${state.clip} ${path.data}`
      let clip = clips.get(key)
      if (clip === undefined) {
        clip = definitions.length + 1
        clips.set(key, clip)
        const outer = state.clip === 0 ? '' : ` clip-path="url(#${ID}-${state.clip})"`
        definitions.push(`<clipPath id="${ID}-${clip}"${outer}><path d="${path.data}"/></clipPath>`)
      }
      state = { ...state, clip }
    },
    createLinearGradient(...ends) {
      const made = createSvgGradient(...ends)
      gradients.set(made.gradient, made)
      return made.gradient
    },

    measureText: measure,
    fillText(text, x, y) {
      const { font, textAlign, textBaseline } = pen
      const { frame } = state
      const how = fillOf(pen.fillStyle)
      if (how === null || text.trim() === '') return
      const { style, weight, size, family: named } = readFont(font)
      const { width, alphabeticBaseline } = measure(text)
      // Readers of SVG disagree on every baseline but this one.
      const down = textBaseline === 'alphabetic' ? 0 : -alphabeticBaseline
      const attributes = [
        `x="${formatNumber(x * frame.scale + frame.x)}"`,
        `y="${formatNumber((y + down) * frame.scale + frame.y)}"`,
        `font-size="${formatNumber(size * frame.scale)}"`,
        // As wide as it is here, whatever font there is: nothing runs over its edge.
        `textLength="${formatNumber(width * frame.scale)}" lengthAdjust="spacingAndGlyphs"`,
        ...(weight === '400' ? [] : [`font-weight="${weight}"`]),
        ...(style === '' ? [] : [`font-style="${style}"`]),
        ...(named === family ? [] : [`font-family="${escapeXml(named)}"`]),
        how,
      ]
      put(`<text ${attributes.join(' ')}${ANCHORS[textAlign]}>${escapeXml(text)}</text>`)
    },
    drawImage(picture: CanvasImageSource, x: number, y: number, width?: number, height?: number) {
      const { globalAlpha, imageSmoothingEnabled } = pen
      const { frame } = state
      const box = { x: x * frame.scale + frame.x, y: y * frame.scale + frame.y }
      const size = { width: (width ?? 0) * frame.scale, height: (height ?? 0) * frame.scale }
      const places = Object.entries({ ...box, ...size }).map(
        ([name, value]) => `${name}="${formatNumber(value)}"`,
      )
      const look = [
        ...(globalAlpha === 1 ? [] : [`opacity="${formatOpacity(globalAlpha)}"`]),
        ...(imageSmoothingEnabled ? [] : ['image-rendering="pixelated"']),
      ]
      put(
        `<image ${[...places, ...look].join(' ')} preserveAspectRatio="none" xlink:href="${escapeXml(toDataUrl(picture))}"/>`,
      )
    },

    finish({ x, y, width, height }, title) {
      const [w, h] = [formatNumber(width), formatNumber(height)]
      return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${w}" height="${h}" viewBox="${formatNumber(x)} ${formatNumber(y)} ${w} ${h}" role="img">`,
        `<title>${escapeXml(title)}</title>`,
        ...(definitions.length === 0 ? [] : ['<defs>', ...definitions, '</defs>']),
        `<g font-family="${escapeXml(family)}" stroke-miterlimit="10" xml:space="preserve">`,
        ...grouped(),
        '</g>',
        '</svg>',
        '',
      ].join('\n')
    },
  }

  return pen

  /** Neighbours that are cut off by the same edge share one group. */
  function* grouped(): Iterable<string> {
    let open = 0
    for (const { markup, clip } of elements) {
      if (clip !== open) {
        if (open !== 0) yield '</g>'
        if (clip !== 0) yield `<g clip-path="url(#${ID}-${clip})">`
        open = clip
      }
      yield markup
    }
    if (open !== 0) yield '</g>'
  }
}

/** What is saved and restored of a pen's own properties. */
function settingsOf({
  fillStyle,
  font,
  globalAlpha,
  imageSmoothingEnabled,
  imageSmoothingQuality,
  lineCap,
  lineJoin,
  lineWidth,
  strokeStyle,
  textAlign,
  textBaseline,
}: Settings): Settings {
  return {
    fillStyle,
    font,
    globalAlpha,
    imageSmoothingEnabled,
    imageSmoothingQuality,
    lineCap,
    lineJoin,
    lineWidth,
    strokeStyle,
    textAlign,
    textBaseline,
  }
}
