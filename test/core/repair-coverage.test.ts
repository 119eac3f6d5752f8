import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { compile } from '../../core/compile/compile'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document, NodeRecord, PortRef } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createRepairer } from '../../core/infer/repairs'
import type { ParamValues } from '../../core/nodedef/params'
import { createTensorStore } from '../../core/weights/tensor-store'
import { integrityProblems } from '../helpers/integrity'
import { allNodes } from '../helpers/random-graph'
import { graph, link, node, SOME_HASH } from '../helpers/test-command'

/**
 * Every code that a refused wire or a problem of a graph can have: either a scenario in which each repair on offer is
 * one undo step and cures it, or the reason why there is none.
 */

interface Scenario {
  readonly document: Document
  /** A wire that is refused in it (`from > to`); without one, a problem that inference or the compiler has. */
  readonly wire?: string
  /** What the compiler is asked for, where that is no output. */
  readonly output?: PortRef
}

type Sketch = Readonly<
  Record<string, readonly [type: string, params?: ParamValues, more?: Partial<NodeRecord>]>
>

function sketch(nodes: Sketch, wires: readonly string[] = []): Document {
  return graph(
    Object.entries(nodes).map(([id, [type, params, more]]) => node(id, type, params, more)),
    wires.map((wire, i) => link(`l${i + 1}`, ...endsOf(wire))),
  )
}

function endsOf(wire: string): [from: string, to: string] {
  const [from = '', to = ''] = wire.split(' > ')
  return [from, to]
}

const z = ['input/latent', { dim: 64 }] as const
const mlp = ['mapping/mlp', { width: 32 }] as const
const small = ['input/constant', { channels: 16, height: 4, width: 4 }] as const
const large = ['input/constant', { channels: 8, height: 8, width: 8 }] as const

/** Two w of different rows before a node that takes two. */
function twoRows(type: string): Scenario {
  const document = sketch(
    {
      z,
      m: mlp,
      few: ['mapping/truncation', { layers: 4 }],
      many: ['mapping/truncation', { layers: 6 }],
      two: [type],
    },
    ['z.z > m.z', 'm.w > few.w', 'm.w > many.w', 'few.w > two.a'],
  )
  return { document, wire: 'many.w > two.b' }
}

/** Two w of different widths. */
function twoWidths(type: string): Scenario {
  const nodes: Sketch = { z, narrow: mlp, wide: ['mapping/mlp', { width: 64 }], two: [type] }
  const document = sketch(nodes, ['z.z > narrow.z', 'z.z > wide.z', 'narrow.w > two.a'])
  return { document, wire: 'wide.w > two.b' }
}

