/** The graph as an SVG: what is in the file, and that nothing in a graph can break it. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { createEditor } from '../../core/doc/editor'
import type { Document, NodeRecord } from '../../core/doc/document'
import { createGraphProjection } from '../../renderer/canvas/graph-projection'
import type { CanvasTheme } from '../../renderer/canvas/canvas-theme'
import { diagramOf, drawDiagram } from '../../renderer/diagram/draw-diagram'
import { createSvgPen } from '../../renderer/diagram/svg-pen'
import { escapeXml, paint } from '../../renderer/diagram/svg-text'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'
import { graph, link, node } from '../helpers/test-command'

/** Every letter is half as wide as it is high, its line a quarter below the middle. */
const ruler = {
  font: '10px sans-serif',
  textBaseline: 'middle' as CanvasTextBaseline,
  measureText(text: string): TextMetrics {
    const size = Number(/([\d.]+)px/.exec(this.font)?.[1])
    return { width: text.length * size * 0.5, alphabeticBaseline: -size * 0.25 } as TextMetrics
  },
}

const theme: CanvasTheme = {
  background: 'rgb(243, 244, 247)',
  dot: 'rgb(214, 218, 227)',
  node: 'rgb(255, 255, 255)',
  header: 'rgb(248, 249, 251)',
  border: 'rgb(207, 213, 224)',
  shadow: 'rgba(23, 30, 52, 0.15)',
  text: 'rgb(28, 33, 48)',
  muted: 'rgb(93, 101, 121)',
  accent: 'rgb(74, 91, 224)',
  error: 'rgb(201, 48, 44)',
  warning: 'rgb(160, 95, 0)',
  ok: 'rgb(31, 138, 76)',
  onBadge: 'rgb(255, 255, 255)',
  well: 'rgb(232, 235, 241)',
  fontFamily: "system-ui, 'Segoe UI'",
  monoFamily: 'ui-monospace, monospace',
  kind: (kind) => (kind === null ? 'rgb(122, 130, 148)' : 'rgb(47, 111, 214)'),
  category: () => 'rgb(13, 138, 153)',
  heat: () => ({ fill: 'rgb(0, 0, 0)', ink: 'rgb(255, 255, 255)' }),
  mark: () => 'rgb(201, 48, 44)',
}

function svgOf(
  document: Document,
  { ground = 'filled', chosen }: { ground?: 'filled' | 'clear'; chosen?: readonly string[] } = {},
): string {
  const projection = createGraphProjection(createEditor(document, allNodes))
  // The picture of an output, as long as it has its place.
  const picture = { width: 8, height: 8 } as HTMLCanvasElement
  const pictures = new Map([[nodeId('image'), picture]])
  const content = diagramOf(projection, pictures, chosen && new Set(chosen.map(nodeId)))
  const pen = createSvgPen({ ruler, family: theme.fontFamily, toDataUrl: () => 'data:image/png;base64,AAAA' })
  drawDiagram(pen, content, theme, ground)
  return pen.finish(content.box, document.project.name)
}

/** Where it lies, and whatever else a node may have. */
function at(x: number, y: number, record: NodeRecord, look: Partial<NodeRecord> = {}): NodeRecord {
  return { ...record, position: { x, y }, ...look }
}

const small = graph(
  [
    at(0, 0, node('z', 'input/latent', { dim: 8 }), { color: 'red' }),
    at(300, 0, node('mlp', 'mapping/mlp', { width: 8 }), { mode: 'bypassed', pinned: ['width'] }),
    at(560, 60, node('dot', 'graph/reroute')),
    at(0, 300, node('note', 'graph/note', { text: '# Über `a < b`\n\n[more](https://example.org)' })),
    at(-40, -60, node('frame', 'graph/frame', { width: 900, height: 260 }), { title: 'Mapping & more' }),
    at(300, 300, node('image', 'output/image')),
  ],
  [link('l1', 'z.z', 'mlp.z'), link('l2', 'mlp.w', 'dot.x')],
)

beforeAll(() => {
  vi.stubGlobal('Path2D', class {})
  vi.stubGlobal('document', { createElement: () => ({ getContext: () => ({ ...ruler }) }) })
})
afterAll(() => vi.unstubAllGlobals())

test('a small graph is written like this', async () => {
  await expect(svgOf(small)).toMatchFileSnapshot('../golden/diagram.svg')
})

