/** Where a command belongs that is given in the graph of an entered instance, so that what is seen there is what it did. */
import type { NodeId } from '../base/ids'
import type { Registry } from '../nodedef/registry'
import { innerWeight, joinPath } from './block-path'
import type { Command, GraphCommand } from './commands/index'
import type { SetParam } from './commands/node-commands'
import type { BindWeights, ReseedWeights } from './commands/weight-commands'
import type { BlockRecord, Document, NodeRecord, PromotedParam } from './document'
import { ownValue } from './expand'

/** An instance that was entered. */
export interface Entered {
  /** As it is in the instance around it. */
  readonly instance: NodeRecord
  readonly block: BlockRecord
}

type Target = PromotedParam['targets'][number]

/**
 * The commands for the whole document that do this in the graph of the last of the instances, outermost first. It is one
 * alone, but for weights that are held in several places.
 */
export function leadInto(
  command: GraphCommand,
  entered: readonly Entered[],
  { nodes }: Document,
  registry: Registry,
): readonly Command[] {
  const [outermost] = entered
  const inmost = entered.at(-1)
  if (!outermost || !inmost) return [command]
  switch (command.type) {
    case 'weights/bind':
      return leadWeights(command, entered, nodes)
    // What was learnt belongs to the instance, not to the definition.
    case 'weights/reseed':
      return [leadSeed(command, outermost.instance.id, entered)]
    case 'param/set':
      return [leadParam(command, entered, registry)]
    default:
      return [inBlock(command, inmost.block)]
  }
}

function inBlock(command: GraphCommand, { id }: BlockRecord): Command {
  return { type: 'block/edit', block: id, command }
}

/** To the outermost face that decides what is seen, or to the definition where none does. */
function leadParam(command: SetParam, entered: readonly Entered[], registry: Registry): Command {
  const inmost = entered.at(-1)
  if (!inmost) return command
  const { instance, block } = inmost
  const target = { node: command.node, param: command.key }
  // As where knobs are turned into parameters, a later one goes over an earlier one.
  const knob = block.params.findLast(
    ({ key, targets: [first, ...others] }) =>
      others.some((other) => isSame(other, target)) ||
      (first && isSame(first, target) && ownValue(instance, key) !== undefined),
  )
  if (knob && ownValue(instance, knob.key) !== undefined)
    return leadParam({ ...command, node: instance.id, key: knob.key }, entered.slice(0, -1), registry)
  return inBlock(setFirst(command, knob?.targets[0] ?? target, block, registry), block)
}

/** All that a knob sets follows the first. Without a value it would leave the others to defaults of their own. */
function setFirst(
  { value: asked, ...command }: SetParam,
  { node, param }: Target,
  block: BlockRecord,
  registry: Registry,
): SetParam {
  const leads = block.params.some(
    ({ targets: [first, ...others] }) => first && others.length > 0 && isSame(first, { node, param }),
  )
  const type = block.nodes.get(node)?.type ?? ''
  const value = asked === undefined && leads ? registry.get(type)?.params[param]?.default : asked
  return { ...command, node, key: param, ...(value === undefined ? {} : { value }) }
}

function isSame(a: Target, b: Target): boolean {
  return a.node === b.node && a.param === b.param
}

function leadSeed(command: ReseedWeights, outermost: NodeId, entered: readonly Entered[]): ReseedWeights {
  const path = [...pathWithin(entered), command.node]
  return {
    ...command,
    node: outermost,
    inner: joinPath(command.inner === undefined ? path : [...path, command.inner as NodeId]),
  }
}

/** Below the outermost instance. */
function pathWithin(entered: readonly Entered[]): readonly NodeId[] {
  return entered.slice(1).map(({ instance }) => instance.id)
}

/** A node that may hold weights of another: itself, or an instance around it. */
interface Holder {
  readonly node: NodeId
  /** The definition that it stands in; null for the document's own graph. */
  readonly block: BlockRecord | null
  readonly holds: (name: string) => boolean
  readonly nameOf: (name: string) => string
}

/** Values go to the outermost instance. What is taken back is taken from whatever node gives the values that are seen. */
function leadWeights(
  { node, weights }: BindWeights,
  entered: readonly Entered[],
  nodes: Document['nodes'],
): readonly Command[] {
  const holders = holdersOf(node, entered, nodes)
  const bound = new Map<Holder | undefined, BindWeights['weights']>()
  for (const [name, ref] of Object.entries(weights)) {
    const holder = (ref === null ? holders.find(({ holds }) => holds(name)) : undefined) ?? holders[0]
    if (holder) bound.set(holder, { ...bound.get(holder), [holder.nameOf(name)]: ref })
  }
  return holders.flatMap((holder): Command[] => {
    const its = bound.get(holder)
    if (!its) return []
    const bind = { type: 'weights/bind', node: holder.node, weights: its } as const
    return [holder.block ? inBlock(bind, holder.block) : bind]
  })
}

/** Outermost first, in the order in which one's values go over another's. */
function holdersOf(node: NodeId, entered: readonly Entered[], nodes: Document['nodes']): readonly Holder[] {
  const path = [...entered.map(({ instance }) => instance.id), node]
  return path.map((id, i) => {
    const block = entered[i - 1]?.block ?? null
    const below = path.slice(i + 1)
    const nameOf = (name: string): string => (below.length === 0 ? name : innerWeight(joinPath(below), name))
    const held = (block?.nodes ?? nodes).get(id)?.weights ?? {}
    return { node: id, block, nameOf, holds: (name) => Object.hasOwn(held, nameOf(name)) }
  })
}
