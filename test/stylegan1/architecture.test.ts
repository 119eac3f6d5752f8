import { expect, test } from 'vitest'
import { defaultArchitecture } from '../../core/import/stylegan1-architecture'
import { buildStylegan1 } from '../../core/import/stylegan1-graph'
import { parameterCount, sumKnown } from '../../core/infer/cost'
import { inferAll } from '../../core/infer/inference'
import { createRegistry } from '../../core/nodedef/registry'
import { createTensorStore } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'

const registry = createRegistry(nodeDefinitions)
const project = { name: 'test', description: '' }

// Parameters and multiply-adds (millions, fused up-convolutions from 128 px) of NVIDIA's generator.
test.each([
  [64, 25_131_779, 13_653],
  [128, 25_836_931, 18_239],
  [256, 26_078_915, 22_846],
  [512, 26_172_259, 27_498],
  [1024, 26_212_019, 32_237],
])(
  'StyleGAN1 at %i px has the parameters and multiply-adds of the reference',
  (resolution, parameters, millions) => {
    const document = buildStylegan1(defaultArchitecture(resolution), new Map(), createTensorStore(), {
      project,
    })
    const inference = inferAll(document, registry)
    expect(inference.diagnostics()).toEqual([])
    const facts = [...document.nodes.keys()]
      .map((id) => inference.node(id))
      .filter((node) => node !== undefined)
    expect(sumKnown(facts.map(parameterCount))).toEqual({ total: parameters, complete: true })
    const macs = sumKnown(facts.map((node) => node.macs))
    expect(macs.complete).toBe(true)
    expect(Math.round(macs.total / 1e6)).toBe(millions)
  },
)

test('with all ToRGB layers the 1024 px generator has as many trainables as NVIDIA prints', () => {
  const document = buildStylegan1(defaultArchitecture(1024), new Map(), createTensorStore(), {
    project,
    growing: true,
  })
  const inference = inferAll(document, registry)
  const counts = [...document.nodes.keys()].map((id) => {
    const facts = inference.node(id)
    return facts ? parameterCount(facts) : 0
  })
  expect(sumKnown(counts).total).toBe(26_219_627)
})
