/**
 * Every instance of a block has values of its own for the nodes inside: loaded weights, seeds, parameters of the face.
 * When the block's graph is regrouped, they follow the nodes to where those lie then, in every instance, so that each
 * gives the picture that it gave.
 */
import type { BlockId, NodeId } from '../base/ids'
import { inferAll, type Inference } from '../infer/inference'
import type { Registry } from '../nodedef/registry'
import { blockOf, blockOfType, graphOf } from './block'
import { innerWeight, joinPath, pathOf } from './block-path'
import type { Command, GraphCommand } from './commands/index'
import type { Document, NodeRecord, WeightRef } from './document'
import { createEditor, type Editor } from './editor'
import { expand } from './expand'
import { weightSeedOf } from './weight-seed'

export interface Regrouping {
  /** The block whose graph is regrouped. */
  readonly block: BlockId
  /** What does it, without a care for values. */
  readonly commands: readonly Command[]
  /** Where in the block the node at this path within it lies then; null for one that is gone. */
  readonly moved: (path: readonly NodeId[]) => readonly NodeId[] | null
}

type Path = readonly NodeId[]

/** The commands of the regrouping, and those that bring the values along. All are for the whole document. */
export function keepValues(
  document: Document,
  registry: Registry,
  regrouping: Regrouping,
): readonly Command[] {
  const editor = createEditor(document, registry.base ?? registry)
  const done: Command[] = []
  function carryOut(commands: readonly Command[]): boolean {
    done.push(...commands)
    return editor.dispatchAll('', commands).ok
  }
  // When it is refused, whoever runs it is told why.
  if (!carryOut(regrouping.commands)) return done
  carryOut(inEveryGraph(document, editor, lostParams))
  carryOut(
    inEveryGraph(document, editor, (node, after, inference) =>
      movedValues(node, after, inference, lead(node)),
    ),
  )
  carryOut(seedsThatDecided(document, editor, registry, lead))
  return done

  /** Where a path within an instance leads now. */
  function lead(instance: NodeRecord): (path: Path) => Path | null {
    return (path) => {
      let at = blockOfType(instance.type)
      for (const [i, id] of path.entries()) {
        if (at === regrouping.block) {
          const rest = regrouping.moved(path.slice(i))
          return rest && [...path.slice(0, i), ...rest]
        }
        const type = at === null ? undefined : document.blocks.get(at)?.nodes.get(id)?.type
        at = type === undefined ? null : blockOfType(type)
      }
      return path
    }
  }
}

/** What `find` asks for each instance that is still there, in the document's graph and in every definition. */
function inEveryGraph(
  document: Document,
  { document: now, inference, registry }: Editor,
  find: (before: NodeRecord, after: NodeRecord, inference: () => Inference) => readonly GraphCommand[],
): readonly Command[] {
  function within(nodes: Document['nodes'], graph: Document, inferred: () => Inference): GraphCommand[] {
    return [...nodes.values()].flatMap((before) => {
      const after = blockOf(before, document.blocks) && graph.nodes.get(before.id)
      return after?.type === before.type ? find(before, after, inferred) : []
    })
  }
  const inBlocks = [...document.blocks.values()].flatMap(({ id, nodes }) => {
    const block = now.blocks.get(id)
    if (!block) return []
    const graph = graphOf(block, now)
    let known: Inference | undefined
    return within(nodes, graph, () => (known ??= inferAll(graph, registry))).map((command): Command => ({
      type: 'block/edit',
      block: id,
      command,
    }))
  })
  return [...inBlocks, ...within(document.nodes, now, () => inference)]
}

function lostParams(before: NodeRecord, after: NodeRecord): readonly GraphCommand[] {
  return Object.entries(before.params)
    .filter(([key]) => !Object.hasOwn(after.params, key))
    .map(([key, value]) => ({ type: 'param/set', node: before.id, key, value }))
}

function movedValues(
  { id, weights = {}, innerSeeds = {} }: NodeRecord,
  after: NodeRecord,
  inference: () => Inference,
  lead: (path: Path) => Path | null,
): readonly GraphCommand[] {
  const bound = new Map<string, WeightRef | null>()
  for (const [name, ref] of Object.entries(weights)) {
    const path = pathOf(name as NodeId)
    const inside = path.slice(0, -1)
    const led = lead(inside)
    if (led && joinPath(led) === joinPath(inside)) continue
    bound.set(name, null)
    const moved = led && innerWeight(joinPath(led), path.at(-1) ?? '')
    if (moved !== null && Object.hasOwn(inference().node(after.id)?.weights ?? {}, moved))
      bound.set(moved, ref)
  }
  const seeds = Object.entries(innerSeeds).flatMap(([path, seed]): GraphCommand[] => {
    const led = lead(pathOf(path as NodeId))
    return led && joinPath(led) !== path
      ? [{ type: 'weights/reseed', node: id, inner: joinPath(led), seed }]
      : []
  })
  return bound.size === 0
    ? seeds
    : [{ type: 'weights/bind', node: id, weights: Object.fromEntries(bound) }, ...seeds]
}

/** A seed that follows from a path would be another one now. */
function seedsThatDecided(
  document: Document,
  { document: now }: Editor,
  registry: Registry,
  lead: (instance: NodeRecord) => (path: Path) => Path | null,
): readonly Command[] {
  const flat = expand(running(now))
  return [...expand(running(document)).nodes.values()].flatMap((before): Command[] => {
    const [top, ...path] = pathOf(before.id)
    const instance = top === undefined ? undefined : document.nodes.get(top)
    if (top === undefined || !instance || path.length === 0) return []
    if (registry.get(before.type)?.weights === undefined) return []
    const led = lead(instance)(path)
    const after = led && flat.nodes.get(joinPath([top, ...led]))
    const seed = weightSeedOf(before)
    return led && after && weightSeedOf(after) !== seed
      ? [{ type: 'weights/reseed', node: top, inner: joinPath(led), seed }]
      : []
  })
}

/** With nothing bypassed or muted: what stands still has its seeds too. */
function running(document: Document): Document {
  const runs = (nodes: Document['nodes']): Document['nodes'] =>
    new Map([...nodes].map(([id, { mode: _mode, ...node }]) => [id, node]))
  return {
    ...document,
    nodes: runs(document.nodes),
    blocks: new Map([...document.blocks].map(([id, block]) => [id, { ...block, nodes: runs(block.nodes) }])),
  }
}
