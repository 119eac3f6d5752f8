/** Repairs for what is wrong inside a block: a number on its face at a size that suits what comes in. */
import { pathOf } from '../../doc/block-path'
import { paramProblem } from '../../nodedef/params'
import { isKnown, type WireType } from '../../tensor/wire-type'
import type { Diagnostic } from '../../diagnostic/diagnostic'
import { inferNode } from '../infer-node'
import { createDraft } from './drafts'
import type { Repair, Scene } from './repair'
import { nameChanges, nameNode } from './words'
import { finish, type Wiring } from './wirings'

/** What blocks make of a size, likeliest first. */
const FACTORS = [1, 2, 4, 1 / 2]

/** `problem` lies inside the node of `wiring`. */
export function* changeFace(scene: Scene, wiring: Wiring, problem: Diagnostic): Generator<Repair> {
  const { document, registry } = scene
  const { node, definition, types } = wiring
  if (!isInside(problem, node.id) || node.mode !== undefined) return
  for (const [key, spec] of Object.entries(definition.params)) {
    if (spec.kind !== 'int') continue
    for (const value of sizesAround(types.values())) {
      if (paramProblem(spec, value) !== null) continue
      const params = { ...node.params, [key]: value }
      const { diagnostics } = inferNode({ ...node, params }, types, registry)
      if (diagnostics.some(({ severity, code }) => severity === 'error' && code === problem.code)) continue
      const draft = createDraft(document)
      draft.add({ type: 'param/set', node: node.id, key, value })
      finish(draft, wiring)
      const owner = nameNode(node, document, registry)
      yield { label: `Set ${owner}'s ${nameChanges(definition, [key], params)}`, commands: draft.commands }
      break
    }
  }
}

export function isInside({ place }: Diagnostic, node: string): boolean {
  return place.kind === 'node' && place.node !== node && pathOf(place.node)[0] === node
}

function sizesAround(types: Iterable<WireType>): ReadonlySet<number> {
  const sizes = [...types].flatMap(({ dims }) => dims.filter(isKnown))
  return new Set(FACTORS.flatMap((factor) => sizes.map((size) => size * factor)).filter(Number.isInteger))
}