const REPAIRED: Readonly<Record<string, Scenario>> = {
  'adain/style-width': {
    document: sketch(
      { z, m: mlp, c: small, affine: ['style/affine', { channels: 8 }], adain: ['norm/adain'] },
      ['z.z > m.z', 'm.w > affine.w', 'c.y > adain.x'],
    ),
    wire: 'affine.styles > adain.styles',
  },
  'arithmetic/kind-mismatch': {
    document: sketch({ z, m: mlp, affine: ['style/affine', { channels: 8 }], add: ['arithmetic/add'] }, [
      'z.z > m.z',
      'm.w > affine.w',
      'affine.styles > add.a',
    ]),
    wire: 'm.w > add.b',
  },
  'arithmetic/shape-mismatch': {
    document: sketch({ small, large, add: ['arithmetic/add'] }, ['small.y > add.a']),
    wire: 'large.y > add.b',
  },
  'blend/width': {
    document: sketch(
      {
        z,
        m: mlp,
        a: ['style/affine', { channels: 8 }],
        b: ['style/affine', { channels: 16 }],
        blend: ['style/blend'],
      },
      ['z.z > m.z', 'm.w > a.w', 'm.w > b.w', 'a.styles > blend.a'],
    ),
    wire: 'b.styles > blend.b',
  },
  'compile/muted': {
    document: sketch({ z: ['input/latent', {}, { mode: 'muted' }] }),
    output: { node: node('z', 'input/latent').id, port: 'z' },
  },
  'compile/no-output': { document: sketch({ small }) },
  'concat/size': {
    document: sketch({ small, large, concat: ['arithmetic/concat'] }, ['small.y > concat.a']),
    wire: 'large.y > concat.b',
  },
  'conv/reflect-too-far': {
    document: sketch({ small, conv: ['conv/conv2d', { kernel: 9, padding: 'reflect' }] }),
    wire: 'small.y > conv.x',
  },
  'conv/window-too-large': {
    document: sketch({ small, conv: ['conv/conv2d', { kernel: 9, padding: 'none' }] }, ['small.y > conv.x']),
  },
  'fade/channels': {
    document: sketch(
      {
        a: ['input/constant', { channels: 16, height: 8, width: 8 }],
        b: ['input/constant', { channels: 4, height: 4, width: 4 }],
        fade: ['arithmetic/fade'],
      },
      ['a.y > fade.new'],
    ),
    wire: 'b.y > fade.old',
  },
  'fade/size': {
    document: sketch(
      { small, large, fade: ['arithmetic/fade'], one: ['conv/to-rgb'], two: ['conv/to-rgb'] },
      ['small.y > one.x', 'large.y > two.x', 'one.image > fade.new'],
    ),
    wire: 'two.image > fade.old',
  },
  'graph/input-missing': { document: sketch({ m: mlp }) },
  'graph/input-muted': {
    document: sketch({ z: [z[0], z[1], { mode: 'muted' }], m: mlp }, ['z.z > m.z']),
  },
  'graph/kind-mismatch': {
    document: sketch({ z, m: mlp, small, adain: ['norm/adain'] }, ['z.z > m.z', 'small.y > adain.x']),
    wire: 'm.w > adain.styles',
  },
  'graph/nothing-to-bypass': {
    document: sketch({ z, m: [mlp[0], mlp[1], { mode: 'bypassed' }] }, ['z.z > m.z']),
  },
  'group-norm/groups': {
    document: sketch({ small, norm: ['norm/group', { groups: 6 }] }),
    wire: 'small.y > norm.x',
  },
  'inject/noise-size': {
    document: sketch({ small, noise: ['input/noise', { width: 8, height: 8 }], inject: ['noise/inject'] }, [
      'small.y > inject.x',
    ]),
    wire: 'noise.noise > inject.noise',
  },
  'interpolate/kinds': {
    document: sketch({ z, m: mlp, mix: ['mapping/interpolate'] }, ['z.z > m.z', 'm.w > mix.a']),
    wire: 'z.z > mix.b',
  },
  'interpolate/rows': twoRows('mapping/interpolate'),
  'interpolate/width': twoWidths('mapping/interpolate'),
  'output/channels': { document: sketch({ small, image: ['output/image'] }), wire: 'small.y > image.x' },
  'output/no-name': {
    document: sketch({ small, out: ['output/tensor', { name: '' }] }, ['small.y > out.x']),
  },
  'output/range': {
    document: sketch({ small, rgb: ['conv/to-rgb'], image: ['output/image', { low: 2, high: 1 }] }, [
      'small.y > rgb.x',
      'rgb.image > image.x',
    ]),
  },
  'pool/window-too-large': {
    document: sketch({ small, pool: ['conv/max-pool', { size: 8 }] }),
    wire: 'small.y > pool.x',
  },
  'slice/beyond': {
    document: sketch({ small, slice: ['arithmetic/slice', { first: 12, count: 8 }] }),
    wire: 'small.y > slice.x',
  },
  'statistics/one-pixel': {
    document: sketch({
      dot: ['input/constant', { channels: 8, height: 1, width: 1 }],
      styles: ['style/statistics', { variance: 'unbiased' }],
    }),
    wire: 'dot.y > styles.x',
  },
  'style-mix/empty-range': {
    document: sketch({ z, m: mlp, mix: ['mapping/style-mix', { range: 'custom', first: 5, last: 2 }] }, [
      'z.z > m.z',
      'm.w > mix.a',
      'm.w > mix.b',
    ]),
  },
  'style-mix/no-such-row': {
    document: sketch(
      { z, m: mlp, mix: ['mapping/style-mix', { range: 'custom', first: 9, last: 12, layers: 6 }] },
      ['z.z > m.z', 'm.w > mix.a', 'm.w > mix.b'],
    ),
  },
  'style-mix/rows': twoRows('mapping/style-mix'),
  'style-mix/width': twoWidths('mapping/style-mix'),
  'style/no-such-layer': {
    document: sketch(
      { z, m: mlp, rows: ['mapping/truncation', { layers: 4 }], affine: ['style/affine', { layer: 9 }] },
      ['z.z > m.z', 'm.w > rows.w'],
    ),
    wire: 'rows.w > affine.w',
  },
  'weights/shape-mismatch': {
    document: sketch({
      small,
      conv: ['conv/conv2d', { filters: 32 }, { weights: { W: { sha256: SOME_HASH, dims: [32, 8, 3, 3] } } }],
    }),
    wire: 'small.y > conv.x',
  },
}

const BATCH = 'Only a run knows a batch, and how many samples to draw is said on the latents.'
const PROGRAM = 'Only a program asks for it: the window draws wires between ports that are there.'

const NOT_REPAIRED: Readonly<Record<string, string>> = {
  'adain/batch': BATCH,
  'blend/batch': BATCH,
  'concat/batch': BATCH,
  'fade/batch': BATCH,
  'inject/batch': BATCH,
  'interpolate/batch': BATCH,
  'style-mix/batch': BATCH,
  'compile/no-such-node': PROGRAM,
  'compile/no-such-port': PROGRAM,
  'compile/opset': PROGRAM,
  'compile/unknown-feed': PROGRAM,
  'document/id-taken': PROGRAM,
  'document/no-such-link': PROGRAM,
  'document/no-such-node': PROGRAM,
  'document/no-such-port': PROGRAM,
  'compile/nothing-there': 'What takes every kind does not say which one it lacks.',
  'compile/unknown-size': 'Which of the inputs before it is to say the size is for the user to choose.',
  'graph/cycle': 'A loop stays one whatever is put into it.',
  'graph/rank-mismatch': 'No node type picks one row of a w out as a w.',
  'graph/unknown-node-type': 'Nobody here knows what the node did.',
  'input/no-picture': 'The picture is for the user to choose.',
  'picture/missing': 'The picture is for the user to choose.',
  'picture/stand-in': 'The picture is for the user to locate.',
  'picture/unreadable': 'The picture is for the user to choose.',
  'weights/stand-in': 'The values lie in another file, which the user can locate.',
  'weights/missing': 'The values lie in another file; to reset them would forget where they belong.',
}

