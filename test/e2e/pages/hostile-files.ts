/** Graph files made to do harm: to run a script, to fill the memory, to confuse what reads them. */
import { readFileSync } from 'node:fs'
import { zipSync } from 'fflate'
import { encodeUtf8 } from '../../../core/base/utf8'
import { GRAPH_ENTRY } from '../../../core/file/loom'
import { asciiJson } from '../../../core/image/png-text'
import { writePng } from '../../../core/image/png'

/** HTML, scripts, templates and attributes; every way to run one of them calls `hit`. */
export const EVIL =
  `<img src=x onerror=hit(1)><script>hit(2)</script><svg/onload=hit(3)>"onfocus=hit(4) autofocus x='` +
  '`${hit(5)}</textarea></title><iframe srcdoc="<script>parent.hit(6)</script>">'

const EVIL_NOTE = `# ${EVIL}

[link](javascript:hit(7)) ![picture](https://evil.example/x.png) <javascript:hit(8)> <https://evil.example/>

<script>hit(9)</script>

[ref]: javascript:hit(10) "${EVIL.replaceAll('"', '')}"
[ref] \`<img src=x onerror=hit(11)>\`
`

interface GraphJson {
  [key: string]: unknown
  readonly project: { name: string; description: string }
  readonly nodes: Record<string, Record<string, unknown>>
}

/** The first lesson with harm in every text that a file can hold, and names that every object has. */
export function hostileGraph(): string {
  const graph = JSON.parse(readFileSync('examples/first-lesson.loom.json', 'utf8')) as GraphJson
  const node = (type: string, rest: object = {}): Record<string, unknown> => ({
    type,
    version: 1,
    position: [40, -300],
    title: EVIL,
    ...rest,
  })
  for (const record of Object.values(graph.nodes)) record['title'] = EVIL
  return JSON.stringify({
    ...graph,
    app: EVIL.slice(0, 60),
    project: { name: EVIL, description: EVIL },
    nodes: {
      ...graph.nodes,
      constructor: node('output/tensor', { params: { name: EVIL.slice(0, 60) } }),
      toString: node('no/such', { params: { constructor: EVIL, valueOf: 1, toString: true } }),
      hasOwnProperty: node('graph/note', { params: { text: EVIL_NOTE } }),
      valueOf: node('graph/frame', { position: [-100, -400] }),
      prototype: node('block/constructor', { params: { knob: 0.5 } }),
    },
    blocks: {
      constructor: {
        title: EVIL,
        summary: EVIL,
        nodes: { isPrototypeOf: node('activation/leaky-relu') },
        links: {},
        params: [{ key: 'knob', label: EVIL, sets: ['isPrototypeOf.slope'] }],
      },
    },
  })
}

export function asLoom(text: string, extra: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({ [GRAPH_ENTRY]: encodeUtf8(text), ...extra }, { level: 9 })
}

/** A picture that carries a text as its graph. */
export function asPicture(text: string): Uint8Array {
  const image = { width: 2, height: 2, data: new Uint8Array(16).fill(255) }
  return writePng(image, new Map([['styleloom', asciiJson(text)]]))
}

const head = '"format":"styleloom","formatVersion":3,"app":"1","project":{"name":"","description":""}'
const RELU = '{"type":"activation/relu","version":1,"position":[0,0]}'

export function graphOf(nodes: string, links = '{}', rest = ''): string {
  return `{${head},"nodes":${nodes},"links":${links}${rest}}`
}

function repeated(count: number, item: (i: number) => string): string {
  return `{${Array.from({ length: count }, (_, i) => item(i)).join(',')}}`
}

/** What is refused, and a part of the sentence that says why. */
export const REFUSED: readonly (readonly [name: string, make: () => Uint8Array, why: RegExp])[] = [
  ['keys called __proto__', () => encodeUtf8(graphOf(`{"__proto__":${RELU}}`)), /__proto__/],
  [
    'a parameter called __proto__',
    () => encodeUtf8(graphOf(`{"a":${RELU.replace('}', ',"params":{"__proto__":{"x":1}}}')}}`)),
    /__proto__/,
  ],
  [
    'wires that run in a circle',
    () =>
      encodeUtf8(
        graphOf(
          `{"a":${RELU},"b":${RELU}}`,
          '{"l1":{"from":"a.y","to":"b.x"},"l2":{"from":"b.y","to":"a.x"}}',
        ),
      ),
    /circle|cycle|loop/i,
  ],
  [
    'a node that feeds itself',
    () => encodeUtf8(graphOf(`{"a":${RELU}}`, '{"l":{"from":"a.y","to":"a.x"}}')),
    /circle|cycle|itself|loop/i,
  ],
  ['nesting without end', () => encodeUtf8('['.repeat(10_000_000)), /deep/],
  [
    'a text without end',
    () =>
      encodeUtf8(
        graphOf(
          `{"a":{"type":"activation/relu","version":1,"position":[0,0],"title":"${'y'.repeat(40_000_000)}"}}`,
        ),
      ),
    /200 characters/,
  ],
  [
    'ten million nodes of one name',
    () => encodeUtf8(graphOf(`{${'"a":0,'.repeat(10_000_000)}"b":0}`)),
    /twice|too many|most/i,
  ],
  [
    'two hundred thousand nodes',
    () => encodeUtf8(graphOf(repeated(200_000, (i) => `"n${i}":${RELU}`))),
    /100,000|100000/,
  ],
  [
    'a .loom that unpacks to a hundred times its size',
    () => asLoom(' '.repeat(300_000_000)),
    /at most .* are read/,
  ],
  ['a .loom with a way out of it', () => asLoom('{}', { '../../evil': encodeUtf8(EVIL) }), /name|evil/],
  ['a picture whose graph is nonsense', () => asPicture(`{"format":${JSON.stringify(EVIL)}}`), /format/],
]
