import type { Diagnostic } from '../../diagnostic/diagnostic'
import type { ParamValue } from '../../nodedef/params'
import { inferNode } from '../infer-node'
import { createDraft } from './drafts'
import type { Repair, Scene } from './repair'
import { nameChanges, nameNode } from './words'
import { finish, type Wiring } from './wirings'

/** Sets a parameter to the first of `values` with which the problem is gone; undefined when none helps. */
export function firstCure(
  { document, registry }: Scene,
  wiring: Wiring,
  problem: Diagnostic,
  key: string,
  values: Iterable<ParamValue>,
): Repair | undefined {
  const { node, definition, types } = wiring
  for (const value of values) {
    const params = { ...node.params, [key]: value }
    const { diagnostics } = inferNode({ ...node, params }, types, registry)
    if (diagnostics.some(({ severity, code }) => severity === 'error' && code === problem.code)) continue
    const draft = createDraft(document)
    draft.add({ type: 'param/set', node: node.id, key, value })
    finish(draft, wiring)
    const owner = nameNode(node, document, registry)
    return { label: `Set ${owner}'s ${nameChanges(definition, [key], params)}`, commands: draft.commands }
  }
  return undefined
}
