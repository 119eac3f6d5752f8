/** What a change of a block's ports and face comes to where the block stands: nothing may hang on what is gone. */
import { required } from '../base/assert'
import type { NodeId } from '../base/ids'
import { blockOf, blocksUsed, blocksWithin, blockType, isPort } from './block'
import type { BlockRecord, Document, LinkRecord, NodeRecord, PromotedParam } from './document'
import { moveValues, splitAt } from './inner-values'
import type { Transaction } from './transaction'

type Target = PromotedParam['targets'][number]

interface Change {
  /** Ports that are gone. */
  readonly ports: ReadonlySet<string>
  /** Parameters of the face that are gone, or set something else now: what was set for them means nothing any more. */
  readonly changed: ReadonlySet<string>
  readonly lost: ReadonlySet<string>
}

/** Call it with `after` already in the transaction. */
export function tidyInstances(transaction: Transaction, before: BlockRecord, after: BlockRecord): void {
  // A block inside itself has no end. It is refused for that, so there is nothing to tidy.
  if (blocksWithin(blocksUsed(after.nodes.values()), transaction.blocks).has(after.id)) return
  const params = withoutTargets(after.params, ({ node }) => !after.nodes.has(node))
  if (params !== after.params) transaction.putBlock({ ...after, params })
  const gone = new Set([...before.nodes.keys()].filter((id) => !after.nodes.has(id)))
  if (gone.size > 0) dropValues(transaction, after, gone)
  const ports = [...before.nodes.values()].filter(
    (node) => isPort(node) && after.nodes.get(node.id)?.type !== node.type,
  )
  spread(transaction, after, {
    ports: new Set(ports.map(({ id }) => id)),
    ...compareFaces(before, { ...after, params }, transaction.blocks),
  })
}

/** What instances hold for nodes that are gone: one that gets such a name later begins without it. */
function dropValues(transaction: Transaction, block: BlockRecord, gone: ReadonlySet<NodeId>): void {
  const { blocks } = transaction
  const dropped = (record: NodeRecord): NodeRecord =>
    record.weights === undefined && record.innerSeeds === undefined
      ? record
      : moveValues(record, (path) => {
          const [first] = splitAt(block.id, record, path, blocks)?.within ?? []
          return first !== undefined && gone.has(first) ? null : path
        })
  for (const id of [...transaction.nodes.keys()]) transaction.updateNode(id, dropped)
  for (const around of [...blocks.values()]) {
    const nodes = new Map([...around.nodes].map(([id, node]) => [id, dropped(node)]))
    if ([...nodes].some(([id, node]) => around.nodes.get(id) !== node))
      transaction.putBlock({ ...around, nodes })
  }
}

/** Where the block stands: in the document's own graph, in other blocks, and wherever those stand in turn. */
function spread(transaction: Transaction, block: BlockRecord, change: Change): void {
  if (change.ports.size + change.changed.size === 0) return
  const type = blockType(block.id)
  for (const link of [...transaction.links.values()])
    if (isLost(link, transaction.nodes, type, change)) transaction.removeLink(link.id)
  for (const node of [...transaction.nodes.values()])
    if (node.type === type) transaction.updateNode(node.id, (record) => withoutParams(record, change.changed))

  for (const id of [...transaction.blocks.keys()]) {
    // As it is by now: blocks around another one may have been tidied before.
    const around = required(transaction.blocks.get(id), `block ${id}`)
    const instances = new Set(
      [...around.nodes.values()].filter((node) => node.type === type).map(({ id }) => id),
    )
    if (instances.size === 0) continue
    const params = withoutTargets(
      around.params,
      ({ node, param }) => instances.has(node) && change.lost.has(param),
    )
    transaction.putBlock({
      ...around,
      nodes: new Map(
        [...around.nodes].map(([id, node]) => [
          id,
          instances.has(id) ? withoutParams(node, change.changed) : node,
        ]),
      ),
      links: new Map([...around.links].filter(([, link]) => !isLost(link, around.nodes, type, change))),
      params,
    })
    const means = ({ targets: [first] }: PromotedParam): boolean =>
      first !== undefined && instances.has(first.node) && change.changed.has(first.param)
    const { changed, lost } = compareFaces(around, { ...around, params }, transaction.blocks)
    spread(transaction, around, {
      ports: new Set(),
      changed: new Set([...changed, ...around.params.filter(means).map(({ key }) => key)]),
      lost,
    })
  }
}

/** A parameter is what the first thing that it sets is, down to the node that takes the value in the end. */
function compareFaces(
  before: BlockRecord,
  after: BlockRecord,
  blocks: Document['blocks'],
): Pick<Change, 'changed' | 'lost'> {
  const now = new Map(after.params.map(({ key, targets }) => [key, targets[0]]))
  const changed = before.params.filter(({ key, targets }) => {
    const is = now.get(key)
    if (!is) return true
    // What was set before takes every value that the first did, so it may come to be the first.
    const was = targets.find(({ node, param }) => node === is.node && param === is.param)
    return !was || whatItSets(was, before, blocks) !== whatItSets(is, after, blocks)
  })
  return {
    changed: new Set(changed.map(({ key }) => key)),
    lost: new Set(changed.map(({ key }) => key).filter((key) => !now.has(key))),
  }
}

/** A type's parameter. A node may stand for another block than before, or for none, under the same name. */
function whatItSets({ node, param }: Target, { nodes }: BlockRecord, blocks: Document['blocks']): string {
  const type = nodes.get(node)?.type ?? ''
  const block = blockOf({ type }, blocks)
  const inner = block?.params.find(({ key }) => key === param)?.targets[0]
  return block && inner ? whatItSets(inner, block, blocks) : `${type}.${param}`
}

function isLost(
  { from, to }: LinkRecord,
  nodes: ReadonlyMap<NodeId, NodeRecord>,
  type: string,
  { ports }: Change,
): boolean {
  return [from, to].some(({ node, port }) => ports.has(port) && nodes.get(node)?.type === type)
}

/** The same list when nothing goes away; a parameter that sets nothing any more goes too. */
function withoutTargets(
  params: readonly PromotedParam[],
  isGone: (target: Target) => boolean,
): readonly PromotedParam[] {
  if (!params.some(({ targets }) => targets.some(isGone))) return params
  return params
    .map((promoted) => ({ ...promoted, targets: promoted.targets.filter((target) => !isGone(target)) }))
    .filter(({ targets }) => targets.length > 0)
}

/** An instance that stands for another block now: what it set stays where it means the same. */
export function adaptInstance(
  node: NodeRecord,
  before: BlockRecord,
  after: BlockRecord,
  blocks: Document['blocks'],
): NodeRecord {
  return withoutParams({ ...node, type: blockType(after.id) }, compareFaces(before, after, blocks).changed)
}

function withoutParams(node: NodeRecord, keys: ReadonlySet<string>): NodeRecord {
  if (!Object.keys(node.params).some((key) => keys.has(key))) return node
  const params = Object.fromEntries(Object.entries(node.params).filter(([key]) => !keys.has(key)))
  return { ...node, params }
}
