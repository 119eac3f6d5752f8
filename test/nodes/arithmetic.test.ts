import { describe, expect, test } from 'vitest'
import { inferNode, type InferredNode } from '../../core/infer/infer-node'
import { createRegistry } from '../../core/nodedef/registry'
import { describeType, wireType, type Dim, type Kind, type WireType } from '../../core/tensor/wire-type'
import add from '../../nodes/arithmetic/add'
import multiply from '../../nodes/arithmetic/multiply'
import { subjectNode } from '../helpers/node-cases'

/** What an operation on two values takes and gives, in words. */

const TYPES: Readonly<Record<string, WireType>> = {
  features: wireType('features', ['N', 4, 8, 8]),
  image: wireType('image', ['N', 3, 8, 8]),
  noise: wireType('noise', [1, 1, 8, 8]),
  latent: wireType('latent', ['N', 8]),
  w: wireType('w', ['N', 8]),
  rows: wireType('w', [1, 6, 8]),
  styles: wireType('styles', [1, 8]),
  number: wireType('scalar', []),
}

function infer(inputs: Readonly<Record<string, WireType>>): InferredNode {
  return inferNode(subjectNode(add, {}), new Map(Object.entries(inputs)), createRegistry([add]))
}

function words({ outputs, diagnostics }: InferredNode): string {
  const problem = diagnostics.find((d) => d.severity === 'error')
  const y = outputs.get('y')
  return problem ? problem.code : y ? describeType(y) : 'nothing'
}

test.each([
  ['features', 'noise', 'a feature map (N × 4 × 8 × 8)'],
  ['features', 'image', 'arithmetic/shape-mismatch'],
  ['image', 'noise', 'an image (N × 3 × 8 × 8)'],
  ['noise', 'noise', 'a noise image (1 × 1 × 8 × 8)'],
  ['w', 'rows', 'a w (N × 6 × 8)'],
  ['styles', 'styles', 'styles (1 × 8)'],
  ['styles', 'number', 'styles (1 × 8)'],
  ['number', 'number', 'a number (one number)'],
  ['latent', 'w', 'arithmetic/kind-mismatch'],
  ['w', 'styles', 'arithmetic/kind-mismatch'],
  ['features', 'latent', 'arithmetic/kind-mismatch'],
])('%s and %s: %s', (a, b, expected) => {
  const [left, right] = [TYPES[a], TYPES[b]]
  if (!left || !right) throw new Error('unknown type')
  expect(words(infer({ a: left, b: right }))).toBe(expected)
  expect(words(infer({ a: right, b: left })), 'the other way round').toBe(expected)
})

describe('while one input is open', () => {
  test.each(Object.entries(TYPES).filter(([name]) => name !== 'number'))(
    '%s on the other one is what comes out',
    (_name, type) => {
      for (const port of ['a', 'b']) {
        const facts = infer({ [port]: type })
        expect(facts.diagnostics.map((d) => d.code)).toEqual(['graph/input-missing'])
        expect(facts.outputs.get('y')).toEqual(type)
      }
    },
  )
})

test('a problem names both sides and their sizes', () => {
  const type = (kind: Kind, ...dims: Dim[]): WireType => wireType(kind, dims)
  const { diagnostics } = inferNode(
    subjectNode(multiply, {}),
    new Map([
      ['a', type('features', 'N', 64, 16, 16)],
      ['b', type('features', 'N', 64, 8, 8)],
    ]),
    createRegistry([multiply]),
  )
  expect(diagnostics.map((d) => `${d.message} ${d.nextStep ?? ''}`)).toEqual([
    'Input a is N × 64 × 16 × 16, but input b is N × 64 × 8 × 8. Make their sizes equal; where one side is 1 it is repeated.',
  ])
})
