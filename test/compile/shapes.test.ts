import { describe, expect, test } from 'vitest'
import { inferShapes } from '../../core/compile/shapes'
import { isKnown } from '../../core/tensor/wire-type'
import { nodeDefinitions } from '../../nodes/index.gen'
import { prepareCase } from '../helpers/node-cases'

/** Operators whose shapes depend on values: what follows them stays unknown. */
const VALUE_DEPENDENT = ['Shape', 'Expand', 'Flatten']

describe.each([17, 18])('opset %i', (opset) => {
  const cases = nodeDefinitions.flatMap((definition) =>
    definition.cases
      .filter(({ error }) => error === undefined && definition.role !== 'annotation')
      .map((example) => [`${definition.type}: ${example.name}`, definition, example] as const),
  )

  test.each(cases)('%s', (_title, definition, example) => {
    const { ir } = prepareCase(definition, example, opset).compiled
    const shapes = inferShapes(ir)
    const valueDependent = ir.operators.some(({ type }) => VALUE_DEPENDENT.includes(type))
    for (const { name, type } of ir.outputs) {
      const shape = shapes.get(name)
      if (valueDependent && shape === undefined) continue
      expect(
        shape?.map((dim, i) => (isKnown(dim) ? dim : type.dims[i])),
        name,
      ).toEqual(type.dims)
    }
  })

  test('a batch that is named keeps its name through the layers', () => {
    const adain = nodeDefinitions.find(({ type }) => type === 'conv/conv2d')
    const example = adain?.cases.find(({ name }) => name === 'keeps the size')
    if (!adain || !example) throw new Error('the case is gone')
    const { ir } = prepareCase(adain, example, opset).compiled
    const named = new Map(ir.inputs.map(({ name, dims }) => [name, ['N', ...dims.slice(1)]]))
    expect(ir.outputs.map(({ name }) => inferShapes(ir, named).get(name))).toEqual([['N', 4, 5, 7]])
  })
})
