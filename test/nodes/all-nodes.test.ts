import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { inferNode } from '../../core/infer/infer-node'
import { checkDefinition } from '../../core/nodedef/check-definition'
import { placeholderType } from '../../core/nodedef/ports'
import { createRegistry } from '../../core/nodedef/registry'
import { dumpIr } from '../../core/onnx/dump'
import { UNKNOWN, wireType } from '../../core/tensor/wire-type'
import { nodeDefinitions } from '../../nodes/index.gen'
import { expectClose } from '../helpers/close'
import { runCompiled } from '../helpers/executor'
import { caseTypes, concreteDims, prepareCase, subjectNode } from '../helpers/node-cases'
import { runReference, type ReferenceModules } from '../helpers/run-reference'

/**
 * Every node type, from its own file: the definition is sound, the cases infer what they say, one-node
 * models equal their text dumps, and running them gives the inferred shapes and the plain reference's values.
 */

// float32 sums of at most a few hundred terms against float64: 2e-5 of the range leaves a factor of about ten.
const LIMIT = { max: 2e-5 }

const references: ReferenceModules = import.meta.glob('./reference/**/*.ts', { eager: true })

describe.each(nodeDefinitions.map((definition) => [definition.type, definition] as const))(
  '%s',
  (type, definition) => {
    const registry = createRegistry([definition])

    test('the definition is sound', () => {
      expect(checkDefinition(definition)).toEqual([])
    })

    test('unknown sizes keep the rank', () => {
      const inputs = Object.entries(definition.inputs)
      const unknown = new Map(inputs.map(([port, spec]) => [port, placeholderType(spec)]))
      const symbolic = new Map(
        [...unknown].map(([port, t]) => [
          port,
          wireType(
            t.kind,
            t.dims.map((_, i) => (i === 0 ? 'N' : UNKNOWN)),
          ),
        ]),
      )
      const node = subjectNode(definition, {})
      const ranks = [unknown, symbolic].map((types) =>
        [...inferNode(node, types, registry).outputs].map(([port, t]) => [port, t.dims.length]),
      )
      expect(ranks[0]?.map(([port]) => port)).toEqual(Object.keys(definition.outputs))
      expect(ranks[1]).toEqual(ranks[0])
    })

    for (const example of definition.cases) {
      const expectedError = example.error
      if (expectedError !== undefined) {
        test(`${example.name}`, () => {
          const { diagnostics } = inferNode(
            subjectNode(definition, example.params ?? {}),
            caseTypes(definition, example),
            registry,
          )
          expect(diagnostics.filter((d) => d.severity === 'error').map((d) => d.code)).toContain(
            expectedError,
          )
        })
        continue
      }
      test(`${example.name}: inferred`, () => {
        const facts = inferNode(
          subjectNode(definition, example.params ?? {}),
          caseTypes(definition, example),
          registry,
        )
        expect(facts.diagnostics).toEqual([])
        expect(Object.fromEntries([...facts.outputs].map(([port, t]) => [port, t.dims]))).toEqual(example.out)
      })

      if (definition.role === 'annotation') continue
      for (const opset of [17, 18, 21]) {
        test(`${example.name}: opset ${opset} equals the reference`, async () => {
          const prepared = prepareCase(definition, example, opset)
          const results = await runCompiled(prepared.compiled)
          const expected = runReference(references, './reference', type, prepared)
          for (const port of Object.keys(definition.outputs)) {
            const result = required(results.get(port), `output ${port}`)
            const inferred = required(
              prepared.compiled.inference.typeOf({ node: subjectNode(definition, {}).id, port }),
              port,
            )
            expect(result.dims, 'the inferred shape').toEqual(concreteDims(inferred.dims))
            expectClose(result, required(expected[port], `reference output ${port}`), LIMIT, port)
          }
        })
      }
    }

    test.skipIf(definition.role === 'annotation')('the one-node models equal their dumps', async () => {
      const dumps = definition.cases
        .filter((example) => example.error === undefined)
        .map(
          (example) =>
            `# ${example.name}\n${hideHashes(dumpIr(prepareCase(definition, example, 17).compiled.ir))}`,
        )
      await expect(dumps.join('\n')).toMatchFileSnapshot(`../golden/nodes/${type.replace('/', '.')}.txt`)
    })
  },
)

/** Weights in these dumps are random test values; only their names and shapes matter. */
function hideHashes(dump: string): string {
  return dump.replace(/sha256:[0-9a-f]{64}/g, 'loaded')
}
