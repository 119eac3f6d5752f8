/** Which whole numbers make a node give a wanted type. */
import { nodeId } from '../../base/ids'
import type { NodeDefinition } from '../../nodedef/define-node'
import { paramProblem, withDefaults, type ParamValues } from '../../nodedef/params'
import type { Registry } from '../../nodedef/registry'
import { isKnown, mayEqual, type WireType } from '../../tensor/wire-type'
import { inferNode } from '../infer-node'

const MOST_ROUNDS = 3

/**
 * `start` with as few whole-number parameters changed as it takes for the output `port` to carry `goal` while the
 * inputs carry `inputs`; undefined when that cannot be. `keys` are the parameters that may change. Dims of `goal` that are no numbers are met by any size.
 */
export function solveParams(
  definition: NodeDefinition,
  start: ParamValues,
  inputs: ReadonlyMap<string, WireType>,
  port: string,
  goal: WireType,
  registry: Registry,
  keys: readonly string[] = wholeNumbers(definition),
): ParamValues | undefined {
  const distance = (params: ParamValues): number => {
    const { type, version } = definition
    const probe = { id: nodeId('probe'), type, version, position: { x: 0, y: 0 }, params }
    const { outputs, diagnostics } = inferNode(probe, inputs, registry)
    if (diagnostics.some(({ severity }) => severity === 'error')) return Infinity
    return mismatch(outputs.get(port), goal)
  }
  let best = { params: start, distance: distance(start) }
  for (let round = 0; round < MOST_ROUNDS && best.distance > 0; round++) {
    const before = best
    for (const key of keys) {
      const spec = definition.params[key]
      for (const value of sizesNear(goal, inputs)) {
        if (!spec || paramProblem(spec, value) !== null) continue
        const params = { ...before.params, [key]: value }
        const reached = distance(params)
        if (reached < best.distance) best = { params, distance: reached }
      }
    }
    if (best === before) return undefined
  }
  return best.distance === 0 ? best.params : undefined
}

function wholeNumbers({ params }: NodeDefinition): string[] {
  return Object.entries(params).flatMap(([key, { kind }]) => (kind === 'int' ? [key] : []))
}

/** The parameters whose values differ, defaults filled in. */
export function changedParams(definition: NodeDefinition, from: ParamValues, to: ParamValues): string[] {
  const before = withDefaults(definition.params, from)
  return Object.entries(withDefaults(definition.params, to)).flatMap(([key, value]) =>
    value === before[key] ? [] : [key],
  )
}

/** How many dims are not yet as wanted; the batch may be 1 against any. */
function mismatch(type: WireType | undefined, goal: WireType): number {
  if (type?.kind !== goal.kind || type.dims.length !== goal.dims.length) return Infinity
  return type.dims.filter((dim, axis) => {
    const wanted = goal.dims[axis]
    if (!isKnown(wanted)) return false
    return axis === 0 ? dim !== 1 && !mayEqual(dim, wanted) : dim !== wanted
  }).length
}

function sizesNear({ dims }: WireType, inputs: ReadonlyMap<string, WireType>): ReadonlySet<number> {
  const sizes = new Set<number>()
  const incoming = [...inputs.values()].filter((type) => type.dims.length === dims.length)
  for (const [axis, size] of dims.entries()) {
    if (!isKnown(size)) continue
    sizes.add(size)
    if (size % 2 === 0) sizes.add(size / 2)
    for (const type of incoming) {
      const given = type.dims[axis]
      if (!isKnown(given) || given === 0 || size === 0) continue
      if (size % given === 0) sizes.add(size / given)
      if (given % size === 0) sizes.add(given / size)
    }
  }
  return sizes
}
