import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { nodeId } from '../../core/base/ids'
import { compile } from '../../core/compile/compile'
import { createEmitMemory } from '../../core/compile/passes/emit'
import { checker, nodesWithStandIns } from '../../core/compile/stand-ins'
import { formatDiagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { makeBlock } from '../../core/doc/make-block'
import { writePng } from '../../core/image/png'
import { tensor, tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { randomGenerator } from '../helpers/random-generator'
import { allNodes } from '../helpers/random-graph'
import { codesOf, valueOf } from '../helpers/result'
import { testSeed } from '../helpers/seed'
import { createTestEngine } from '../helpers/test-engine'
import { graph, link, node } from '../helpers/test-command'

const constant = tensor(
  [1, 2, 4, 4],
  Float32Array.from({ length: 32 }, (_, i) => i / 32),
)
const png = writePng({ width: 4, height: 4, data: new Uint8Array(64).fill(255) })

/** A learnt constant beside a picture, both named by hash. */
function example(): Document {
  const weights = { const: { sha256: sha256Hex(tensorBytes(constant)), dims: constant.dims } }
  const picture = { sha256: sha256Hex(png), width: 4, height: 4, name: 'cat.png' }
  return graph(
    [
      node('learnt', 'input/constant', { channels: 2 }, { weights, title: 'Learnt constant' }),
      node('values', 'output/tensor'),
      node('photo', 'input/picture', { picture }),
      node('image', 'output/image'),
    ],
    [link('l1', 'learnt.y', 'values.x'), link('l2', 'photo.image', 'image.x')],
  )
}

function fill(store: MutableTensorStore): void {
  store.putTensor(sha256Hex(tensorBytes(constant)), constant)
  store.putPicture(sha256Hex(png), png)
}

function inBlock(document: Document): Document {
  const editor = createEditor(document, allNodes)
  const made = required(makeBlock(document, allNodes, new Set([nodeId('learnt')]), 'Inner'), 'a block')
  expect(editor.dispatchAll('Make block', made.commands).ok).toBe(true)
  return editor.document
}

describe('a graph without its values', () => {
  test('is refused by exports, and by runs that do not ask for stand-ins', () => {
    for (const mode of ['live', 'export'] as const) {
      const refused = compile(example(), allNodes, createTensorStore(), { mode })
      expect([...codesOf(refused)].sort()).toEqual(['picture/missing', 'weights/missing'])
    }
  })

  test('says of every node what stands in for it', () => {
    const { warnings } = valueOf(
      compile(example(), allNodes, createTensorStore(), { mode: 'live', standIns: true }),
    )
    expect(warnings.map(formatDiagnostic)).toEqual([
      'warning: learnt: Learnt constant runs on initial values: those of its weight const were not found. The picture is not the one that was saved: locate the file that holds them, or put it into the weights folder. [weights/stand-in]',
      'warning: photo.picture: The picture cat.png was not found; a grey checker stands in its place. Locate the picture, or choose another one. [picture/stand-in]',
    ])
    expect([...nodesWithStandIns(warnings)]).toEqual(['learnt', 'photo'])
  })

  test('does not take the size of a picture that is not there on trust', () => {
    const picture = { sha256: sha256Hex(png), width: 16_384, height: 16_384, name: 'vast.png' }
    const document = graph(
      [node('photo', 'input/picture', { picture }), node('image', 'output/image')],
      [link('l1', 'photo.image', 'image.x')],
    )
    const refused = compile(document, allNodes, createTensorStore(), { mode: 'live', standIns: true })
    expect(codesOf(refused)).toEqual(['picture/missing'])
  })
})

async function runOf(
  engine: ReturnType<typeof createTestEngine>,
  document: Document,
): Promise<{ readonly tensors: readonly Tensor[]; readonly codes: readonly string[] }> {
  const { outputs, diagnostics } = valueOf(await engine.run({ document }))
  return { tensors: outputs.map(({ tensor: value }) => value), codes: diagnostics.map(({ code }) => code) }
}

test.each([
  ['as it is', example()],
  ['with the weight inside a block', inBlock(example())],
])('an engine runs it, and gives the real result once the values are there: %s', async (_, document) => {
  const store = createTensorStore()
  const engine = createTestEngine({ store, standIns: true })
  const without = await runOf(engine, document)
  expect([...without.codes].sort()).toEqual(['picture/stand-in', 'weights/stand-in'])
  const [picture] = without.tensors.filter(({ dims }) => dims[1] === 3)
  expect(picture).toEqual(checker({ sha256: sha256Hex(png), width: 4, height: 4, name: '' }))

  fill(store)
  const whole = await runOf(engine, document)
  expect(whole.codes).toEqual([])
  expect(whole.tensors).toEqual((await runOf(createTestEngine({ store }), document)).tensors)
  expect(whole.tensors.find(({ dims }) => dims[1] === 2)?.data).toEqual(constant.data)
  await engine.release()
})

test('what nodes emitted on stand-ins is not taken for the real thing: 60 random generators', () => {
  const seed = testSeed()
  let standIns = 0
  for (let i = 0; i < 60; i++) {
    const { editor, store } = randomGenerator(seed + i)
    const { document } = editor
    const memory = createEmitMemory()
    const options = { mode: 'live', memory, standIns: true } as const
    const bare = valueOf(compile(document, allNodes, createTensorStore(), options))
    const whole = valueOf(compile(document, allNodes, store, options))
    expect(whole.key, `seed ${seed + i}`).toBe(
      valueOf(compile(document, allNodes, store, { mode: 'live' })).key,
    )
    expect(whole.warnings).toEqual([])
    standIns += bare.warnings.length
    if (bare.warnings.length > 0) expect(bare.key).not.toBe(whole.key)
  }
  expect(standIns).toBeGreaterThan(20)
})
