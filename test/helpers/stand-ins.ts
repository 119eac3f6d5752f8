import { defineNode, type NodeDefinition } from '../../core/nodedef/define-node'
import { port } from '../../core/nodedef/ports'
import { KINDS, wireType, type Kind } from '../../core/tensor/wire-type'

/** Test-only nodes `stand-in/<kind>` whose output is always fed: they put a type on a wire. */
export const standIns: readonly NodeDefinition[] = KINDS.map((kind) => defineStandIn(kind))

function defineStandIn(kind: Kind): NodeDefinition {
  return defineNode({
    type: `stand-in/${kind}`,
    version: 1,
    title: `Any ${kind}`,
    summary: 'Stands for whatever comes in.',
    help: 'Source: tests.',
    keywords: [],
    inputs: {},
    outputs: { value: port(kind, 'What is fed.') },
    params: {},
    infer: () => ({ value: wireType(kind, []) }),
    emit() {
      throw new Error('a stand-in is always fed')
    },
    cases: [],
  })
}
