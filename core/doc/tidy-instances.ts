/** What a change of a block's ports and face comes to where the block stands: nothing may hang on what is gone. */
import type { NodeId } from '../base/ids'
import { blockType, BLOCK_INPUT, BLOCK_OUTPUT } from './block'
import type { BlockRecord, LinkRecord, NodeRecord, PromotedParam } from './document'
import type { Transaction } from './transaction'

interface Change {
  /** Ports that are gone. */
  readonly ports: ReadonlySet<string>
  /** Parameters of the face that are gone, or set something else now: what was set for them means nothing any more. */
  readonly changed: ReadonlySet<string>
  readonly lost: ReadonlySet<string>
}

/** Call it with `after` already in the transaction. */
export function tidyInstances(transaction: Transaction, before: BlockRecord, after: BlockRecord): void {
  const params = withoutTargets(after.params, ({ node }) => !after.nodes.has(node))
  if (params !== after.params) transaction.putBlock({ ...after, params })
  const ports = [...before.nodes.values()].filter(
    ({ id, type }) => (type === BLOCK_INPUT || type === BLOCK_OUTPUT) && after.nodes.get(id)?.type !== type,
  )
  spread(transaction, after, {
    ports: new Set(ports.map(({ id }) => id)),
    ...compareFaces(before.params, params),
  })
}

/** Where the block stands: in the document's own graph, in other blocks, and wherever those stand in turn. */
function spread(transaction: Transaction, block: BlockRecord, change: Change): void {
  if (change.ports.size + change.changed.size === 0) return
  const type = blockType(block.id)
  for (const link of [...transaction.links.values()])
    if (isLost(link, transaction.nodes, type, change)) transaction.removeLink(link.id)
  for (const node of [...transaction.nodes.values()])
    if (node.type === type) transaction.updateNode(node.id, (record) => withoutParams(record, change.changed))

  for (const around of [...transaction.blocks.values()]) {
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
    const { changed, lost } = compareFaces(around.params, params)
    spread(transaction, around, {
      ports: new Set(),
      changed: new Set([...changed, ...around.params.filter(means).map(({ key }) => key)]),
      lost,
    })
  }
}

/** A parameter is what the first thing that it sets is. */
function compareFaces(
  before: readonly PromotedParam[],
  after: readonly PromotedParam[],
): Pick<Change, 'changed' | 'lost'> {
  const now = new Map(after.map(({ key, targets }) => [key, targets[0]]))
  const changed = before.filter(({ key, targets: [was] }) => {
    const is = now.get(key)
    return was?.node !== is?.node || was?.param !== is?.param
  })
  return {
    changed: new Set(changed.map(({ key }) => key)),
    lost: new Set(changed.map(({ key }) => key).filter((key) => !now.has(key))),
  }
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
  isGone: (target: PromotedParam['targets'][number]) => boolean,
): readonly PromotedParam[] {
  if (!params.some(({ targets }) => targets.some(isGone))) return params
  return params
    .map((promoted) => ({ ...promoted, targets: promoted.targets.filter((target) => !isGone(target)) }))
    .filter(({ targets }) => targets.length > 0)
}

/** An instance that stands for another block now: what it set stays where it means the same. */
export function adaptInstance(node: NodeRecord, before: BlockRecord, after: BlockRecord): NodeRecord {
  return withoutParams(
    { ...node, type: blockType(after.id) },
    compareFaces(before.params, after.params).changed,
  )
}

function withoutParams(node: NodeRecord, keys: ReadonlySet<string>): NodeRecord {
  if (!Object.keys(node.params).some((key) => keys.has(key))) return node
  const params = Object.fromEntries(Object.entries(node.params).filter(([key]) => !keys.has(key)))
  return { ...node, params }
}
