import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { expand } from '../../core/doc/expand'
import { compile, type Compiled, type CompileOptions } from '../../core/compile/compile'
import { verify } from '../../core/compile/passes/verify'
import { createDocument, type Document, type LinkRecord, type NodeRecord } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { dumpIr } from '../../core/onnx/dump'
import { encodeOnnx } from '../../core/onnx/encode'
import { tensor } from '../../core/tensor/tensor'
import { createTensorStore, type TensorStore } from '../../core/weights/tensor-store'
import { allNodes, randomGraph } from '../helpers/random-graph'
import { codesOf, printed, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { graph, link, node, SOME_HASH } from '../helpers/test-command'

const NODES: readonly NodeRecord[] = [
  node('z', 'input/latent', { dim: 6 }),
  node('mapping', 'mapping/mlp', { width: 4, layers: 2 }),
  node('affine', 'style/affine', { channels: 3 }),
  node('const', 'input/constant', { channels: 3 }),
  node('noise', 'input/noise', { width: 4, height: 4 }),
  node('inject', 'noise/inject'),
  node('adain', 'norm/adain'),
  node('image', 'output/image'),
  node('probe', 'output/tensor', { name: 'w' }),
  node('aside', 'input/noise', { width: 9, height: 9 }),
]
const LINKS: readonly LinkRecord[] = [
  link('l1', 'z.z', 'mapping.z'),
  link('l2', 'mapping.w', 'affine.w'),
  link('l3', 'const.y', 'inject.x'),
  link('l4', 'noise.noise', 'inject.noise'),
  link('l5', 'inject.y', 'adain.x'),
  link('l6', 'affine.styles', 'adain.styles'),
  link('l7', 'adain.y', 'image.x'),
  link('l8', 'mapping.w', 'probe.x'),
]
const document = graph(NODES, LINKS)

function compiled(
  options: Partial<CompileOptions> = {},
  from: Document = document,
  store?: TensorStore,
): Compiled {
  return valueOf(compile(from, allNodes, store ?? createTensorStore(), { mode: 'live', ...options }))
}

function refused(options: Partial<CompileOptions>, from: Document = document): readonly string[] {
  return printed(compile(from, allNodes, createTensorStore(), { mode: 'live', ...options }))
}

const bytesOf = (model: Compiled): Uint8Array => encodeOnnx(model, { name: 'test', producerVersion: '0' })
const port = (id: string, name: string): { node: ReturnType<typeof nodeId>; port: string } => ({
  node: nodeId(id),
  port: name,
})
const sourcesOf = ({ ir }: Compiled): string[] =>
  [...new Set([...ir.inputs, ...ir.initializers, ...ir.operators].map(({ source }) => source))].sort()

describe('the same graph', () => {
  test('gives the same bytes each time', () => {
    expect(bytesOf(compiled())).toEqual(bytesOf(compiled()))
    expect(compiled().key).toBe(compiled().key)
  })

  test('gives the same bytes in whatever order it was made', () => {
    const backwards = createDocument(document.project, NODES.toReversed(), LINKS.toReversed())
    expect(dumpIr(compiled({}, backwards).ir)).toBe(dumpIr(compiled().ir))
    expect(bytesOf(compiled({ mode: 'export' }, backwards))).toEqual(bytesOf(compiled({ mode: 'export' })))
  })

  test('gives the same bytes after a deletion that was undone', () => {
    const editor = createEditor(document, allNodes)
    editor.dispatch({ type: 'node/remove', nodes: [nodeId('mapping'), nodeId('image')] })
    editor.undo()
    expect(compiled({}, editor.document).key).toBe(compiled().key)
  })

  test('has the same key wherever its nodes lie and whatever they are called', () => {
    const editor = createEditor(document, allNodes)
    editor.dispatch({ type: 'node/move', moves: [{ node: nodeId('adain'), x: 9, y: 9 }] })
    editor.dispatch({ type: 'node/rename', node: nodeId('adain'), title: 'Layer' })
    editor.dispatch({ type: 'project/edit', change: { name: 'Other' } })
    expect(compiled({}, editor.document).key).toBe(compiled().key)
  })
})

test('another live value feeds the same model; another weight seed is another model', () => {
  const editor = createEditor(document, allNodes)
  editor.dispatch({ type: 'param/set', node: nodeId('inject'), key: 'amount', value: 0.25 })
  const model = compiled({}, editor.document)
  expect(model.key).toBe(compiled().key)
  const fed = required(
    model.ir.inputs.find(({ name }) => name === 'inject.amount'),
    'the live input',
  )
  expect(fed.make().data).toEqual(Float32Array.of(0.25))
  editor.dispatch({ type: 'weights/reseed', node: nodeId('affine'), seed: 5 })
  expect(compiled({}, editor.document).key).not.toBe(model.key)
})

test('an exported model takes latents only, unless a source is to stay an input', () => {
  expect(compiled({ mode: 'export' }).ir.inputs.map(({ name }) => name)).toEqual(['z.z'])
  const open = compiled({ mode: 'export', exportInputs: new Set([nodeId('noise')]) })
  expect(open.ir.inputs.map(({ name }) => name).sort()).toEqual(['noise.noise', 'z.z'])
  expect(
    compiled()
      .ir.inputs.map(({ name }) => name)
      .sort(),
  ).toEqual(['inject.amount', 'noise.noise', 'z.z'])
})

describe('only what the outputs need', () => {
  test('nodes beside the graph are left out', () => {
    expect(compiled().ir.outputs.map(({ name }) => name)).toEqual(['image.image', 'probe.value'])
    expect(sourcesOf(compiled())).not.toContain('aside')
  })

  test('an output in the middle needs only what is before it', () => {
    const model = compiled({ outputs: [port('mapping', 'w')] })
    expect(sourcesOf(model)).toEqual(['mapping', 'z'])
    expect(model.ir.outputs.map(({ name }) => name)).toEqual(['mapping.w'])
  })

  test('an output asked for twice is there once', () => {
    const model = compiled({ outputs: [port('mapping', 'w'), port('image', 'image'), port('mapping', 'w')] })
    expect(model.ir.outputs.map(({ name }) => name)).toEqual(['mapping.w', 'image.image'])
  })

  test('a feed cuts off what is behind it', () => {
    const w = tensor([2, 4], new Float32Array(8))
    const model = compiled({ outputs: [port('image', 'image')], feeds: new Map([['mapping.w', w]]) })
    expect(sourcesOf(model)).toEqual(['adain', 'affine', 'const', 'image', 'inject', 'mapping', 'noise'])
    expect(model.ir.inputs.map(({ name, source }) => [name, source])).toContainEqual(['mapping.w', 'mapping'])
    expect(model.ir.initializers.some(({ source }) => source === 'mapping')).toBe(false)
    expect(model.ir.outputs[0]?.type.dims).toEqual([2, 3, 4, 4])
  })

  test('a fed port can be an output itself, and feeds come in any order', () => {
    const w = tensor([1, 4], new Float32Array(4))
    const x = tensor([1, 3, 4, 4], new Float32Array(48))
    const model = compiled({ outputs: [port('mapping', 'w')], feeds: new Map([['mapping.w', w]]) })
    expect(dumpIr(model.ir)).toBe(
      'input mapping.w [1, 4]\nmapping.w:output = Identity(mapping.w)\noutput mapping.w:output w 1 × 4\n',
    )
    const feeds = [['mapping.w', w] as const, ['const.y', x] as const]
    expect(compiled({ feeds: new Map(feeds) }).key).toBe(compiled({ feeds: new Map(feeds.toReversed()) }).key)
  })

  test('every operator knows its node, and every name is defined before its use', () => {
    const { ir } = compiled()
    for (const { source } of [...ir.operators, ...ir.initializers, ...ir.inputs])
      expect(document.nodes.has(source)).toBe(true)
    expect(verify(ir)).toBe(ir)
    expect(() => verify({ ...ir, operators: ir.operators.toReversed() })).toThrow(/before it is made/)
  })
})

describe('what cannot be compiled says where and why', () => {
  const without = (...ids: string[]): Document =>
    graph(
      NODES,
      LINKS.filter(({ id }) => !ids.includes(id)),
    )
  const withNode = (record: NodeRecord): Document =>
    graph([...NODES.filter(({ id }) => id !== record.id), record], LINKS)

  test.each<readonly [string, Partial<CompileOptions>, Document, readonly (string | RegExp)[]]>([
    [
      'an opset out of range',
      { opset: 22 },
      document,
      ['error: graph: Opset 22 is not supported. Use 17 to 21. [compile/opset]'],
    ],
    [
      'feeds that nobody has',
      {
        feeds: new Map([
          ['mapping.x', tensor([], new Float32Array(1))],
          ['w', tensor([], new Float32Array(1))],
        ]),
      },
      document,
      [
        'error: graph: Nothing called mapping.x can be fed. Feeds are named NODE.PORT, an output of a node. [compile/unknown-feed]',
        'error: graph: Nothing called w can be fed. Feeds are named NODE.PORT, an output of a node. [compile/unknown-feed]',
      ],
    ],
    [
      'a feed of another rank',
      {
        feeds: new Map([['mapping.w', tensor([4], new Float32Array(4))]]),
        outputs: [port('image', 'image')],
      },
      document,
      [
        'error: affine.w: Affine takes N × D or N × L × D here, but the wire carries 4. [graph/rank-mismatch]',
      ],
    ],
    [
      'no output at all',
      {},
      graph([node('z', 'input/latent')]),
      [
        'error: graph: The graph has no output to run. Add an Image or Tensor node and connect it. [compile/no-output]',
      ],
    ],
    [
      'outputs that are not there',
      { outputs: [port('nobody', 'y'), port('mapping', 'z')] },
      document,
      [
        'error: nobody: There is no node nobody. [compile/no-such-node]',
        'error: mapping: mapping has no output z. Its outputs: w. [compile/no-such-port]',
      ],
    ],
    [
      'an open input',
      { outputs: [port('image', 'image')] },
      without('l1'),
      [/^error: mapping\.z: .* has nothing on its input z: .* \[graph\/input-missing\]$/],
    ],
    [
      'a node of an unknown type',
      { outputs: [port('image', 'image')] },
      withNode(node('inject', 'no/such')),
      [
        /^error: inject: This version of Styleloom has no node type no\/such\..*\[graph\/unknown-node-type\]$/,
      ],
    ],
    [
      'a shape that does not fit',
      { outputs: [port('image', 'image')] },
      withNode(node('affine', 'style/affine', { channels: 5 })),
      [/^error: adain\.styles: This AdaIN needs 6 styles .*\[adain\/style-width\]$/],
    ],
    [
      'weights that nobody has',
      { outputs: [port('image', 'image')] },
      withNode(
        node('affine', 'style/affine', { channels: 3 }, { weights: { B: { sha256: SOME_HASH, dims: [6] } } }),
      ),
      [/^error: affine: The values of affine's weight B are not in this file.*\[weights\/missing\]$/],
    ],
    [
      'a loop, which only a broken document has',
      { outputs: [port('image', 'image')] },
      graph(
        [...NODES, node('c', 'conv/conv2d')],
        [
          ...LINKS.filter(({ id }) => id !== 'l3'),
          link('a', 'inject.y', 'c.x'),
          link('b', 'c.y', 'inject.x'),
        ],
      ),
      [/graph\/cycle/],
    ],
  ])('%s', (_, options, from, expected) => {
    const sentences = refused(options, from)
    for (const [i, sentence] of expected.entries()) {
      if (typeof sentence === 'string') expect(sentences[i]).toBe(sentence)
      else expect(sentences[i]).toMatch(sentence)
    }
  })

  test('a weight whose size nothing decides', () => {
    const w = tensor([1, 3, 4, 4], new Float32Array(48))
    const from = graph(
      [node('z', 'input/latent'), node('conv', 'conv/conv2d'), node('image', 'output/tensor')],
      [link('l1', 'conv.y', 'image.x')],
    )
    expect(codesOf(compile(from, allNodes, createTensorStore(), { mode: 'live' }))).toContain(
      'graph/input-missing',
    )
    expect(
      codesOf(
        compile(from, allNodes, createTensorStore(), { mode: 'live', feeds: new Map([['conv.y', w]]) }),
      ),
    ).toEqual([])
  })

  test('a picture that nobody has, and one that is none', () => {
    const picture = { sha256: SOME_HASH, width: 2, height: 2, name: 'cat.png' }
    const from = graph(
      [node('p', 'input/picture', { picture }), node('image', 'output/image')],
      [link('l1', 'p.image', 'image.x')],
    )
    const store = createTensorStore()
    expect(printed(compile(from, allNodes, store, { mode: 'live' }))).toEqual([
      'error: p.picture: The picture cat.png is not in this file or beside it. Choose the picture again. [picture/missing]',
    ])
    store.putPicture(SOME_HASH, new Uint8Array(9))
    expect(printed(compile(from, allNodes, store, { mode: 'live' }))).toEqual([
      'error: p.picture: The picture cat.png cannot be read: The file does not begin like a PNG picture. [picture/unreadable]',
    ])
  })
})

test('any port of any graph compiles, or says why not, the same in whatever order the graph was made', () => {
  const seed = testSeed()
  let models = 0
  for (let i = 0; i < 80; i++) {
    const { document, store } = randomGraph(seed + i, 120)
    const backwards = createDocument(
      document.project,
      [...document.nodes.values()].reverse(),
      [...document.links.values()].reverse(),
      [...document.blocks.values()].reverse(),
    )
    const flat = expand(document)
    for (const { id, type } of flat.nodes.values()) {
      for (const name of Object.keys(allNodes.get(type)?.outputs ?? {})) {
        const options: CompileOptions = { mode: i % 2 === 0 ? 'live' : 'export', outputs: [port(id, name)] }
        const result = compile(document, allNodes, store, options)
        const other = compile(backwards, allNodes, store, options)
        expect(printed(other), `seed ${seed + i}, ${id}.${name}`).toEqual(printed(result))
        if (!result.ok || !other.ok) continue
        models++
        expect(other.value.key).toBe(result.value.key)
        for (const source of sourcesOf(result.value)) expect(flat.nodes.has(nodeId(source))).toBe(true)
      }
    }
  }
  expect(models).toBeGreaterThan(50)
})
