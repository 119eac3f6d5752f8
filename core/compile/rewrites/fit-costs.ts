import type { CostProbe, Unknowns } from './cost-probes'
import { COST_NAMES, type Costs } from './costs'

/** Nanoseconds of a run before anything is known of the machine. */
const TYPICAL_RUN = 100_000
const STEPS = 200
/** A probe whose measured time is this much more or less than what the fit expects of it tells nothing. */
const BELIEVABLE = 1.25
/** How far one cost may stray from the built-in one when the whole machine's speed is taken out. */
const PLAUSIBLE = 50

/**
 * The costs under which the probes take the measured nanoseconds. Each probe's own cost is scaled by how far its time
 * is off, over and over; as the largest part of each time is its own cost's, that settles. A cost that cannot be told
 * is the built-in one at the machine's speed.
 */
export function fitCosts(
  probes: readonly CostProbe[],
  measured: readonly (number | undefined)[],
  builtIn: Costs,
): Costs {
  const known = probes.flatMap((probe, i) => {
    const time = measured[i]
    return time !== undefined && Number.isFinite(time) && time > 0 ? [{ probe, time }] : []
  })
  const first = { ...builtIn, run: TYPICAL_RUN }
  // What no probe tells should at least be at the speed of this machine.
  let unknowns: Unknowns = scaled(first, middle(known.map(({ probe, time }) => time / probe.time(first))))
  for (let step = 0; step < STEPS; step++)
    for (const { probe, time } of known) {
      const off = time / probe.time(unknowns)
      const scale = Math.min(4, Math.max(0.25, off))
      unknowns = { ...unknowns, [probe.decides]: unknowns[probe.decides] * scale }
    }

  const decided = new Map<keyof Unknowns, number>()
  for (const { probe, time } of known) {
    const off = time / probe.time(unknowns)
    if (off < BELIEVABLE && off > 1 / BELIEVABLE) decided.set(probe.decides, unknowns[probe.decides])
  }
  const speed = middle(COST_NAMES.map((key) => (decided.get(key) ?? NaN) / builtIn[key]))
  let costs = builtIn
  for (const key of COST_NAMES) {
    const typical = builtIn[key] * speed
    const ratio = (decided.get(key) ?? NaN) / typical
    costs = { ...costs, [key]: ratio < PLAUSIBLE && ratio > 1 / PLAUSIBLE ? ratio * typical : typical }
  }
  return costs
}

function scaled(unknowns: Unknowns, factor: number): Unknowns {
  let out = { ...unknowns, run: unknowns.run * factor }
  for (const name of COST_NAMES) out = { ...out, [name]: unknowns[name] * factor }
  return out
}

/** The middle of what is known; 1 when nothing is. */
function middle(ratios: readonly number[]): number {
  const known = ratios.filter((ratio) => Number.isFinite(ratio) && ratio > 0).sort((a, b) => a - b)
  return known[Math.floor(known.length / 2)] ?? 1
}
