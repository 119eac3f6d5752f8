/** What a node costs: counted from inferred facts alone, so that it is known before anything runs. */
import { blockOf } from '../doc/block'
import type { BlockRecord, Document, NodeRecord } from '../doc/document'
import type { WeightSpec } from '../nodedef/define-node'
import { categoryOf } from '../nodedef/registry'
import { isKnown, mapDims, UNKNOWN, type Dim } from '../tensor/wire-type'
import type { InferredNode } from './infer-node'
import type { Inference } from './inference'

/** Weights and values are float32. */
const VALUE_BYTES = 4
/** Each sample of a batch has its own values, and a cost is told for one. */
const BATCH = 'N'
/** The category of nodes that compute nothing. */
const PASSIVE = 'graph'
/** Nothing can be said about what such a node does. */
const UNTOLD = new Set(['graph/unknown-node-type', 'graph/cycle'])

/** What one node costs; unknown while a size it depends on is. */
export interface NodeCost {
  /** Trainable values; buffers (average w, stored noise) do not count. */
  readonly parameters: Dim
  /** Multiply-adds for one sample. */
  readonly macs: Dim
  /** Bytes of all its weights in float32, buffers included. */
  readonly weightBytes: Dim
  /**
   * Bytes of all its outputs for one sample, in float32: the values as the graph draws them, whether or not a run keeps
   * them. What a node only hands on is not its own.
   */
  readonly outputBytes: Dim
  /** Both of these. */
  readonly memory: Dim
}

export interface Sum {
  /** Of what is known. */
  readonly total: number
  /** Whether that is everything. */
  readonly complete: boolean
}

/** The costs of several nodes together: a selection, a block, a graph. */
export type CostTotals = { readonly [Cost in keyof NodeCost]: Sum }

const ALL_UNKNOWN: NodeCost = {
  parameters: UNKNOWN,
  macs: UNKNOWN,
  weightBytes: UNKNOWN,
  outputBytes: UNKNOWN,
  memory: UNKNOWN,
}
const FREE: NodeCost = { parameters: 0, macs: 0, weightBytes: 0, outputBytes: 0, memory: 0 }

/** Whether a node computes nothing by its nature: it hands on what comes in, or is there for readers only. */
export function isPassive({ type }: Pick<NodeRecord, 'type'>): boolean {
  return categoryOf(type) === PASSIVE
}

/** `blocks` are the document's: an instance costs what the nodes in it cost. */
export function nodeCost(
  record: Pick<NodeRecord, 'type' | 'mode'>,
  facts: InferredNode | undefined,
  blocks: Document['blocks'],
): NodeCost {
  if (record.mode !== undefined) return FREE
  if (!facts) return ALL_UNKNOWN
  const block = blockOf(record, blocks)
  if (block && facts.inside) return costInside(block, facts.inside, blocks)
  if (isPassive(record) && !isUntold(facts)) return FREE
  let cost = counted.get(facts)
  if (!cost) counted.set(facts, (cost = countCost(facts)))
  return cost
}

/** A graph's costs are asked for after every edit, and hardly a node of it has changed. */
const counted = new WeakMap<InferredNode, NodeCost>()

function costInside({ nodes }: BlockRecord, inside: Inference, blocks: Document['blocks']): NodeCost {
  const sums = sumCosts([...nodes].map(([id, record]) => nodeCost(record, inside.node(id), blocks)))
  return {
    parameters: whole(sums.parameters),
    macs: whole(sums.macs),
    weightBytes: whole(sums.weightBytes),
    outputBytes: whole(sums.outputBytes),
    memory: whole(sums.memory),
  }
}

function countCost(facts: InferredNode): NodeCost {
  if (isUntold(facts)) return ALL_UNKNOWN
  const weightBytes = bytesOf(Object.values(facts.weights).map(weightCount))
  const outputBytes = bytesOf([...facts.outputs.values()].map(({ dims }) => product(dims.map(ofOneSample))))
  return {
    parameters: parameterCount(facts),
    macs: isKnown(facts.macs) ? facts.macs : UNKNOWN,
    weightBytes,
    outputBytes,
    memory: addUp([weightBytes, outputBytes]),
  }
}

export function sumCosts(costs: Iterable<NodeCost>): CostTotals {
  const sum: { [Cost in keyof NodeCost]: { total: number; complete: boolean } } = {
    parameters: { ...NOTHING },
    macs: { ...NOTHING },
    weightBytes: { ...NOTHING },
    outputBytes: { ...NOTHING },
    memory: { ...NOTHING },
  }
  for (const cost of costs) {
    add(sum.parameters, cost.parameters)
    add(sum.macs, cost.macs)
    add(sum.weightBytes, cost.weightBytes)
    add(sum.outputBytes, cost.outputBytes)
    add(sum.memory, cost.memory)
  }
  return sum
}

const NOTHING: Sum = { total: 0, complete: true }

function add(sum: { total: number; complete: boolean }, value: Dim): void {
  if (isKnown(value)) sum.total += value
  else sum.complete = false
}

/** Trainable parameters of a node; unknown while a size is. Buffers (average w, stored noise) do not count. */
export function parameterCount({ weights }: Pick<InferredNode, 'weights'>): Dim {
  return addUp(
    Object.values(weights)
      .filter(({ trainable }) => trainable !== false)
      .map(weightCount),
  )
}

/** Values of a weight. */
export function weightCount({ dims }: Pick<WeightSpec, 'dims'>): Dim {
  return product(dims)
}

/** The sum of what is known, and whether that is everything. */
export function sumKnown(values: readonly Dim[]): Sum {
  const known = values.filter(isKnown)
  return { total: known.reduce((sum, value) => sum + value, 0), complete: known.length === values.length }
}

function ofOneSample(dim: Dim): Dim {
  return dim === BATCH ? 1 : dim
}

function product(dims: readonly Dim[]): Dim {
  return mapDims((...sizes) => sizes.reduce((size, dim) => size * dim, 1), ...dims)
}

function bytesOf(counts: readonly Dim[]): Dim {
  const values = addUp(counts)
  return isKnown(values) ? values * VALUE_BYTES : UNKNOWN
}

/** Unknown as soon as one part is. */
function addUp(parts: readonly Dim[]): Dim {
  return whole(sumKnown(parts))
}

function whole({ total, complete }: Sum): Dim {
  return complete ? total : UNKNOWN
}

function isUntold({ diagnostics }: InferredNode): boolean {
  return diagnostics.some(({ code }) => UNTOLD.has(code))
}
