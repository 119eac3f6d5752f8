import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { createRandom } from '../../core/base/random'
import type { Document, NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { error, formatPlace, type Diagnostic } from '../../core/diagnostic/diagnostic'
import { createRepairer, type RefusedWire, type Repair } from '../../core/infer/repairs'
import { integrityProblems } from '../helpers/integrity'
import { pick } from '../helpers/pick'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'
import { graph, link, node, SOME_HASH } from '../helpers/test-command'

/** What is offered for a problem, and that it does what it says. */

const parts = {
  z: node('z', 'input/latent', { dim: 64 }),
  mapping: node('mapping', 'mapping/mlp', { width: 32 }),
  const: node('const', 'input/constant', { channels: 16, height: 4, width: 4 }),
  affine: node('affine', 'style/affine', { channels: 8 }),
  adain: node('adain', 'norm/adain'),
  conv: node('conv', 'conv/conv2d', { filters: 32 }),
  wide: node('wide', 'conv/conv2d', { filters: 64 }),
  act: node('act', 'activation/leaky-relu'),
  up: node('up', 'conv/upsample'),
  add: node('add', 'arithmetic/add'),
  noise: node('noise', 'input/noise', { width: 8, height: 8 }),
  inject: node('inject', 'noise/inject'),
  image: node('image', 'output/image'),
}
type Part = keyof typeof parts

function sketch(names: readonly Part[], wires: readonly (readonly [string, string])[]): Document {
  return graph(
    names.map((name) => parts[name]),
    wires.map(([from, to], i) => link(`l${i + 1}`, from, to)),
  )
}

const STYLED = sketch(
  ['z', 'mapping', 'affine', 'const', 'adain'],
  [
    ['z.z', 'mapping.z'],
    ['mapping.w', 'affine.w'],
    ['const.y', 'adain.x'],
  ],
)
const SKIP = sketch(
  ['const', 'conv', 'act', 'wide', 'up', 'add', 'image'],
  [
    ['const.y', 'conv.x'],
    ['conv.y', 'act.x'],
    ['act.y', 'add.a'],
    ['const.y', 'wide.x'],
    ['act.y', 'up.x'],
  ],
)
const NOISY = sketch(['const', 'noise', 'inject'], [['const.y', 'inject.x']])

function wire(from: string, to: string): RefusedWire {
  const ends = link('wire', from, to)
  return { from: ends.from, to: ends.to, detached: null }
}

function offered(editor: Editor, refused: RefusedWire): readonly Repair[] {
  return createRepairer(editor).forWire(refused)
}

/** Does what the button does: one undo step that passes and leaves a sound graph. */
function apply(editor: Editor, { label, commands }: Repair): void {
  const done = editor.dispatchAll(label, commands)
  if (!done.ok) throw new Error(`“${label}” was refused: ${done.error.message}`)
  expect(integrityProblems(editor.document, allNodes)).toEqual([])
}

function labels(repairs: readonly Repair[]): string[] {
  return repairs.map(({ label }) => label)
}

describe('a wire that was refused', () => {
  test.each<[string, string, Document, string[]]>([
    [
      'affine.styles',
      'adain.styles',
      STYLED,
      [
        "Set the affine's channels to 16",
        "Set the learned constant's channels to 8",
        'Insert a 1 × 1 conv with 8 filters at x',
      ],
    ],
    ['mapping.w', 'adain.styles', STYLED, ['Insert an affine of 16 channels']],
    ['z.z', 'affine.w', STYLED, ['Insert a Mapping MLP']],
    [
      'wide.y',
      'add.b',
      SKIP,
      ["Set wide's filters to 32", "Set conv's filters to 64", 'Insert a 1 × 1 conv with 32 filters'],
    ],
    ['up.y', 'add.b', SKIP, ['Insert an average pool ÷ 2', 'Insert an upsample × 2 at a']],
    [
      'conv.y',
      'image.x',
      SKIP,
      ['Insert a To RGB', "Set conv's filters to 3", 'Insert a 1 × 1 conv with 3 filters'],
    ],
    [
      'noise.noise',
      'inject.noise',
      NOISY,
      [
        "Set the noise image's height to 4 and width to 4",
        "Set the learned constant's height to 8 and width to 8",
        'Insert an average pool ÷ 2',
      ],
    ],
    ['adain.y', 'adain.x', STYLED, []],
    ['nobody.y', 'adain.x', STYLED, []],
  ])('%s to %s', (from, to, document, words) => {
    expect(labels(offered(createEditor(document, allNodes), wire(from, to)))).toEqual(words)
  })

  test('moving the end of a wire takes it off its old input', () => {
    const document = sketch(
      ['z', 'mapping', 'affine', 'const', 'adain'],
      [
        ['z.z', 'mapping.z'],
        ['mapping.w', 'affine.w'],
        ['const.y', 'adain.x'],
      ],
    )
    const editor = createEditor(document, allNodes)
    const detached = link('l2', 'mapping.w', 'affine.w')
    const [repair] = offered(editor, { ...wire('mapping.w', 'adain.styles'), detached: detached.id })
    apply(editor, required(repair, 'a repair'))
    expect(editor.document.links.has(detached.id)).toBe(false)
    expect(editor.inference.diagnostics().map(({ code }) => code)).toEqual(['graph/input-missing'])
    editor.undo()
    expect(editor.document).toEqual(document)
  })

  test('a node in between stands half way, below what is there', () => {
    const nodes = [...STYLED.nodes.values()].map((record, i) => ({
      ...record,
      position: { x: 300 * i, y: 0 },
    }))
    const editor = createEditor(graph(nodes, [...STYLED.links.values()]), allNodes)
    const [repair] = offered(editor, wire('mapping.w', 'adain.styles'))
    apply(editor, required(repair, 'a repair'))
    const added = [...editor.document.nodes.values()].at(-1)
    // Mapping stands at 300, AdaIN at 1200; half way are the affine and the constant.
    expect(added).toMatchObject({ id: 'affine2', position: { x: 750, y: 120 } })
  })

  test('loaded weights of another shape can be reset', () => {
    const weights = { W: { sha256: SOME_HASH, dims: [32, 8, 3, 3] } }
    const conv = node('conv', 'conv/conv2d', { filters: 32 }, { weights })
    const editor = createEditor(graph([parts.const, conv]), allNodes)
    expect(labels(offered(editor, wire('const.y', 'conv.x')))).toEqual([
      "Set the learned constant's channels to 8",
      'Insert a 1 × 1 conv with 8 filters',
      "Reset the Conv 2D's W to initial values",
    ])
  })
})

describe('a problem of the graph', () => {
  function repairsOf(document: Document, code: string): string[] {
    const { inference } = createEditor(document, allNodes)
    const problem = inference.diagnostics().find((diagnostic) => diagnostic.code === code)
    return labels(
      createRepairer({ document, registry: allNodes, inference }).forProblem(required(problem, code)),
    )
  }
  const muted: NodeRecord = { ...parts.conv, mode: 'muted' }

  test.each<[string, Document, string[]]>([
    ['graph/input-missing', sketch(['mapping'], []), ['Add a latent z']],
    ['graph/input-missing', sketch(['z', 'mapping'], []), ['Add a latent z', 'Connect z.z']],
    ['graph/input-missing', STYLED, ['Add an affine of 16 channels on mapping.w']],
    [
      'graph/input-muted',
      graph(
        [parts.const, muted, parts.act],
        [link('l1', 'const.y', 'conv.x'), link('l2', 'conv.y', 'act.x')],
      ),
      ['Unmute the Conv 2D', 'Bypass the Conv 2D'],
    ],
    [
      'graph/nothing-to-bypass',
      graph([parts.z, { ...parts.mapping, mode: 'bypassed' }], [link('l1', 'z.z', 'mapping.z')]),
      ['Run the Mapping MLP as usual'],
    ],
    [
      'group-norm/groups',
      graph([parts.const, node('group', 'norm/group', { groups: 6 })], [link('l1', 'const.y', 'group.x')]),
      ["Set the group norm's groups to 4"],
    ],
    [
      'conv/window-too-large',
      graph(
        [parts.const, node('big', 'conv/conv2d', { kernel: 9, padding: 'none' })],
        [link('l1', 'const.y', 'big.x')],
      ),
      ["Set the Conv 2D's kernel to 4", "Set the Conv 2D's padding to “Zeros, keep size”"],
    ],
    [
      'style/no-such-layer',
      graph(
        [
          parts.mapping,
          node('rows', 'mapping/truncation', { layers: 4 }),
          node('far', 'style/affine', { layer: 9 }),
        ],
        [link('l1', 'mapping.w', 'rows.w'), link('l2', 'rows.w', 'far.w')],
      ),
      ["Set the affine's layer to 3"],
    ],
  ])('%s', (code, document, words) => {
    expect(repairsOf(document, code)).toEqual(words)
  })
})

test.each<[string, Document, string]>([
  ['an image', graph([node('rgb', 'conv/to-rgb')]), 'Add an image output behind rgb'],
  [
    'a map',
    sketch(['const', 'conv'], [['const.y', 'conv.x']]),
    'Add a To RGB and an image output behind conv',
  ],
])('a graph without an output, with %s', (_what, document, label) => {
  const editor = createEditor(document, allNodes)
  const problem = error('compile/no-output', { kind: 'graph' }, 'The graph has no output to run.')
  const [repair] = createRepairer(editor).forProblem(problem)
  expect(repair?.label).toBe(label)
  apply(editor, required(repair, 'a repair'))
  expect([...editor.document.nodes.values()].map(({ type }) => type)).toContain('output/image')
})

describe('in random graphs', () => {
  const GRAPHS = 25
  const TRIES = 60
  const seed = testSeed()

  test('a repair of a refused wire passes, and the wire or a node in its place stands', () => {
    let applied = 0
    for (let number = 0; number < GRAPHS; number++) {
      const random = createRandom(seed, number)
      const { document } = randomGraph(seed + number, 60)
      const nodes = [...document.nodes.values()]
      for (let i = 0; i < TRIES; i++) {
        const [source, target] = [pick(nodes, random), pick(nodes, random)]
        const from = Object.keys(allNodes.get(source.type)?.outputs ?? {})
        const to = Object.keys(allNodes.get(target.type)?.inputs ?? {})
        if (from.length === 0 || to.length === 0) continue
        const refused = {
          from: { node: source.id, port: pick(from, random) },
          to: { node: target.id, port: pick(to, random) },
          detached: null,
        }
        for (const repair of offered(createEditor(document, allNodes), refused)) {
          const editor = createEditor(document, allNodes)
          const before = new Set(editor.inference.diagnostics().map(problemKey))
          apply(editor, repair)
          const wired = editor.inference.topology.incoming(refused.to.node).get(refused.to.port)
          const isThrough = wired && !document.nodes.has(wired.from.node)
          const source = isThrough
            ? [...editor.inference.topology.incoming(wired.from.node).values()]
            : [wired]
          expect(source.map((other) => other?.from)).toContainEqual(refused.from)
          const errors = editor.inference.diagnostics().filter(({ severity }) => severity === 'error')
          expect(errors.filter((problem) => !before.has(problemKey(problem)))).toEqual([])
          applied++
        }
      }
    }
    console.info(`${applied} repairs applied`)
    expect(applied).toBeGreaterThan(10)
  })

  test('after a repair of a problem it is gone', () => {
    let applied = 0
    for (let number = 0; number < GRAPHS; number++) {
      const { document } = randomGraph(seed + number, 60)
      const { inference } = createEditor(document, allNodes)
      const repairer = createRepairer({ document, registry: allNodes, inference })
      for (const problem of inference.diagnostics()) {
        for (const repair of repairer.forProblem(problem)) {
          const editor = createEditor(document, allNodes)
          apply(editor, repair)
          expect(editor.inference.diagnostics().map(problemKey)).not.toContain(problemKey(problem))
          applied++
        }
      }
    }
    console.info(`${applied} repairs applied`)
    expect(applied).toBeGreaterThan(100)
  })
})

function problemKey({ code, place }: Diagnostic): string {
  return `${code} ${formatPlace(place)}`
}