describe('what is chosen', () => {
  test('stands alone, with the wires in between', () => {
    const svg = svgOf(small, { chosen: ['z', 'mlp'] })
    expect(textsOf(svg)).toContain('Latent z')
    expect(textsOf(svg)).not.toContain('Mapping & more')
    expect(boxOf(svg).width).toBeLessThan(boxOf(svgOf(small)).width)
  })

  test('on no ground, nothing has its colour but what is cut out of a node', () => {
    const ground = 'fill="#f3f4f7"'
    expect(
      svgOf(small)
        .split('\n')
        .filter((line) => line.startsWith('<path') && line.includes(ground)).length,
    ).toBe(
      svgOf(small, { ground: 'clear' })
        .split('\n')
        .filter((line) => line.includes(ground)).length + 1,
    )
    expect(svgOf(small, { ground: 'clear' })).not.toContain('stroke="#f3f4f7" stroke-width="5"')
  })
})

test('an empty graph is an empty diagram', () => {
  expect(boxOf(svgOf(graph([], [])))).toEqual({ width: 32, height: 32 })
})

test('whatever is in a graph, the file is well formed and text is text', () => {
  const seed = testSeed()
  for (let run = 0; run < 10; run++) {
    const svg = svgOf(randomGraph(seed + run, 60).document)
    expect(unclosed(svg), `run ${run}`).toEqual([])
    expect(svg).not.toMatch(/<(script|img|foreignObject)|NaN|undefined|Infinity/)
    // eslint-disable-next-line no-control-regex -- what no XML may hold
    expect(svg).not.toMatch(/[\u0000-\u0008\u000b\u000c\u000e-\u001f]/)
  }
})

test('two thousand nodes take seconds', () => {
  const nodes = Array.from({ length: 2000 }, (_, i) =>
    at((i % 50) * 300, Math.floor(i / 50) * 200, node(`n${i}`, 'conv/conv2d', { filters: 8 })),
  )
  const links = nodes.slice(1).map(({ id }, i) => link(`l${i}`, `n${i}.y`, `${id}.x`))
  const document = graph(nodes, links)
  const projection = createGraphProjection(createEditor(document, allNodes))
  const started = performance.now()
  const content = diagramOf(projection, new Map())
  const pen = createSvgPen({ ruler, family: theme.fontFamily, toDataUrl: () => '' })
  drawDiagram(pen, content, theme, 'filled')
  const svg = pen.finish(content.box, 'large')
  expect(performance.now() - started).toBeLessThan(20_000)
  expect(textsOf(svg).filter((text) => text === 'Conv 2D')).toHaveLength(2000)
})

test('texts and colours', () => {
  expect(escapeXml('a<b>&"c"\u0000\ud83d 🎨\u2028')).toBe('a&lt;b&gt;&amp;&quot;c&quot;\ufffd\ufffd 🎨\u2028')
  expect(
    ['rgb(1, 2, 255)', 'rgba(1, 2, 3, 0.25)', 'color(srgb 1 0.5 0 / 0.5)', 'red', 'transparent'].map(
      (colour) => paint('fill', colour, 0.5),
    ),
  ).toEqual([
    'fill="#0102ff" fill-opacity="0.5"',
    'fill="#010203" fill-opacity="0.125"',
    'fill="#ff8000" fill-opacity="0.25"',
    'fill="red" fill-opacity="0.5"',
    'fill="none" fill-opacity="0"',
  ])
})

function textsOf(svg: string): readonly string[] {
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text = '']) =>
    text.replaceAll('&amp;', '&'),
  )
}

function boxOf(svg: string): { readonly width: number; readonly height: number } {
  const [, width, height] = /<svg[^>]* width="([\d.]+)" height="([\d.]+)"/.exec(svg) ?? []
  return { width: Number(width), height: Number(height) }
}

/** Tags that are opened and not closed, or closed and not opened; and everything that is no tag but has a `<` or a bare `&`. */
function unclosed(svg: string): readonly string[] {
  const open: string[] = []
  const wrong: string[] = []
  const rest = svg.replace(
    /<(\/?)([a-zA-Z]+)((?: [a-zA-Z:-]+="[^"<]*")*)(\/?)>|<\?xml [^?]*\?>/g,
    (tag: string, end: string, name: string, _attributes: string, alone: string) => {
      if (tag.startsWith('<?') || alone === '/') return ''
      if (end === '/') {
        if (open.pop() !== name) wrong.push(tag)
      } else open.push(name)
      return ''
    },
  )
  if (/[<>]|&(?!(amp|lt|gt|quot);)/.test(rest)) wrong.push(rest.slice(0, 200))
  return [...open, ...wrong]
}
