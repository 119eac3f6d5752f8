import { required } from '../base/assert'
import { sha256Hex } from '../base/hash'
import type { NodeId } from '../base/ids'
import { encodeUtf8 } from '../base/utf8'
import { parsePort } from '../doc/document'
import type { Inference } from '../infer/inference'
import { dumpIr } from '../onnx/dump'
import { isKnown, wireType, type WireType } from '../tensor/wire-type'
import type { Compiled } from './compile'
import type { Ir, IrInput, IrOperator } from './ir'
import { canonicalNames } from './canonical'

/**
 * A part of a compiled graph that runs as one model. What goes in and comes out are values of the whole graph; inside,
 * names are canonical, so that equal work in two places (two mappings with the same weights) is one model.
 */
export interface Segment {
  /** The node the segment ends with; unique among the segments. */
  readonly root: NodeId
  readonly nodes: readonly NodeId[]
  /** Equal keys: equal operators on equal weights. */
  readonly key: string
  /** Names in the whole graph, in the order of `model.inputs` and `model.outputs`. */
  readonly inputs: readonly string[]
  readonly outputs: readonly string[]
  readonly model: Ir
  /** Multiply-adds of its nodes as drawn, for the batch that runs; what is not known counts as none. */
  readonly macs: number
}

export interface SegmentedGraph {
  /** Each after those it takes values from. */
  readonly segments: readonly Segment[]
  /** What is fed from outside. */
  readonly inputs: ReadonlyMap<string, IrInput>
  /** The graph's outputs: names of values that some segment makes or that are fed. */
  readonly outputs: Compiled['ir']['outputs']
  readonly opset: number
}

/**
 * Cuts a compiled graph into segments at its natural borders: wherever a latent, w or styles pass, and where a map meets
 * its styles. Then a change of a late style reruns only what comes after it, and a style that stayed the same is
 * recognised by its values.
 */
export function segmentGraph(compiled: Compiled, finish: Finish = finishWith((ir) => ir)): SegmentedGraph {
  const { ir, inference } = compiled
  const byNode = new Map<NodeId, IrOperator[]>()
  for (const operator of ir.operators)
    byNode.set(operator.source, [...(byNode.get(operator.source) ?? []), operator])
  const madeBy = new Map(ir.operators.map((operator) => [operator.output, operator.source]))
  const outputNames = new Set(ir.outputs.map((output) => output.name))
  const roots = assignRoots(compiled, byNode, madeBy, outputNames)

  const members = new Map<NodeId, NodeId[]>()
  for (const [node, root] of roots) members.set(root, [...(members.get(root) ?? []), node])
  const typeOf = valueTypes(compiled, inference)
  /** Values that some other segment takes, or the caller. */
  const leaving = new Set(outputNames)
  for (const { inputs, source } of ir.operators) {
    for (const name of inputs) {
      const maker = madeBy.get(name)
      if (maker !== undefined && roots.get(maker) !== roots.get(source)) leaving.add(name)
    }
  }
  // `roots` is in flow order, so a segment comes after what feeds it when its root does.
  const place = new Map([...roots.keys()].map((node, i) => [node, i]))
  const segments = [...members]
    .sort(([a], [b]) => (place.get(a) ?? 0) - (place.get(b) ?? 0))
    .map(([root, nodes]) => ({
      ...buildSegment(root, nodes, ir, byNode, leaving, typeOf, finish),
      macs: nodes.reduce((sum, node) => sum + macsOf(node, inference), 0),
    }))
  return {
    segments,
    inputs: new Map(ir.inputs.map((input) => [input.name, input])),
    outputs: ir.outputs,
    opset: compiled.opset,
  }
}

function macsOf(id: NodeId, inference: Inference): number {
  const node = inference.node(id)
  if (!node || !isKnown(node.macs)) return 0
  const batch = [...node.outputs.values()][0]?.dims[0]
  return node.macs * (isKnown(batch) ? batch : 1)
}

