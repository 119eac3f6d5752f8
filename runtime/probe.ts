/**
 * Is WebGPU any good here? A block as generators have it runs on both backends, in some 100 ms: WebGPU is only worth
 * taking when its values are right and it is not the slower one.
 */
import { fail, ok, type Result } from '../core/base/result'
import { DEFAULT_OPSET } from '../core/compile/compile'
import { heldBytes } from '../core/compile/held-bytes'
import { disorder, handWriting } from '../core/compile/hand-written'
import type { Ir, IrInitializer } from '../core/compile/ir'
import { encodeSplit } from '../core/onnx/encode'
import { tensor, type Tensor } from '../core/tensor/tensor'
import { readValue, type ExecutableModel, type Executor, type RunFailure } from './executor'
import { differenceOf, PARITY_TOLERANCE } from './parity'

const { source, operator, floats, input } = handWriting('probe')
const CHANNELS = 64
const SIDE = 32
/** A graphics device is only handed work by a run; several to a reading show what the work itself takes. */
const RUNS = 3

export interface ProbeRun {
  readonly value: Tensor
  /** Milliseconds of one run, without making its session. */
  readonly ms: number
}

/** Why WebGPU had better not be taken, or null when it is right and not slower. */
export function judgeProbe(
  webgpu: Result<ProbeRun, RunFailure>,
  wasm: Result<ProbeRun, RunFailure>,
): string | null {
  if (!webgpu.ok) return `WebGPU could not run a small test: ${webgpu.error.message}`
  if (!wasm.ok) return `WebGPU could not be checked against WASM: ${wasm.error.message}`
  const difference = differenceOf(webgpu.value.value, wasm.value.value)
  if (!(difference <= PARITY_TOLERANCE))
    return `WebGPU gave wrong values in a small test (${percent(difference)} of their range off)`
  if (webgpu.value.ms > wasm.value.ms)
    return `WebGPU was slower than WASM in a small test (${Math.ceil(webgpu.value.ms)} against ${Math.ceil(wasm.value.ms)} ms)`
  return null
}

export async function probe(
  webgpu: Executor,
  wasm: Executor,
  now = (): number => performance.now(),
): Promise<string | null> {
  const reference = await runProbe(wasm, now)
  return judgeProbe(await runProbe(webgpu, now), reference)
}

async function runProbe(executor: Executor, now: () => number): Promise<Result<ProbeRun, RunFailure>> {
  const ir = probeModel()
  const model: ExecutableModel = {
    key: 'probe',
    encode: () => encodeSplit({ ir, opset: DEFAULT_OPSET }, { name: 'probe', producerVersion: '' }),
    weightBytes: heldBytes(ir),
  }
  const feeds = new Map(ir.inputs.map(({ name, make }) => [name, executor.upload(make())]))
  try {
    // The first run makes the session and compiles shaders.
    const first = await runTimes(executor, model, feeds, 1)
    if (!first.ok) return first
    const start = now()
    const value = await runTimes(executor, model, feeds, RUNS)
    return value.ok ? ok({ value: value.value, ms: (now() - start) / RUNS }) : value
  } finally {
    for (const value of feeds.values()) value.release()
    executor.forget(model)
  }
}

async function runTimes(
  executor: Executor,
  model: ExecutableModel,
  feeds: Parameters<Executor['run']>[1],
  count: number,
): Promise<Result<Tensor, RunFailure>> {
  let last: Result<Tensor, RunFailure> = fail({ message: 'nothing was run', operator: null })
  for (let left = count; left > 0; left--) {
    const result = await executor.run(model, feeds, ['y'])
    if (!result.ok) return result
    for (const value of result.value.values()) {
      const { dims } = value
      const data = left === 1 ? await readValue(value) : null
      value.release()
      if (data !== null) last = data.ok ? ok({ dims, data: data.value }) : data
    }
  }
  return last
}

/** Conv, leaky ReLU, instance norm written out as it is for WebGPU, and the up-conv as one transposed convolution. */
function probeModel(): Ir {
  const dims = [1, CHANNELS, SIDE, SIDE]
  const weight = (name: string, shape: readonly number[]): IrInitializer =>
    floats(name, shape, () => disorder(shape, 1 / CHANNELS))
  const conv = { strides: [1, 1], dilations: [1, 1], group: 1, pads: [1, 1, 1, 1] }
  return {
    inputs: [input('x', dims, () => tensor(dims, disorder(dims)))],
    initializers: [
      weight('conv', [CHANNELS, CHANNELS, 3, 3]),
      weight('up', [CHANNELS, CHANNELS, 4, 4]),
      floats('epsilon', [], () => Float32Array.of(1e-8)),
    ],
    operators: [
      operator('Conv', ['x', 'conv'], 'c', { ...conv, kernel_shape: [3, 3] }),
      operator('LeakyRelu', ['c'], 'a', { alpha: { float: 0.2 } }),
      operator('ReduceMean', ['a'], 'mean', { axes: [2, 3], keepdims: 1 }),
      operator('Sub', ['a', 'mean'], 'centred'),
      operator('Mul', ['centred', 'centred'], 'squares'),
      operator('ReduceMean', ['squares'], 'variance', { axes: [2, 3], keepdims: 1 }),
      operator('Add', ['variance', 'epsilon'], 'safe'),
      operator('Sqrt', ['safe'], 'deviation'),
      operator('Div', ['centred', 'deviation'], 'norm'),
      operator('ConvTranspose', ['norm', 'up'], 'y', {
        ...conv,
        kernel_shape: [4, 4],
        strides: [2, 2],
        output_padding: [0, 0],
      }),
    ],
    outputs: [
      {
        name: 'y',
        port: { node: source, port: 'y' },
        type: { kind: 'features', dims: [1, CHANNELS, 2 * SIDE, 2 * SIDE] },
      },
    ],
  }
}

function percent(part: number): string {
  return Number.isFinite(part) ? `${Number((part * 100).toPrecision(2))} %` : 'infinitely many times'
}
