/**
 * One graph on both backends, node by node: where do their values part? Each backend computes on its own from the same
 * inputs, in the form it runs in, so what is compared is what users see. Of all values, only one node's are held.
 */
import { fail, ok, type Result } from '../core/base/result'
import type { Cancellation } from '../core/contract/cancellation'
import type { Backend, ParityEntry, ParityProgress, ParityReport } from '../core/contract/engine-types'
import type { Diagnostic } from '../core/diagnostic/diagnostic'
import { formatPort, type PortRef } from '../core/doc/document'
import type { Tensor } from '../core/tensor/tensor'

/**
 * As a part of the range of WASM's values: what the fast division, square root and exponential of graphics cards may
 * cost over a whole generator. Half precision keeps three digits, which add up.
 */
export const PARITY_TOLERANCE = 2e-3
export const HALF_PRECISION_TOLERANCE = 3e-2

/** Below it a range is rounding. */
const LEAST_RANGE = 1e-6

export interface PortValue {
  readonly port: PortRef
  readonly tensor: Tensor
}

export interface ComputedPorts {
  readonly values: readonly PortValue[]
  readonly runMs: number
}

export interface ParityRequest {
  /** In flow order, the ports of one node together. */
  readonly nodes: readonly (readonly PortRef[])[]
  readonly tolerance: number
  readonly compute: (
    ports: readonly PortRef[],
    backend: Backend,
  ) => Promise<Result<ComputedPorts, readonly Diagnostic[]>>
  readonly cancellation?: Cancellation | undefined
  /** Told before each node. */
  readonly onProgress?: ((progress: ParityProgress) => void) | undefined
}

export type Comparison = Pick<ParityReport, 'tolerance' | 'entries' | 'first' | 'runMs'>

/** Fails with no diagnostics at all when it was cancelled. */
export async function compareNodes({
  nodes,
  tolerance,
  compute,
  cancellation,
  onProgress,
}: ParityRequest): Promise<Result<Comparison, readonly Diagnostic[]>> {
  const entries: ParityEntry[] = []
  const runMs = { webgpu: 0, wasm: 0 }
  for (const [done, ports] of nodes.entries()) {
    const [first] = ports
    if (!first) continue
    if (cancellation?.cancelled) return fail([])
    onProgress?.({ done, total: nodes.length, node: first.node })
    const wasm = await compute(ports, 'wasm')
    if (!wasm.ok) return wasm
    const webgpu = await compute(ports, 'webgpu')
    if (!webgpu.ok) return webgpu
    runMs.wasm += wasm.value.runMs
    runMs.webgpu += webgpu.value.runMs
    const ours = new Map(webgpu.value.values.map(({ port, tensor }) => [formatPort(port), tensor]))
    for (const { port, tensor } of wasm.value.values) {
      const other = ours.get(formatPort(port))
      const difference = other ? differenceOf(other, tensor) : Infinity
      entries.push({ port, difference, dims: tensor.dims })
    }
  }
  const first = entries.find(({ difference }) => difference > tolerance)?.port ?? null
  return ok({ tolerance, entries, first, runMs })
}

/**
 * The largest difference as a part of the reference's range: largest less smallest value, or the largest magnitude when
 * that is more. Infinite where only one side has NaN or an infinity, or where the dims differ.
 */
export function differenceOf(value: Tensor, reference: Tensor): number {
  if (value.dims.join() !== reference.dims.join()) return Infinity
  let low = Infinity
  let high = -Infinity
  let most = 0
  for (let i = 0; i < reference.data.length; i++) {
    const a = value.data[i] ?? NaN
    const b = reference.data[i] ?? NaN
    if (Number.isFinite(b)) {
      if (b < low) low = b
      if (b > high) high = b
    }
    if (Object.is(a, b) || a === b) continue
    const difference = Math.abs(a - b)
    if (!Number.isFinite(difference)) return Infinity
    if (difference > most) most = difference
  }
  return most === 0 ? 0 : most / Math.max(high - low, Math.abs(high), Math.abs(low), LEAST_RANGE)
}
