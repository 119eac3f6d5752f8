import { required } from '../core/base/assert'
import { sha256Hex } from '../core/base/hash'
import type { NodeId } from '../core/base/ids'
import { fail, ok, type Result } from '../core/base/result'
import { encodeUtf8 } from '../core/base/utf8'
import type { Cancellation } from '../core/contract/cancellation'
import type { RunProgress, SegmentAccount } from '../core/contract/engine-types'
import { heldBytes } from '../core/compile/held-bytes'
import type { Segment, SegmentedGraph } from '../core/compile/segments'
import { formatPort } from '../core/doc/document'
import { encodeSplit } from '../core/onnx/encode'
import { elementCount, tensorBytes, type Tensor } from '../core/tensor/tensor'
import { readValue, type DeviceValue, type ExecutableModel, type Executor, type RunFailure } from './executor'
import { createLru } from './lru'

export interface ScheduledRun {
  /** By the names of the graph's outputs. */
  readonly outputs: ReadonlyMap<string, Tensor>
  readonly account: readonly SegmentAccount[]
}

export type ScheduleFailure =
  | { readonly cancelled: true }
  | { readonly cancelled: false; readonly failure: RunFailure; readonly segment: Segment }

/**
 * Runs segmented graphs and remembers results by what they were made from: a segment runs only when nobody knows its
 * result. A small result (latents, w, styles) goes by its values, so that what lies behind it is reused when it comes
 * out the same, however it came about.
 */
export interface Scheduler {
  run(graph: SegmentedGraph, watch?: RunWatch): Promise<Result<ScheduledRun, ScheduleFailure>>
  setResultBudget(bytes: number): void
  readonly resultBytes: number
  clear(): void
}

/** Who may stop a run, and who is told how far it is. */
export interface RunWatch {
  readonly cancellation?: Cancellation | undefined
  readonly onProgress?: ((progress: RunProgress) => void) | undefined
  /** Outputs (`formatPort`) that stay, whatever the budget, until a later run names others. */
  readonly keep?: ReadonlySet<string> | undefined
  /** The next run's account tells its reasons as if this one had not been. */
  readonly isAside?: boolean
}

/** Results up to this many values go by their values; hashing them costs less than a millisecond. */
const SMALL = 65_536
const MOST_VALUE_KEYS = 20_000

interface Seen {
  readonly key: string
  readonly inputs: readonly string[]
}

class Stopped extends Error {
  constructor(readonly reason: ScheduleFailure) {
    super('stopped')
  }
}

