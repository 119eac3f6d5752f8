import * as ort from 'onnxruntime-web'
import { expect, test } from 'vitest'
import { fail, ok, type Result } from '../../core/base/result'
import { tensor } from '../../core/tensor/tensor'
import { createExecutor, type Executor, type RunFailure } from '../../runtime/executor'
import { judgeProbe, probe, type ProbeRun } from '../../runtime/probe'

function ran(ms: number, ...values: number[]): Result<ProbeRun, RunFailure> {
  return ok({ ms, value: tensor([values.length], Float32Array.from(values)) })
}

const broke = fail({ message: 'no such operator', operator: null })

test.each([
  ['right and faster', ran(1, 0, 1), ran(5, 0, 1), null],
  ['right and as fast', ran(5, 0, 1), ran(5, 0, 1), null],
  ['rounded', ran(1, 0, 1.001), ran(5, 0, 1), null],
  ['slower', ran(5.2, 0, 1), ran(5, 0, 1), 'WebGPU was slower than WASM in a small test (6 against 5 ms)'],
  [
    'wrong',
    ran(1, 0, 1.25),
    ran(5, 0, 1),
    'WebGPU gave wrong values in a small test (25 % of their range off)',
  ],
  [
    'NaN',
    ran(1, 0, NaN),
    ran(5, 0, 1),
    'WebGPU gave wrong values in a small test (infinitely many times of their range off)',
  ],
  ['broken', broke, ran(5, 0, 1), 'WebGPU could not run a small test: no such operator'],
  ['unchecked', ran(1, 0, 1), broke, 'WebGPU could not be checked against WASM: no such operator'],
])('%s', (_name, webgpu, wasm, expected) => {
  expect(judgeProbe(webgpu, wasm)).toBe(expected)
})

test('the probe runs, agrees with itself, and leaves nothing behind', async () => {
  const executor = createExecutor(ort, { backend: 'wasm', threads: 1 })
  let clock = 0
  // The first to be timed is WASM; what stands for WebGPU takes less.
  const readings = [0, 30, 30, 33]
  const now = (): number => readings[clock++] ?? NaN
  const start = performance.now()
  expect(await probe(executor, executor, now)).toBeNull()
  expect(performance.now() - start).toBeLessThan(3_000)
  expect(clock).toBe(4)
  expect(executor.sessionBytes).toBe(0)
  await executor.release()
})

test('a device that gives wrong values is found out', async () => {
  const right = createExecutor(ort, { backend: 'wasm', threads: 1 })
  const wrong: Executor = {
    ...right,
    run: async (...asked) => {
      const result = await right.run(...asked)
      if (!result.ok) return result
      const read = async (value: { read(): Promise<Float32Array> }): Promise<Float32Array> =>
        (await value.read()).map((x, i) => (i === 7 ? x + 1 : x))
      return ok(
        new Map([...result.value].map(([name, value]) => [name, { ...value, read: () => read(value) }])),
      )
    },
  }
  expect(await probe(wrong, right)).toMatch(/^WebGPU gave wrong values in a small test/)
  await right.release()
})
