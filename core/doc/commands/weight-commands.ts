import type { NodeId } from '../../base/ids'
import { error } from '../../diagnostic/diagnostic'
import type { WeightRef } from '../document'
import { innerWeight } from '../block-path'
import { withValues } from '../inner-values'
import { findSeedProblem, findWeightsProblem, type RecordProblem } from '../record-problems'
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

/** Puts these values in the place of all that a node holds: when the nodes in a block come to lie elsewhere. */
export interface ReplaceWeights {
  readonly type: 'weights/replace'
  readonly node: NodeId
  /** By name; of what is inside, by path: `conv1:weight`. */
  readonly weights: Readonly<Record<string, WeightRef>>
  readonly innerSeeds: Readonly<Record<string, number>>
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
      // A block draws everything in it anew.
      if (inner !== undefined) {
        const seeds = Object.entries(record.innerSeeds ?? {})
        const others = seeds.filter(
          ([path]) => path !== inner && !path.startsWith(innerWeight(inner as NodeId, '')),
        )
        return record.innerSeeds?.[inner] === seed && others.length === seeds.length - 1
          ? record
          : { ...record, innerSeeds: { ...Object.fromEntries(others), [inner]: seed } }
      }
      if (record.weightSeed === seed && !record.innerSeeds) return record
      const { innerSeeds: _before, ...rest } = record
      return { ...rest, weightSeed: seed }
    })
  },
})

export const replaceWeights = defineCommand<ReplaceWeights>({
  type: 'weights/replace',
  label: () => 'Move weights',
  check({ node, weights, innerSeeds }, { document }) {
    if (!document.nodes.has(node)) return noSuchNode(node)
    const problem = findWeightsProblem(weights) ?? firstSeedProblem(innerSeeds)
    return problem && error(problem.code, { kind: 'node', node }, problem.message)
  },
  run({ node, weights, innerSeeds }, transaction) {
    transaction.updateNode(node, (record) => withValues(record, weights, innerSeeds))
  },
})

function firstSeedProblem(seeds: ReplaceWeights['innerSeeds']): RecordProblem | null {
  for (const seed of Object.values(seeds)) {
    const problem = findSeedProblem(seed)
    if (problem) return problem
  }
  return null
}

function isSameRef(a: WeightRef | undefined, b: WeightRef): boolean {
  return a?.sha256 === b.sha256 && a.dims.join() === b.dims.join()
}

function noSuchNode(node: NodeId): ReturnType<typeof error> {
  return error('document/no-such-node', { kind: 'node', node }, `There is no node ${node}.`)
}
