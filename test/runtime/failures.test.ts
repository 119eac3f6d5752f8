import * as ort from 'onnxruntime-web'
import { expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { createRegistry } from '../../core/nodedef/registry'
import { createTensorStore } from '../../core/weights/tensor-store'
import { createGraphBuilder } from '../../core/import/graph-builder'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createEngine } from '../../runtime/engine'
import { describeFailure } from '../../runtime/executor'

test.each([
  ["Non-zero status code returned while running Conv node. Name:'n7' Status Message: bad dims", 'n7'],
  [
    'failed to call OrtRun(). ERROR_CODE: 6, Exception during initialization: Node (n12) Op (Reshape) broke',
    'n12',
  ],
  ['device lost', null],
])('%s', (message, operator) => {
  expect(describeFailure(new Error(message))).toEqual({ message, operator })
})

test('what is thrown as a bare number is still a sentence', () => {
  expect(describeFailure(137)).toEqual({ message: 'onnxruntime failed with 137', operator: null })
})

test('a failing run names the node, and WebGPU gives way to WASM with a reason', async () => {
  const store = createTensorStore()
  const builder = createGraphBuilder(store)
  builder.node('const', 'input/constant', { column: 0, row: 0 }, { params: { channels: 3 } })
  builder.node('act', 'activation/relu', { column: 1, row: 0 }, { from: { x: 'const.y' } })
  builder.node('image', 'output/image', { column: 2, row: 0 }, { from: { x: 'act.y' } })
  const document = builder.build({ name: 'test', description: '' })
  const registry = createRegistry(nodeDefinitions)

  /** onnxruntime with a device that fails on every run of the WebGPU backend, and, when asked, of WASM as well. */
  function broken(alsoWasm: boolean): typeof ort {
    const create = async (
      model: Uint8Array,
      options: { executionProviders?: readonly unknown[] },
    ): Promise<object> => {
      const onWasm = options.executionProviders?.[0] === 'wasm'
      const session = await ort.InferenceSession.create(model, { executionProviders: ['wasm'] })
      if (onWasm && !alsoWasm) return session
      return {
        run: () =>
          Promise.reject(
            new Error(
              "Non-zero status code returned while running Relu node. Name:'n1' Status Message: lost",
            ),
          ),
        release: () => session.release(),
      }
    }
    return { ...ort, InferenceSession: { create } } as unknown as typeof ort
  }

  // As written: what depends on nothing but weights would be folded, and no Relu would be left to fail.
  const options = {
    registry,
    store,
    threads: 1,
    rewrites: false,
    webgpuProblem: () => Promise.resolve(null),
  }
  const falling = createEngine({ ort: broken(false), ...options, settings: { backend: 'webgpu' } })
  const report = await falling.run({ document })
  expect(report.ok && { backend: report.value.backend, fallback: report.value.fallback }).toEqual({
    backend: 'wasm',
    fallback: expect.stringContaining('WebGPU failed: Non-zero status code') as string,
  })

  const failing = createEngine({ ort: broken(true), ...options, settings: { backend: 'wasm' } })
  const failed = await failing.run({ document })
  expect(failed.ok ? [] : failed.error.map((d) => ({ code: d.code, place: d.place }))).toEqual([
    { code: 'run/failed', place: { kind: 'node', node: nodeId('act') } },
  ])
})
