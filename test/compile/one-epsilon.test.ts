import { expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { nodeDefinitions } from '../../nodes/index.gen'
import { expectClose } from '../helpers/close'
import { runCompiled } from '../helpers/executor'
import { prepareCase } from '../helpers/node-cases'

const adain = required(
  nodeDefinitions.find((definition) => definition.type === 'norm/adain'),
  'norm/adain',
)

test.each([1e-12, 1e-8, 1e-5, 1e-3, 0.1])(
  'for WebGPU an epsilon of %d is written with the one epsilon',
  async (eps) => {
    const example = { name: 'case', params: { eps }, in: { x: [2, 3, 5, 4], styles: [2, 6] } }
    const plain = prepareCase(adain, example, 17, 'wasm').compiled
    const rewritten = prepareCase(adain, example, 17, 'webgpu').compiled
    const epsilons = rewritten.ir.operators
      .filter((o) => o.type === 'InstanceNormalization')
      .map((o) => o.attributes['epsilon'])
    expect(epsilons).toEqual([{ float: 1e-5 }])
    expect(rewritten.ir.operators.length - plain.ir.operators.length).toBe(eps === 1e-5 ? 0 : 1)
    // The same sums on scaled values: float32 rounding only.
    const values = async (compiled: typeof plain) => required((await runCompiled(compiled)).get('y'), 'y')
    expectClose(await values(rewritten), await values(plain), { max: 2e-6 })
  },
)
