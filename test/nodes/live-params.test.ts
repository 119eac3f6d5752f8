import { describe, expect, test } from 'vitest'
import { createRegistry } from '../../core/nodedef/registry'
import type { NodeCase, NodeDefinition } from '../../core/nodedef/define-node'
import { inferNode } from '../../core/infer/infer-node'
import { nodeDefinitions } from '../../nodes/index.gen'
import { caseTypes, prepareCase, subjectNode } from '../helpers/node-cases'

/**
 * The promise behind every slider: dragging a live parameter changes what is fed, never the model, so nothing
 * is compiled again.
 */
const live = nodeDefinitions.flatMap((definition) =>
  Object.entries(definition.params).flatMap(([key, spec]) =>
    'live' in spec && spec.live === true ? [{ type: definition.type, key, definition, spec }] : [],
  ),
)

describe.each(live)('$type: $key', ({ definition, key, spec }) => {
  const examples = definition.cases.filter((example) => example.error === undefined)
  const values = [spec.min, (spec.min + spec.max) / 2, spec.max].map((value) =>
    spec.kind === 'int' ? Math.round(value) : value,
  )

  test.each(examples.map((example) => [example.name, example] as const))('%s', (_name, example) => {
    const original = prepareCase(definition, example, 17).compiled.key
    const dragged = values
      .map((value) => ({ ...example, params: { ...example.params, [key]: value } }))
      .filter((changed) => isSound(definition, changed))
    expect(dragged.length, 'some value of the slider fits the case').toBeGreaterThan(0)
    for (const changed of dragged) expect(prepareCase(definition, changed, 17).compiled.key).toBe(original)
  })
})

/** Some values contradict the case's other parameters (white below black). */
function isSound(definition: NodeDefinition, example: NodeCase): boolean {
  const node = subjectNode(definition, example.params ?? {})
  return (
    inferNode(node, caseTypes(definition, example), createRegistry([definition])).diagnostics.length === 0
  )
}
