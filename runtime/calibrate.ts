import { fail, ok, type Result } from '../core/base/result'
import { heldBytes } from '../core/compile/held-bytes'
import { costProbes, type CostProbe } from '../core/compile/rewrites/cost-probes'
import { builtInCosts, type Costs } from '../core/compile/rewrites/costs'
import { fitCosts } from '../core/compile/rewrites/fit-costs'
import { DEFAULT_OPSET } from '../core/compile/compile'
import type { Cancellation } from '../core/contract/cancellation'
import { encodeSplit } from '../core/onnx/encode'
import { readValue, type DeviceValue, type ExecutableModel, type Executor, type RunFailure } from './executor'

const ROUNDS = 9
/** A usual time this many times the shortest one is another program's. */
const BUSY = 2
/** A graphics device only hands work out when it is started; several runs to a reading show what the work itself takes. */
const RUNS = { wasm: 1, webgpu: 8 } as const

/**
 * What the pieces of a layer cost on this executor's backend, from about a second of small models run in turn. Other
 * programs only ever make a run longer, so each model's shortest time counts; when the usual time is far above it, the
 * computer is too busy to tell anything.
 */
export async function calibrate(
  executor: Executor,
  options: { readonly cancellation?: Cancellation; readonly now?: () => number } = {},
): Promise<Result<Costs, RunFailure>> {
  const { cancellation, now = () => performance.now() } = options
  const { backend } = executor
  const probes = costProbes(backend === 'webgpu' ? 2 : 1)
  const times = probes.map((): number[] => [])
  const models = probes.map(modelOf)
  const inputs = probes.map(
    ({ ir }) => new Map(ir.inputs.map(({ name, make }) => [name, executor.upload(make())])),
  )
  try {
    // The first round makes the sessions and is not counted.
    for (let round = 0; round <= ROUNDS; round++)
      for (const [i, model] of models.entries()) {
        if (cancellation?.cancelled) return fail({ message: 'the measurement was stopped', operator: null })
        const start = now()
        const ran = await runTimes(executor, model, inputs[i] ?? new Map(), round === 0 ? 1 : RUNS[backend])
        if (!ran.ok) return ran
        if (round > 0) times[i]?.push(((now() - start) / RUNS[backend]) * 1e6)
      }
  } finally {
    for (const feeds of inputs) for (const value of feeds.values()) value.release()
    for (const model of models) executor.forget(model)
  }
  const shortest = times.map((of) => Math.min(...of))
  const busy = times.filter((of, i) => median(of) > BUSY * (shortest[i] ?? 0))
  if (busy.length > probes.length / 2)
    return fail({ message: 'the computer was too busy with other work to measure it', operator: null })
  return ok(fitCosts(probes, shortest, builtInCosts(backend)))
}

/** Runs the model and reads the last run's result: only then has the device done all of it. */
async function runTimes(
  executor: Executor,
  model: ExecutableModel,
  feeds: ReadonlyMap<string, DeviceValue>,
  count: number,
): Promise<Result<null, RunFailure>> {
  for (let left = count; left > 0; left--) {
    const result = await executor.run(model, feeds, ['pixel'])
    if (!result.ok) return result
    for (const value of result.value.values()) {
      const read = left === 1 ? await readValue(value) : ok(null)
      value.release()
      if (!read.ok) return read
    }
  }
  return ok(null)
}

function modelOf({ ir, decides }: CostProbe): ExecutableModel {
  return {
    key: `probe:${decides}`,
    encode: () => encodeSplit({ ir, opset: DEFAULT_OPSET }, { name: 'probe', producerVersion: '' }),
    weightBytes: heldBytes(ir),
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN
}
