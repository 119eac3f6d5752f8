/** Repairs for what is wrong inside a block: a number on its face at a size that suits what comes in. */
import { pathOf } from '../../doc/block-path'
import { paramProblem } from '../../nodedef/params'
import { isKnown, type WireType } from '../../tensor/wire-type'
import type { Diagnostic } from '../../diagnostic/diagnostic'
import { firstCure } from './first-cure'
import type { Repair, Scene } from './repair'
import type { Wiring } from './wirings'

/** What blocks make of a size, likeliest first. */
const FACTORS = [1, 2, 4, 1 / 2]

/** `problem` lies inside the node of `wiring`. */
export function* changeFace(scene: Scene, wiring: Wiring, problem: Diagnostic): Generator<Repair> {
  const { node, definition, types } = wiring
  if (!isInside(problem, node.id) || node.mode !== undefined) return
  for (const [key, spec] of Object.entries(definition.params)) {
    if (spec.kind !== 'int') continue
    const sizes = [...sizesAround(types.values())].filter((size) => paramProblem(spec, size) === null)
    const repair = firstCure(scene, wiring, problem, key, sizes)
    if (repair) yield repair
  }
}

export function isInside({ place }: Diagnostic, node: string): boolean {
  return place.kind === 'node' && place.node !== node && pathOf(place.node)[0] === node
}

function sizesAround(types: Iterable<WireType>): ReadonlySet<number> {
  const sizes = [...types].flatMap(({ dims }) => dims.filter(isKnown))
  return new Set(FACTORS.flatMap((factor) => sizes.map((size) => size * factor)).filter(Number.isInteger))
}