/** Functions that several node types report by, under a code of their own area. */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  agreeBatch: ['batch'],
  agreeRows: ['rows'],
  agreeWidth: ['width'],
  reportWindow: ['window-too-large', 'reflect-too-far'],
}

const codes = codesOfSources()

test('every code has its scenario or its reason, and no other is listed', () => {
  expect([...Object.keys(REPAIRED), ...Object.keys(NOT_REPAIRED)].sort()).toEqual(codes)
})

describe('each repair on offer is one undo step and cures', () => {
  test.each(Object.entries(REPAIRED))('%s', (code, scenario) => {
    const { document, wire } = scenario
    const [problem] = problemsOf(createEditor(document, allNodes), scenario).filter(
      (one) => one.code === code,
    )
    const repairs = repairsOf(createEditor(document, allNodes), scenario, required(problem, code))
    expect(repairs.length).toBeGreaterThan(0)
    for (const { label, commands } of repairs) {
      const editor = createEditor(document, allNodes)
      const done = editor.dispatchAll(label, commands)
      expect(done.ok ? null : done.error.message, label).toBeNull()
      const left = problemsOf(editor, wire === undefined ? scenario : { document })
      expect(left.map(keyOf), label).not.toContain(keyOf(required(problem, code)))
      if (wire !== undefined) expect(editor.document.links.size, label).toBeGreaterThan(document.links.size)
      expect(integrityProblems(editor.document, allNodes)).toEqual([])
      editor.undo()
      expect(editor.document, label).toEqual(document)
      expect(editor.undoLabel).toBeNull()
    }
  })
})

test('what only a run knows gets no repair that nobody could try', () => {
  const weights = { W: { sha256: SOME_HASH, dims: [32, 16, 3, 3] } }
  const scenario = {
    document: sketch({ small, conv: ['conv/conv2d', { filters: 32 }, { weights }], out: ['output/tensor'] }, [
      'small.y > conv.x',
      'conv.y > out.x',
    ]),
  }
  const editor = createEditor(scenario.document, allNodes)
  const [problem] = problemsOf(editor, scenario)
  expect(problem?.code).toBe('weights/missing')
  expect(repairsOf(editor, scenario, required(problem, 'a problem'))).toEqual([])
})

/** Of the refused wire, else those of inference and of a compile. */
function problemsOf(editor: Editor, { wire, output }: Scenario): readonly Diagnostic[] {
  const { document, inference } = editor
  if (wire !== undefined) {
    const refused = editor.dispatch({ type: 'link/connect', link: link('refused', ...endsOf(wire)) })
    return refused.ok ? [] : [refused.error]
  }
  const options = { mode: 'live' as const, ...(output ? { outputs: [output] } : {}) }
  const compiled = compile(document, allNodes, createTensorStore(), options)
  return [...inference.diagnostics(), ...(compiled.ok ? [] : compiled.error)]
}

function repairsOf(editor: Editor, { wire }: Scenario, problem: Diagnostic): ReturnType<typeof forProblem> {
  if (wire === undefined) return forProblem(editor, problem)
  const { from, to } = link('refused', ...endsOf(wire))
  return createRepairer(editor).forWire({ from, to, detached: null })
}

function forProblem(editor: Editor, problem: Diagnostic) {
  return createRepairer(editor).forProblem(problem)
}

function keyOf({ code, place }: Diagnostic): string {
  return `${code} ${JSON.stringify(place)}`
}

/** Every code that the sources of connecting, inferring and compiling name, node types included. */
function codesOfSources(): string[] {
  const texts = [
    ...['core/infer', 'core/compile', 'nodes'].flatMap(filesIn),
    'core/doc/commands/link-commands.ts',
  ].map((file) => readFileSync(file, 'utf8'))
  const found = new Set<string>()
  for (const text of texts) {
    for (const [, code] of text.matchAll(/\b(?:error|warning)\(\s*'([a-z0-9-]+\/[a-z0-9-]+)'/g))
      found.add(code ?? '')
    for (const [, code] of text.matchAll(/\bcode: '([a-z0-9-]+\/[a-z0-9-]+)'/g)) found.add(code ?? '')
    for (const [, what, area] of text.matchAll(
      /\b(agreeBatch|agreeRows|agreeWidth|reportWindow)\(report, '([a-z-]+)'/g,
    ))
      for (const kind of SHARED[what ?? ''] ?? []) found.add(`${area ?? ''}/${kind}`)
  }
  return [...found].sort()
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name))
}
