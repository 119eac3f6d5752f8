import type { NodeId } from '../../base/ids'
import { error } from '../../diagnostic/diagnostic'
import { MAX_SEED } from '../../nodedef/params'
import type { WeightRef } from '../document'
import { defineCommand } from './define-command'

/** Gives a node loaded weights by name; null takes one back to its initial values. */
export interface BindWeights {
  readonly type: 'weights/bind'
  readonly node: NodeId
  readonly weights: Readonly<Record<string, WeightRef | null>>
}
/** Draws a node's initial weights anew. */
export interface ReseedWeights {
  readonly type: 'weights/reseed'
  readonly node: NodeId
  readonly seed: number
}

export const bindWeights = defineCommand<BindWeights>({
  type: 'weights/bind',
  label: ({ weights }) =>
    Object.values(weights).every((ref) => ref === null) ? 'Reset weights' : 'Load weights',
  check({ node, weights }, { document, inference }) {
    if (!document.nodes.has(node)) return noSuchNode(node)
    const known = inference.node(node)?.weights ?? {}
    const stranger = Object.keys(weights).find(
      (name) => weights[name] !== null && !Object.hasOwn(known, name),
    )
    return stranger === undefined
      ? null
      : error(
          'weights/unknown',
          { kind: 'node', node },
          `${node} has no weight ${stranger}.`,
          `Its weights: ${Object.keys(known).join(', ') || 'none'}.`,
        )
  },
  run({ node, weights }, transaction) {
    transaction.updateNode(node, ({ weights: before, ...rest }) => {
      const merged: Record<string, WeightRef> = { ...before }
      for (const [name, ref] of Object.entries(weights)) {
        if (ref === null) delete merged[name]
        else merged[name] = ref
      }
      return Object.keys(merged).length === 0 ? rest : { ...rest, weights: merged }
    })
  },
})

export const reseedWeights = defineCommand<ReseedWeights>({
  type: 'weights/reseed',
  label: () => 'Reseed weights',
  check({ node, seed }, { document }) {
    if (!document.nodes.has(node)) return noSuchNode(node)
    return Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED
      ? null
      : error(
          'document/bad-seed',
          { kind: 'node', node },
          `A seed is a whole number between 0 and ${MAX_SEED}.`,
        )
  },
  run({ node, seed }, transaction) {
    transaction.updateNode(node, (record) => ({ ...record, weightSeed: seed }))
  },
})

function noSuchNode(node: NodeId): ReturnType<typeof error> {
  return error('document/no-such-node', { kind: 'node', node }, `There is no node ${node}.`)
}
