import { describe, expect, test } from 'vitest'
import { normalArray } from '../../core/base/random'
import { tensor, type Tensor } from '../../core/tensor/tensor'
import { nodeDefinitions } from '../../nodes/index.gen'
import adain from '../../nodes/norm/adain'
import batch from '../../nodes/norm/batch'
import group from '../../nodes/norm/group'
import instance from '../../nodes/norm/instance'
import layer from '../../nodes/norm/layer'
import { expectClose } from '../helpers/close'
import { prepareCase } from '../helpers/node-cases'
import { runNode } from '../helpers/run-node'

/** What the plain references cannot show: maps where a normalisation breaks down, and how the norms meet. */

function flatMap(value: number, ripple: number): Tensor {
  const noise = normalArray(2 * 5 * 5, 3, 0, ripple)
  return tensor(
    [1, 2, 5, 5],
    noise.map((n) => n + value),
  )
}

describe('maps with hardly any contrast', () => {
  const styles = tensor([1, 4], Float32Array.of(1, 1, 0.25, -0.5))

  test.each([
    [1, 0],
    [0.37, 0],
    [-2.3, 0],
    [1, 1e-6],
    [10, 1e-4],
    [100, 1e-3],
  ])('AdaIN of %d with a ripple of %d stays finite', async (value, ripple) => {
    const { data } = await runNode(adain, { inputs: { x: flatMap(value, ripple), styles } })
    // No value can be more than sqrt(24) deviations from the mean of 25.
    for (const y of data) expect(Math.abs(y)).toBeLessThan(0.5 + Math.sqrt(24))
  })

  test('what is left of the contrast survives next to a mean a thousand times as large', async () => {
    const x = flatMap(4, 4e-3)
    const plain = tensor(
      x.dims,
      x.data.map((value) => value - 4),
    )
    const params = { eps: 1e-8 }
    const withMean = await runNode(instance, { inputs: { x }, params })
    // float32 rounds the mean itself to about 2e-7 · 4, which is 2e-4 of the ripple.
    expectClose(withMean, await runNode(instance, { inputs: { x: plain }, params }), { max: 1e-3 })
  })
})

test('no node type writes for WebGPU the operators it gets wrong', () => {
  const used = new Set(
    nodeDefinitions.flatMap((definition) =>
      definition.cases
        .filter((example) => example.error === undefined && definition.role !== 'annotation')
        .flatMap((example) =>
          [17, 21].flatMap((opset) =>
            prepareCase(definition, example, opset, 'webgpu').compiled.ir.operators.map(
              (operator) => operator.type,
            ),
          ),
        ),
    ),
  )
  // Wrong eps and NaN; a decomposition on the processor; no seed that holds.
  const wrong = ['InstanceNormalization', 'GroupNormalization', 'RandomNormal', 'RandomNormalLike']
  expect(wrong.filter((type) => used.has(type))).toEqual([])
})

describe('the norms meet', () => {
  const x = tensor([2, 6, 3, 5], normalArray(2 * 6 * 3 * 5, 4))

  test('group norm with one group is layer norm', async () => {
    const one = await runNode(group, { inputs: { x }, params: { groups: 1 } })
    expectClose(one, await runNode(layer, { inputs: { x } }), { max: 1e-6 })
  })

  test('group norm with a group per channel is instance norm', async () => {
    const six = await runNode(group, { inputs: { x }, params: { groups: 6 } })
    expectClose(six, await runNode(instance, { inputs: { x } }), { max: 1e-6 })
  })

  test('batch norm of a single sample is instance norm', async () => {
    const single = tensor([1, 6, 3, 5], x.data.slice(0, 90))
    const byBatch = await runNode(batch, { inputs: { x: single } })
    expectClose(byBatch, await runNode(instance, { inputs: { x: single } }), { max: 1e-6 })
  })

  test('batch norm starts with stored statistics that change nothing', async () => {
    const y = await runNode(batch, { inputs: { x }, params: { statistics: 'stored', eps: 1e-12 } })
    expect([...y.data]).toEqual([...x.data])
  })

  test('a scale of one and a bias of zero, as they start, change nothing', async () => {
    for (const definition of [batch, group, instance, layer]) {
      const params = definition === group ? { groups: 3 } : {}
      const plain = await runNode(definition, { inputs: { x }, params })
      const affine = await runNode(definition, { inputs: { x }, params: { ...params, affine: true } })
      expectClose(affine, plain, { max: 1e-6 }, definition.type)
    }
  })
})
