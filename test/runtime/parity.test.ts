import * as ort from 'onnxruntime-web'
import { describe, expect, test } from 'vitest'
import { fail, ok } from '../../core/base/result'
import { createCancelSource } from '../../core/contract/cancellation'
import type { Backend, ParityProgress } from '../../core/contract/engine-types'
import { error } from '../../core/diagnostic/diagnostic'
import { nodeId } from '../../core/base/ids'
import type { PortRef } from '../../core/doc/document'
import { tensor, type Tensor } from '../../core/tensor/tensor'
import { createEngine } from '../../runtime/engine'
import type { Ort } from '../../runtime/ort'
import { compareNodes, differenceOf } from '../../runtime/parity'
import { allNodes } from '../helpers/random-graph'
import { randomGenerator } from '../helpers/random-generator'
import { valueOf } from '../helpers/result'

const row = (...values: number[]): Tensor => tensor([values.length], Float32Array.from(values))

test.each([
  ['equal', row(1, 2), row(1, 2), 0],
  ['a tenth of the range', row(1, 2), row(1, 1.8), 0.2 / 1.8],
  ['the range from low to high', row(-4, 5), row(-5, 5), 0.1],
  ['a constant map', row(2.5, 2), row(2, 2), 0.25],
  ['noise about zero', row(1e-9, 0), row(0, 0), 1e-3],
  ['NaN on both', row(NaN, 1), row(NaN, 1), 0],
  ['infinity on both', row(Infinity, 1), row(Infinity, 1), 0],
  ['opposite infinities', row(Infinity, 1), row(-Infinity, 1), Infinity],
  ['NaN here', row(NaN, 1), row(0, 1), Infinity],
  ['NaN there', row(0, 1), row(NaN, 1), Infinity],
  ['infinity there', row(0, 1), row(Infinity, 1), Infinity],
  ['other dims', row(0, 1, 2), row(0, 1), Infinity],
])('%s', (_name, value, reference, expected) => {
  expect(differenceOf(value, reference)).toBeCloseTo(expected, 6)
})

describe('node by node', () => {
  const port = (node: string): PortRef => ({ node: nodeId(node), port: 'y' })
  const nodes = ['a', 'b', 'c'].map((node) => [port(node)])

  test('the first beyond the tolerance is named, and no more than one node is asked for at a time', async () => {
    const asked: string[] = []
    const told: ParityProgress[] = []
    const off: Readonly<Record<string, number>> = { a: 0.001, b: 0.5, c: 0.9 }
    const compared = valueOf(
      await compareNodes({
        nodes,
        tolerance: 0.002,
        compute: (ports, backend) => {
          asked.push(`${backend} ${ports.map(({ node }) => node).join()}`)
          const values = ports.map((at) => ({
            port: at,
            tensor: row(0, backend === 'webgpu' ? 1 + (off[at.node] ?? 0) : 1),
          }))
          return Promise.resolve(ok({ values, runMs: backend === 'webgpu' ? 2 : 3 }))
        },
        onProgress: (step) => told.push(step),
      }),
    )
    expect(asked).toEqual(['wasm a', 'webgpu a', 'wasm b', 'webgpu b', 'wasm c', 'webgpu c'])
    expect(compared.first).toEqual(port('b'))
    expect(compared.entries.map(({ difference }) => Number(difference.toFixed(3)))).toEqual([0.001, 0.5, 0.9])
    expect(compared.runMs).toEqual({ wasm: 9, webgpu: 6 })
    expect(told.map(({ done, total, node }) => `${done}/${total} ${node}`)).toEqual([
      '0/3 a',
      '1/3 b',
      '2/3 c',
    ])
  })

  test('it stops before the next node when it is cancelled, and at once when a node fails', async () => {
    const source = createCancelSource()
    let computed = 0
    const compute = (_ports: readonly PortRef[], backend: Backend) => {
      computed++
      if (backend === 'webgpu') source.cancel()
      return Promise.resolve(ok({ values: [], runMs: 0 }))
    }
    const { cancellation } = source
    expect(await compareNodes({ nodes, tolerance: 0, compute, cancellation })).toEqual(fail([]))
    expect(computed).toBe(2)

    const problem = error('parity/failed', { kind: 'graph' }, 'It broke.')
    expect(
      await compareNodes({ nodes, tolerance: 0, compute: () => Promise.resolve(fail([problem])) }),
    ).toEqual(fail([problem]))
  })
})

describe('on a document', () => {
  const { editor, store } = randomGenerator(5, 1)
  const { document } = editor

  /** WASM stands for WebGPU; `spoil` changes what one of its sessions gives. */
  function standIn(spoil: (name: string, data: Float32Array) => void): Ort {
    const create = async (...[model, options]: Parameters<typeof ort.InferenceSession.create>) => {
      const onWasm = options?.executionProviders?.[0] === 'wasm'
      const session = await ort.InferenceSession.create(model, {
        ...options,
        executionProviders: ['wasm'],
        preferredOutputLocation: 'cpu',
      })
      const run = session.run.bind(session)
      const spoiled = async (...args: Parameters<typeof session.run>) => {
        const results = await run(...args)
        for (const [name, { data }] of Object.entries(results))
          if (!onWasm && data instanceof Float32Array) spoil(name, data)
        return results
      }
      return Object.assign(session, { run: spoiled })
    }
    return { ...ort, InferenceSession: { ...ort.InferenceSession, create } } as unknown as Ort
  }

  function engineOn(runtime: Ort, backend: 'auto' | 'webgpu' = 'webgpu') {
    return createEngine({
      ort: runtime,
      registry: allNodes,
      store,
      threads: 1,
      settings: { backend },
      webgpuProblem: () => Promise.resolve(null),
      adapter: () => Promise.resolve({ description: 'a fake', isSoftware: false }),
    })
  }

  // What is written for WebGPU rounds differently, wherever it runs.
  test('two equal backends agree on every node', async () => {
    const engine = engineOn(standIn(() => undefined))
    const report = valueOf(await engine.compare({ document }))
    await engine.release()
    expect(report.first).toBeNull()
    expect(report.entries.length).toBeGreaterThan(10)
    expect(Math.max(...report.entries.map(({ difference }) => difference))).toBeLessThan(1e-5)
    expect(report.adapter).toBe('a fake')
  })

  test('where one is wrong from some node on, that node is the first, and auto keeps to WASM', async () => {
    let sound = 12
    const engine = engineOn(
      standIn((_name, data) => {
        if (sound-- <= 0) data[0] = (data[0] ?? 0) + 1000
      }),
      'auto',
    )
    const report = valueOf(await engine.compare({ document }))
    expect(report.first).not.toBeNull()
    const run = valueOf(await engine.run({ document }))
    expect({ backend: run.backend, fallback: run.fallback }).toEqual({
      backend: 'wasm',
      fallback: `WebGPU gave other values than WASM from ${report.first?.node ?? ''} on`,
    })
    await engine.release()
  })

  test('without WebGPU it says so', async () => {
    const engine = createEngine({
      ort,
      registry: allNodes,
      store,
      threads: 1,
      webgpuProblem: () => Promise.resolve('no graphics adapter was found for WebGPU'),
    })
    const compared = await engine.compare({ document })
    expect(compared.ok ? [] : compared.error.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'parity/no-webgpu: There is nothing to compare WASM with: no graphics adapter was found for WebGPU.',
    ])
    await engine.release()
  })
})
