import { expect, test } from 'vitest'
import { normalArray } from '../../core/base/random'
import { tensor, type Tensor } from '../../core/tensor/tensor'
import fade from '../../nodes/arithmetic/fade'
import averagePool from '../../nodes/conv/average-pool'
import blur from '../../nodes/conv/blur'
import conv2d from '../../nodes/conv/conv2d'
import upConv from '../../nodes/conv/up-conv'
import upsample from '../../nodes/conv/upsample'
import { expectClose } from '../helpers/close'
import { runNode } from '../helpers/run-node'

/** How the ways to enlarge, blur and shrink a map are one another's equal or reverse. */

const x = tensor([2, 3, 5, 4], normalArray(2 * 3 * 5 * 4, 1))

test('the fused up-conv is nearest, then a conv with the kernel turned by half a turn, borders included', async () => {
  const W = tensor([4, 3, 3, 3], normalArray(108, 2))
  const B = tensor([4], normalArray(4, 3))
  const turned = tensor(W.dims, W.data.slice())
  for (let kernel = 0; kernel < W.data.length; kernel += 9)
    turned.data.set(W.data.slice(kernel, kernel + 9).reverse(), kernel)
  const params = { filters: 4, equalized: true }
  const fused = await runNode(upConv, { inputs: { x }, params, weights: { W, B } })
  const larger = await runNode(upsample, { inputs: { x } })
  const separate = await runNode(conv2d, { inputs: { x: larger }, params, weights: { W: turned, B } })
  expectClose(fused, separate, { max: 1e-6 })
  // And with the kernel as it is the two differ by as much as two random pictures do.
  const unturned = await runNode(conv2d, { inputs: { x: larger }, params, weights: { W, B } })
  expect(() => expectClose(fused, unturned, { max: 0.2 })).toThrow()
})

test('nearest, then blurred with 1-2-1, is bilinear away from the border', async () => {
  const blurred = await runNode(blur, { inputs: { x: await runNode(upsample, { inputs: { x } }) } })
  const bilinear = await runNode(upsample, { inputs: { x }, params: { mode: 'bilinear' } })
  expectClose(inside(blurred), inside(bilinear), { max: 1e-6 })
})

test.each([2, 3, 8])('average pooling takes nearest × %i back', async (factor) => {
  const larger = await runNode(upsample, { inputs: { x }, params: { factor } })
  const params = { size: factor, stride: factor }
  expectClose(await runNode(averagePool, { inputs: { x: larger }, params }), x, { max: 1e-6 })
})

test('a blurred constant stays what it is away from the border', async () => {
  const ones = tensor([1, 2, 6, 7], new Float32Array(84).fill(1))
  for (const kernel of ['1-2-1', '1-3-3-1', '1-1']) {
    const y = await runNode(blur, { inputs: { x: ones }, params: { kernel } })
    // The even kernels reach two pixels to the right and down.
    for (let i = 1; i < 4; i++) for (let j = 1; j < 5; j++) expect(y.data[i * 7 + j], kernel).toBe(1)
    expect(y.data[83], kernel).toBeLessThan(1)
  }
})

test('a fade ends exactly at the new picture and at the doubled old one', async () => {
  const fine = tensor([2, 3, 10, 8], normalArray(480, 5))
  const at = (lod: number): Promise<Tensor> =>
    runNode(fade, { inputs: { old: x, new: fine }, params: { lod, level: 1 } })
  expect([...(await at(1)).data]).toEqual([...fine.data])
  expect([...(await at(0)).data]).toEqual([...fine.data])
  expectClose(await at(2), await runNode(upsample, { inputs: { x } }), { max: 2e-7 })
  expectClose(await at(7), await runNode(upsample, { inputs: { x } }), { max: 2e-7 })
})

/** The map without its outermost pixels. */
function inside({ dims, data }: Tensor): Tensor {
  const [n = 0, c = 0, h = 0, w = 0] = dims
  const kept: number[] = []
  data.forEach((value, at) => {
    const [i, j] = [Math.floor(at / w) % h, at % w]
    if (i > 0 && i < h - 1 && j > 0 && j < w - 1) kept.push(value)
  })
  return tensor([n, c, h - 2, w - 2], Float32Array.from(kept))
}
