/**
 * Every instance of a block has values of its own for the nodes inside: loaded weights, seeds, parameters of the face.
 * When the block's graph is regrouped, they follow the nodes to where those lie then, in every instance, so that each
 * gives the picture that it gave.
 */
import type { BlockId } from '../base/ids'
import type { Registry } from '../nodedef/registry'
import { blockOf, graphOf } from './block'
import { joinPath, pathOf } from './block-path'
import type { Command, GraphCommand } from './commands/index'
import type { BlockRecord, Document, NodeRecord } from './document'
import { createEditor } from './editor'
import { expand, nodesOfInstance } from './expand'
import { moveValues, splitAt, type Path } from './inner-values'
import { allRunning, weightSeedOf } from './weight-seed'

export interface Regrouping {
  /** The block whose graph is regrouped. */
  readonly block: BlockId
  /** What does it, without a care for values. */
  readonly commands: readonly Command[]
  /** Where in the block the node at this path within it lies then; null for one that is gone. */
  readonly moved: (path: Path) => Path | null
}

/** A definition's graph as it is where no instance has a say: what a knob hides does not come to light when it moves. */
export function ownGraph(block: BlockRecord, document: Document): Document {
  return { ...graphOf(block, document), nodes: nodesOfInstance({ params: {} }, block) }
}

/** The commands of the regrouping, and those that bring the values along. All are for the whole document. */
export function keepValues(
  document: Document,
  registry: Registry,
  { block, commands, moved }: Regrouping,
): readonly Command[] {
  const editor = createEditor(document, registry.base ?? registry)
  const done: Command[] = []
  function carryOut(next: readonly Command[]): boolean {
    done.push(...next)
    return editor.dispatchAll('', next).ok
  }
  /** Where a path within an instance leads then. */
  function lead(instance: NodeRecord, path: Path): Path | null {
    const split = splitAt(block, instance, path, document.blocks)
    if (!split) return path
    const within = moved(split.within)
    return within && [...split.before, ...within]
  }
  // What lies under a node goes with it, so it is brought to safety first.
  carryOut(inEveryGraph(document, (record) => movedValues(record, (path) => lead(record, path))))
  // When it is refused, whoever runs it is told why.
  if (!carryOut(commands)) return done
  carryOut(
    inEveryGraph(document, (record, within) => lostParams(record, recordIn(editor.document, within, record))),
  )
  carryOut(seedsThatDecided(document, editor.document, registry, lead))
  return done
}

/** What `find` asks for each instance, in the document's graph and in every definition. */
function inEveryGraph(
  { nodes, blocks }: Document,
  find: (instance: NodeRecord, within: BlockId | null) => readonly GraphCommand[],
): readonly Command[] {
  const among = (records: Document['nodes'], within: BlockId | null): GraphCommand[] =>
    [...records.values()].flatMap((record) => (blockOf(record, blocks) ? find(record, within) : []))
  return [
    ...[...blocks.values()].flatMap((block) =>
      among(block.nodes, block.id).map((command): Command => ({
        type: 'block/edit',
        block: block.id,
        command,
      })),
    ),
    ...among(nodes, null),
  ]
}

function recordIn(
  { nodes, blocks }: Document,
  within: BlockId | null,
  { id }: NodeRecord,
): NodeRecord | undefined {
  return (within === null ? nodes : blocks.get(within)?.nodes)?.get(id)
}

function movedValues(record: NodeRecord, lead: (path: Path) => Path | null): readonly GraphCommand[] {
  const after = moveValues(record, lead)
  if (after === record) return []
  const { id, weights = {}, innerSeeds = {} } = after
  return [{ type: 'weights/replace', node: id, weights, innerSeeds }]
}

function lostParams(before: NodeRecord, after: NodeRecord | undefined): readonly GraphCommand[] {
  if (after?.type !== before.type) return []
  return Object.entries(before.params)
    .filter(([key]) => !Object.hasOwn(after.params, key))
    .map(([key, value]) => ({ type: 'param/set', node: before.id, key, value }))
}

/** A seed that follows from a path would be another one now. */
function seedsThatDecided(
  before: Document,
  after: Document,
  registry: Registry,
  lead: (instance: NodeRecord, path: Path) => Path | null,
): readonly Command[] {
  const flat = expand(allRunning(after))
  return [...expand(allRunning(before)).nodes.values()].flatMap((node): Command[] => {
    const [top, ...path] = pathOf(node.id)
    const instance = top === undefined ? undefined : before.nodes.get(top)
    if (top === undefined || !instance || path.length === 0) return []
    if (registry.get(node.type)?.weights === undefined) return []
    const led = lead(instance, path)
    const now = led && flat.nodes.get(joinPath([top, ...led]))
    const seed = weightSeedOf(node)
    return led && now && weightSeedOf(now) !== seed
      ? [{ type: 'weights/reseed', node: top, inner: joinPath(led), seed }]
      : []
  })
}
