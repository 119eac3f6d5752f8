import type { NodeId } from '../../base/ids'
import { error } from '../../diagnostic/diagnostic'
import type { WeightRef } from '../document'
import { findSeedProblem, findWeightsProblem } from '../record-problems'
import { defineCommand } from './define-command'

/** Gives a node loaded weights by name; null takes one back to its initial values. */
export interface BindWeights {
  readonly type: 'weights/bind'
  readonly node: NodeId
  readonly weights: Readonly<Record<string, WeightRef | null>>
}
/** Draws initial weights anew: a node's, with all that is in it, or those of one node in a block's instance. */
export interface ReseedWeights {
  readonly type: 'weights/reseed'
  readonly node: NodeId
  readonly seed: number
  /** The path of the node inside, `conv1`. */
  readonly inner?: string
}

export const bindWeights = defineCommand<BindWeights>({
  type: 'weights/bind',
  label: ({ weights }) =>
    Object.values(weights).every((ref) => ref === null) ? 'Reset weights' : 'Load weights',
  check({ node, weights }, { document, inference }) {
    if (!document.nodes.has(node)) return noSuchNode(node)
    const problem = findWeightsProblem(weights)
    if (problem) return error(problem.code, { kind: 'node', node }, problem.message)
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
    transaction.updateNode(node, (record) => {
      const { weights: before = {}, ...rest } = record
      const merged = new Map(Object.entries(before))
      for (const [name, ref] of Object.entries(weights)) {
        if (ref === null) merged.delete(name)
        else if (!isSameRef(merged.get(name), ref)) merged.set(name, ref)
      }
      const isSame =
        merged.size === Object.keys(before).length && [...merged].every(([name, ref]) => before[name] === ref)
      if (isSame) return record
      return merged.size === 0 ? rest : { ...rest, weights: Object.fromEntries(merged) }
    })
  },
})

export const reseedWeights = defineCommand<ReseedWeights>({
  type: 'weights/reseed',
  label: () => 'Reseed weights',
  check({ node, seed }, { document }) {
    if (!document.nodes.has(node)) return noSuchNode(node)
    const problem = findSeedProblem(seed)
    return problem && error(problem.code, { kind: 'node', node }, problem.message)
  },
  run({ node, seed, inner }, transaction) {
    transaction.updateNode(node, (record) => {
      if (inner !== undefined) {
        return record.innerSeeds?.[inner] === seed
          ? record
          : { ...record, innerSeeds: { ...record.innerSeeds, [inner]: seed } }
      }
      if (record.weightSeed === seed && !record.innerSeeds) return record
      // A block draws everything in it anew.
      const { innerSeeds: _before, ...rest } = record
      return { ...rest, weightSeed: seed }
    })
  },
})

function isSameRef(a: WeightRef | undefined, b: WeightRef): boolean {
  return a?.sha256 === b.sha256 && a.dims.join() === b.dims.join()
}

function noSuchNode(node: NodeId): ReturnType<typeof error> {
  return error('document/no-such-node', { kind: 'node', node }, `There is no node ${node}.`)
}
