/** Texts and colours of a canvas as attributes of an SVG. */
/** Everything that XML takes for markup, and nothing that it refuses to hold: control characters, halves of pairs. */
export function escapeXml(text: string): string {
  return text
    .replace(NOT_XML, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}

const NOT_XML =
  // eslint-disable-next-line no-control-regex -- these are what XML 1.0, section 2.2, leaves out
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

export interface Font {
  readonly style: string
  readonly weight: string
  /** In pixels. */
  readonly size: number
  readonly family: string
}

/** `italic 600 13px system-ui, sans-serif`, as the canvas is told. */
export function readFont(font: string): Font {
  const [, style = '', weight = '400', size = '10', family = 'sans-serif'] =
    /^(italic )?(?:(\d+) )?([\d.]+)px (.+)$/.exec(font) ?? []
  return { style: style.trim(), weight, size: Number(size), family: family.trim() }
}

/** A colour as older readers of SVG know it, and what is left of it after all that lets something shine through. */
export function paint(kind: 'fill' | 'stroke' | 'stop', colour: string, alpha: number): string {
  const { rgb, opacity } = readColour(colour)
  const name = kind === 'stop' ? 'stop-color' : kind
  const left = alpha * opacity
  return `${name}="${rgb}"${left === 1 ? '' : ` ${kind}-opacity="${formatOpacity(left)}"`}`
}

/** Soft edges are put together of layers that let nearly everything shine through. */
export function formatOpacity(opacity: number): string {
  return String(Math.round(opacity * 1000) / 1000)
}

/** True for what leaves no trace. */
export function isClear(colour: string, alpha: number): boolean {
  return readColour(colour).opacity * alpha === 0
}

interface Colour {
  readonly rgb: string
  readonly opacity: number
}

const known = new Map<string, Colour>()
const MOST_KNOWN = 500

function readColour(colour: string): Colour {
  const before = known.get(colour)
  if (before) return before
  const read = colour === 'transparent' ? { rgb: 'none', opacity: 0 } : readParts(colour)
  if (known.size > MOST_KNOWN) known.clear()
  known.set(colour, read)
  return read
}

/** What browsers answer for a computed colour: `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)`, and for mixed ones `color(srgb 0.1 0.2 0.3 / 0.5)`. */
function readParts(colour: string): Colour {
  const parts = /^(rgba?|color)\((?:srgb )?([^)]+)\)$/.exec(colour)
  if (!parts) return { rgb: escapeXml(colour), opacity: 1 }
  const unit = parts[1] === 'color' ? 255 : 1
  const numbers = (parts[2] ?? '').split(/[\s,/]+/).map(Number)
  const hex = numbers
    .slice(0, 3)
    .map((value) =>
      Math.round(value * unit)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')
  return { rgb: `#${hex}`, opacity: numbers[3] ?? 1 }
}