export function createScheduler(executor: Executor, resultBudget: number): Scheduler {
  const results = createLru<DeviceValue>(resultBudget, (value) => value.release())
  /** For small results: how they were made, to the key of their values. */
  const valueKeys = new Map<string, string>()
  /** What each node's segment was made of in the last run, to tell why it runs again. */
  const seen = new Map<NodeId, Seen>()
  /** Lets go of the outputs kept since the last run that named some. */
  let letGo: readonly (() => void)[] = []

  function remember(derived: string, key: string): void {
    valueKeys.set(derived, key)
    for (const oldest of valueKeys.keys()) {
      if (valueKeys.size <= MOST_VALUE_KEYS) break
      valueKeys.delete(oldest)
    }
  }

  async function run(
    graph: SegmentedGraph,
    { cancellation, onProgress, keep, isAside }: RunWatch,
  ): Promise<ScheduledRun> {
    const makers = new Map<string, { segment: Segment; index: number }>()
    for (const segment of graph.segments)
      segment.outputs.forEach((name, index) => makers.set(name, { segment, index }))
    const accounts = new Map<NodeId, SegmentAccount>()
    const holds: (() => void)[] = []

    const inputKeys = async (segment: Segment): Promise<string[]> => {
      const keys: string[] = []
      for (const name of segment.inputs) keys.push(await keyOf(name))
      return keys
    }

    /** How the segment's results come about: its model and the keys of what goes in. */
    const derivations = new Map<Segment, string>()
    async function derivation(segment: Segment): Promise<string> {
      let known = derivations.get(segment)
      if (known === undefined) {
        known = sha256Hex(encodeUtf8([segment.key, ...(await inputKeys(segment))].join('\n')))
        derivations.set(segment, known)
      }
      return known
    }

    async function keyOf(name: string): Promise<string> {
      const input = graph.inputs.get(name)
      if (input) return input.key
      const { segment, index } = required(makers.get(name), `maker of ${name}`)
      const derived = `${await derivation(segment)}:${index}`
      if (!isSmall(segment, index)) return derived
      if (!valueKeys.has(derived)) await materialize(segment)
      return required(valueKeys.get(derived), `value key of ${name}`)
    }

    /** A value that stays until what is put into `held` is called: another run may make room at any await. */
    async function valueOf(name: string, held: (() => void)[]): Promise<{ key: string; value: DeviceValue }> {
      const key = await keyOf(name)
      const input = graph.inputs.get(name)
      if (!results.has(key)) {
        if (input) {
          const value = executor.upload(input.make())
          results.set(key, value, value.byteLength)
        } else await materialize(required(makers.get(name), `maker of ${name}`).segment)
      }
      held.push(results.hold(key))
      return { key, value: required(results.get(key), `result ${name}`) }
    }

    async function materialize(segment: Segment): Promise<void> {
      const keys = await inputKeys(segment)
      const derived = await derivation(segment)
      const held: (() => void)[] = []
      try {
        const feeds = new Map<string, DeviceValue>()
        for (const [i, name] of segment.inputs.entries()) {
          const { value } = await valueOf(name, held)
          feeds.set(required(segment.model.inputs[i], name).name, value)
        }
        await runSegment(segment, keys, derived, feeds)
      } finally {
        for (const release of held) release()
      }
    }

    async function runSegment(
      segment: Segment,
      keys: readonly string[],
      derived: string,
      feeds: ReadonlyMap<string, DeviceValue>,
    ): Promise<void> {
      if (cancellation?.cancelled) throw new Stopped({ cancelled: true })
      onProgress?.({ done: done.get(segment) ?? 0, total, node: segment.root })
      const reason = whyItRuns(seen.get(segment.root), segment, keys)
      const model = executable(segment, graph.opset)
      const start = performance.now()
      const prepared = await executor.prepare(model)
      const ready = performance.now()
      const names = segment.model.outputs.map((output) => output.name)
      const result = prepared.ok ? await executor.run(model, feeds, names) : prepared
      const finished = performance.now()
      if (!result.ok) throw new Stopped({ cancelled: false, failure: result.error, segment })
      if (!isAside) seen.set(segment.root, { key: segment.key, inputs: keys })

      for (const [index, name] of names.entries()) {
        const value = required(result.value.get(name), name)
        const key = isSmall(segment, index) ? await valueKey(value, segment) : `${derived}:${index}`
        if (isSmall(segment, index)) remember(`${derived}:${index}`, key)
        results.set(key, value, value.byteLength)
        holds.push(results.hold(key))
      }
      accounts.set(segment.root, {
        root: segment.root,
        nodes: segment.nodes,
        ran: true,
        runMs: finished - ready,
        prepareMs: prepared.ok && prepared.value ? ready - start : 0,
        reason,
        macs: segment.macs,
      })
    }

    /** Multiply-adds before each segment: they come in flow order, so what lies before one is known or has run. */
    const done = new Map<Segment, number>()
    let total = 0
    for (const segment of graph.segments) {
      done.set(segment, total)
      total += segment.macs
    }

    const kept: (() => void)[] = []
    try {
      const outputs = new Map<string, Tensor>()
      for (const { name, port } of graph.outputs) {
        const { key, value } = await valueOf(name, holds)
        if (keep?.has(formatPort(port))) kept.push(results.hold(key))
        outputs.set(name, { dims: value.dims, data: await read(value, makers.get(name)?.segment) })
      }
      if (keep) {
        for (const release of letGo) release()
        letGo = kept.splice(0)
      }
      const account = graph.segments.map(
        (segment) =>
          accounts.get(segment.root) ?? {
            root: segment.root,
            nodes: segment.nodes,
            ran: false,
            runMs: 0,
            prepareMs: 0,
            reason: 'known',
            macs: segment.macs,
          },
      )
      return { outputs, account }
    } finally {
      for (const release of [...holds, ...kept]) release()
    }
  }

  return {
    async run(graph, watch = {}) {
      try {
        return ok(await run(graph, watch))
      } catch (stopped) {
        if (stopped instanceof Stopped) return fail(stopped.reason)
        throw stopped
      }
    },
    setResultBudget: (bytes) => results.setBudget(bytes),
    get resultBytes() {
      return results.bytes
    },
    clear() {
      results.clear()
      valueKeys.clear()
      seen.clear()
    },
  }
}

function isSmall(segment: Segment, index: number): boolean {
  const dims = required(segment.model.outputs[index], 'output').type.dims
  return dims.every((dim) => typeof dim === 'number') && elementCount(dims) <= SMALL
}

/** A value that no segment made was fed, and lies in memory. */
async function read(value: DeviceValue, segment: Segment | undefined): Promise<Float32Array> {
  const data = await readValue(value)
  if (data.ok) return data.value
  throw new Stopped({ cancelled: false, failure: data.error, segment: required(segment, 'a segment') })
}

async function valueKey(value: DeviceValue, segment: Segment): Promise<string> {
  const data = await read(value, segment)
  return `${value.dims.join('x')}:${sha256Hex(tensorBytes({ dims: value.dims, data }))}`
}

function executable({ key, model }: Segment, opset: number): ExecutableModel {
  return {
    key,
    encode: () => encodeSplit({ ir: model, opset }, { name: 'segment', producerVersion: '' }),
    weightBytes: heldBytes(model),
  }
}

function whyItRuns(before: Seen | undefined, segment: Segment, keys: readonly string[]): string {
  if (!before) return 'first run'
  if (before.key !== segment.key) return 'its nodes or weights changed'
  const changed = segment.inputs.filter((_, i) => before.inputs[i] !== keys[i])
  return changed.length === 0 ? 'its result was evicted' : `${changed.join(', ')} changed`
}
