/** Repairs for a parameter that does not suit what comes in: the nearest value that does. */
import { paramProblem, withDefaults, type ParamSpec, type ParamValue } from '../../nodedef/params'
import type { Diagnostic } from '../../diagnostic/diagnostic'
import { firstCure } from './first-cure'
import type { Repair, Scene } from './repair'
import type { Wiring } from './wirings'

/** How many whole numbers are tried on each side of the present one. */
const REACH = 4096

export function* changeOwnParams(scene: Scene, wiring: Wiring, problem: Diagnostic): Generator<Repair> {
  const { node, definition } = wiring
  if (problem.place.kind !== 'node' || problem.place.node !== node.id || node.mode !== undefined) return
  const named = problem.place.param
  if (named === undefined) return
  for (const key of [named, ...siblings(definition.params, named)]) {
    const spec = definition.params[key]
    if (!spec) continue
    const present = withDefaults(definition.params, node.params)[key] ?? null
    const repair = firstCure(scene, wiring, problem, key, nearbyValues(spec, present))
    if (repair) yield repair
  }
}

/** A choice beside a number may help as well (another padding, another variance), and the other end of a range. */
function siblings(specs: Readonly<Record<string, ParamSpec>>, named: string): string[] {
  const kinds: readonly ParamSpec['kind'][] =
    specs[named]?.kind === 'float' ? ['choice', 'float'] : ['choice']
  return Object.entries(specs).flatMap(([key, { kind }]) =>
    key !== named && kinds.includes(kind) ? [key] : [],
  )
}

function* nearbyValues(spec: ParamSpec, present: ParamValue): Generator<ParamValue> {
  if (spec.kind === 'int' && typeof present === 'number') {
    for (let by = 1; by <= REACH; by++)
      for (const value of [present - by, present + by]) if (paramProblem(spec, value) === null) yield value
  } else if (spec.kind === 'choice') yield* Object.keys(spec.options).filter((option) => option !== present)
  else if (spec.kind === 'bool') yield present !== true
  else if (spec.default !== present) yield spec.default
}
