/** Node types that compute nothing: those that hand on what comes in, and those that are there for readers only. */
import { KINDS } from '../tensor/wire-type'
import type { NodeCase, NodeDefinition } from './define-node'
import { defineNode } from './define-node'
import type { ParamSpecs } from './params'
import type { PortSpec } from './ports'

interface PassiveSpec {
  readonly type: string
  readonly title: string
  readonly summary: string
  readonly help: string
  readonly keywords: readonly string[]
}

const PASS_CASES: readonly NodeCase[] = [
  {
    name: 'hands on a feature map',
    in: { x: { kind: 'features', dims: ['N', 8, 4, 4] } },
    out: { y: ['N', 8, 4, 4] },
  },
  { name: 'hands on w', in: { x: { kind: 'w', dims: [2, 5] } }, out: { y: [2, 5] } },
]

/** One input `x` for whatever comes, of every kind and shape, and one output `y` that is the same. */
export function definePass(
  spec: PassiveSpec & { readonly inputDoc: string; readonly outputDoc: string },
): NodeDefinition {
  const { inputDoc, outputDoc, ...words } = spec
  return defineNode({
    ...words,
    version: 1,
    role: 'pass',
    // Open, it hands on nothing: whoever needs something behind it says so.
    inputs: { x: { ...anything(inputDoc), optional: true } },
    outputs: { y: anything(outputDoc) },
    params: {},
    infer: neverAsked,
    emit: neverAsked,
    cases: PASS_CASES,
  })
}

/** A node without ports, of no concern to a run. */
export function defineAnnotation(
  spec: PassiveSpec & { readonly params: ParamSpecs; readonly cases: readonly NodeCase[] },
): NodeDefinition {
  return defineNode({
    ...spec,
    version: 1,
    role: 'annotation',
    inputs: {},
    outputs: {},
    infer: () => ({}),
    emit: neverAsked,
  })
}

function anything(doc: string): PortSpec & { readonly optional?: false } {
  return { kinds: KINDS, doc }
}

function neverAsked(): never {
  throw new Error('Internal error: a node that computes nothing was asked to compute')
}
