import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { compile } from '../../core/compile/compile'
import { importCheckpoint } from '../../core/import/import-checkpoint'
import { createRegistry } from '../../core/nodedef/registry'
import { encodeOnnx } from '../../core/onnx/encode'
import type { Tensor } from '../../core/tensor/tensor'
import { readNpz } from '../../core/weights/npz'
import { createTensorStore } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createNodeEngine } from '../../runtime/node-engine'
import { expectClose } from '../helpers/close'
import { fixture } from '../helpers/fixture'
import { runNatively } from '../helpers/native-runtime'

/** The exported file is the model the app runs: checked in onnxruntime's native runtime, which shares no kernels with ours. */

const registry = createRegistry(nodeDefinitions)
const store = createTensorStore()
const imported = importCheckpoint(fixture('stylegan1/stylegan1-64.tf-names.npz'), store, { name: 'fixture' })
if (!imported.ok) throw new Error('the fixture cannot be imported')
const { document } = imported.value
const z = goldenArray('in/z')

function goldenArray(name: string): Tensor {
  const file = readNpz(fixture('stylegan1/stylegan1-64.golden.npz'))
  if (!file.ok) throw new Error('the golden file cannot be read')
  return required(file.value.tensors.get(name), name)
}

function exportModel(opset: number): Uint8Array {
  const compiled = compile(document, registry, store, { mode: 'export', opset })
  if (!compiled.ok) throw new Error(compiled.error.map((d) => d.message).join('\n'))
  return encodeOnnx(compiled.value, { name: 'fixture', producerVersion: '0' })
}

describe.each([17, 18, 19, 20, 21])('exported at opset %i', (opset) => {
  const model = exportModel(opset)

  test('the model gives the golden picture in the native runtime', async () => {
    const outputs = await runNatively(model, new Map([['z.z', z]]))
    expect([...outputs.keys()]).toEqual(['image.image'])
    expectClose(required(outputs.get('image.image'), 'image'), goldenArray('out/img_psi1'), {
      max: 5e-4,
      mean: 2e-5,
    })
  })

  test('exporting again gives the same bytes', () => {
    expect(Buffer.compare(exportModel(opset), model)).toBe(0)
  })
})

test('the exported model gives what the app shows', async () => {
  const engine = createNodeEngine({ registry, store, threads: 1 })
  const shown = await engine.run({ document, feeds: new Map([['z.z', z]]) })
  if (!shown.ok) throw new Error(shown.error.map((d) => d.message).join('\n'))
  const exported = await runNatively(exportModel(17), new Map([['z.z', z]]))
  // Both float32, sums in another order.
  expectClose(
    required(exported.get('image.image'), 'image'),
    required(shown.value.outputs[0], 'image').tensor,
    { max: 2e-4, mean: 1e-5 },
  )
})

test('only the latent is an input, with a batch of any size', () => {
  const compiled = compile(document, registry, store, { mode: 'export' })
  expect(compiled.ok && compiled.value.ir.inputs.map(({ name, dims }) => ({ name, dims }))).toEqual([
    { name: 'z.z', dims: ['N', 32] },
  ])
})

test('noise can be kept as an input', () => {
  const node = required(
    [...document.nodes.keys()].find((id) => id === 'noise0'),
    'noise0',
  )
  const seeded = new Map(document.nodes)
  seeded.set(node, { ...required(seeded.get(node), node), params: { source: 'seed', width: 4, height: 4 } })
  const compiled = compile({ ...document, nodes: seeded }, registry, store, {
    mode: 'export',
    exportInputs: new Set([node]),
  })
  expect(compiled.ok && compiled.value.ir.inputs.map((input) => input.name)).toEqual(['z.z', 'noise0.noise'])
})