/** For every node that computes, the node its segment ends with. */
function assignRoots(
  { ir, inference }: Compiled,
  byNode: ReadonlyMap<NodeId, readonly IrOperator[]>,
  madeBy: ReadonlyMap<string, NodeId>,
  outputNames: ReadonlySet<string>,
): Map<NodeId, NodeId> {
  const consumers = new Map<NodeId, Set<NodeId>>()
  const cut = new Set<NodeId>()
  for (const operator of ir.operators) {
    for (const name of operator.inputs) {
      const maker = madeBy.get(name)
      if (maker === undefined || maker === operator.source) continue
      consumers.set(maker, (consumers.get(maker) ?? new Set<NodeId>()).add(operator.source))
      if (isBorder(inference, name, operator.source)) cut.add(maker)
    }
    if (outputNames.has(operator.output)) cut.add(operator.source)
  }

  const roots = new Map<NodeId, NodeId>()
  for (const node of [...byNode.keys()].reverse()) {
    const followers = new Set(
      [...(consumers.get(node) ?? [])].map((consumer) =>
        required(roots.get(consumer), `root of ${consumer}`),
      ),
    )
    const [only] = followers
    roots.set(node, !cut.has(node) && followers.size === 1 && only !== undefined ? only : node)
  }
  return new Map([...roots].reverse())
}

/** Is the wire that carries `value` into `consumer` a natural border? */
function isBorder(inference: Inference, value: string, consumer: NodeId): boolean {
  const kind = inference.typeOf(parsePort(value))?.kind
  if (kind === 'latent' || kind === 'w' || kind === 'styles') return true
  const inputs = inference.node(consumer)?.inputs ?? new Map<string, WireType>()
  return [...inputs.values()].some((type) => type.kind === 'styles')
}

function valueTypes({ ir }: Compiled, inference: Inference): (name: string) => WireType {
  const known = new Map<string, WireType>()
  // Two latents of different batches are both N to the graph; what they really are is known by now.
  for (const { name, dims } of ir.inputs)
    known.set(name, wireType('features', inference.typeOf(parsePort(name))?.dims ?? dims))
  for (const { name, type } of ir.outputs) known.set(name, type)
  return (name) => required(known.get(name) ?? inference.typeOf(parsePort(name)), `type of ${name}`)
}

function buildSegment(
  root: NodeId,
  nodes: readonly NodeId[],
  ir: Ir,
  byNode: ReadonlyMap<NodeId, readonly IrOperator[]>,
  leaving: ReadonlySet<string>,
  typeOf: (name: string) => WireType,
  finish: Finish,
): Omit<Segment, 'macs'> {
  const operators = nodes.flatMap((node) => byNode.get(node) ?? [])
  const made = new Set(operators.map((operator) => operator.output))
  const used = new Set(
    operators.flatMap((operator) => operator.inputs).filter((name) => name !== '' && !made.has(name)),
  )
  const initializers = ir.initializers.filter((initializer) => used.has(initializer.name))
  for (const { name } of initializers) used.delete(name)

  const inputs = [...used]
  const outputs = [...made].filter((name) => leaving.has(name))
  const written: Ir = {
    operators,
    initializers,
    inputs: inputs.map((name) => ({ name, dims: typeOf(name).dims, key: '', make: neverFed, source: root })),
    outputs: outputs.map((name) => ({ name, port: { node: root, port: name }, type: typeOf(name) })),
  }
  return { root, nodes, outputs, ...finish(written) }
}

/** What becomes of a segment's operators: its model, the model's key, and the inputs it still has. */
export type Finish = (written: Ir) => Pick<Segment, 'key' | 'model' | 'inputs'>

export function finishWith(rewrite: (ir: Ir) => Ir): Finish {
  return (written) => {
    // A rewrite may find that an input makes no difference (noise of strength zero); then it is not waited for.
    const rewritten = rewrite(written)
    const model = canonicalNames(rewritten)
    return {
      model,
      key: sha256Hex(encodeUtf8(dumpIr(model))),
      inputs: rewritten.inputs.map((input) => input.name),
    }
  }
}

/** Remembers what became of segments that were written before: after an edit that is all of them but a few. */
export function remembering(finish: Finish, most = 2000): Finish {
  const known = new Map<string, ReturnType<Finish>>()
  return (written) => {
    const text = dumpIr(written)
    const before = known.get(text)
    if (before) return before
    const finished = finish(written)
    known.set(text, finished)
    for (const oldest of known.keys()) {
      if (known.size <= most) break
      known.delete(oldest)
    }
    return finished
  }
}

function neverFed(): never {
  throw new Error('Internal error: a segment has no values of its own to feed')
}
