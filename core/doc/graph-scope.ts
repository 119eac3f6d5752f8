/**
 * The graph that is shown: the document's own, or the one inside a block that was entered. It is an editor like the
 * document's, so that canvas, panels and actions need not know which: what they read is the shown graph as it is in the
 * instance that was entered, and what they do goes to the block's definition.
 */
import { fail, type Result } from '../base/result'
import type { BlockId, NodeId } from '../base/ids'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { inferAll, type Inference } from '../infer/inference'
import { blockOf, graphOf } from './block'
import { innerWeight, joinPath } from './block-path'
import type { BindWeights } from './commands/weight-commands'
import { isGraphCommand, specOf, type Command, type GraphCommand } from './commands/index'
import { diffDocuments, type DocumentDiff } from './diff'
import type { BlockRecord, Document, NodeRecord } from './document'
import type { Editor, EditorChange } from './editor'
import { nodesOfInstance } from './expand'

export interface GraphScope extends Editor {
  /** The whole document's editor. */
  readonly root: Editor
  /** The instances that were entered, outermost first; empty in the document's own graph. */
  readonly path: readonly NodeId[]
  /** The definition that is shown; null in the document's own graph. */
  readonly block: BlockRecord | null
  /** Shows the graph inside an instance of the shown graph; false when it is none. */
  enter(node: NodeId): boolean
  /** Shows the graph of these instances, as far as they are there. */
  show(path: readonly NodeId[]): void
}

interface Shown {
  readonly path: readonly NodeId[]
  readonly block: BlockRecord | null
  /** The definition's graph as it is in the entered instance. */
  readonly document: Document
  readonly inference: Inference
}

const insides = new WeakMap<NodeRecord, { readonly block: BlockRecord; readonly nodes: Document['nodes'] }>()
const graphs = new WeakMap<Document['nodes'], Document>()

export function createGraphScope(root: Editor): GraphScope {
  const listeners = new Set<(change: EditorChange) => void>()
  let shown = look([])

  function look(path: readonly NodeId[]): Shown {
    let at: Shown = { path: [], block: null, document: root.document, inference: root.inference }
    for (const id of path) {
      const node = at.document.nodes.get(id)
      const block = node && blockOf(node, root.document.blocks)
      if (!block) break
      const document = graphInside(node, block, root.document)
      const inference = at.inference.node(id)?.inside ?? inferAll(document, root.registry)
      at = { path: [...at.path, id], block, document, inference }
    }
    return at
  }

  function show(path: readonly NodeId[]): void {
    const before = shown
    shown = look(path)
    if (samePath(before.path, shown.path)) return
    const diff = diffDocuments(before.document, shown.document)
    tell({ document: shown.document, diff, inferred: new Set(shown.document.nodes.keys()), replaced: true })
  }

  function tell(change: EditorChange): void {
    for (const listener of [...listeners]) listener(change)
  }

  root.subscribe((change) => {
    const before = shown
    shown = look(change.replaced ? [] : before.path)
    if (shown.path.length === 0 && before.path.length === 0) {
      tell(change)
      return
    }
    const replaced = change.replaced || !samePath(before.path, shown.path)
    tell({
      document: shown.document,
      diff: diffDocuments(before.document, shown.document),
      inferred: new Set([...before.document.nodes.keys(), ...shown.document.nodes.keys()]),
      replaced,
    })
  })

  /** A step back or forth is shown where it happens. */
  function step(move: () => boolean): boolean {
    const before = root.document
    const moved = move()
    const { nodes, links } = root.document
    if (shown.path.length > 0 && (nodes !== before.nodes || links !== before.links)) {
      if (root.document.blocks === before.blocks) show([])
    }
    return moved
  }

  /** The command for the whole document that does this in the shown graph. */
  function lead(command: Command): Command {
    return isGraphCommand(command) ? leadInto(command, shown, root.document) : command
  }

  return {
    root,
    get path() {
      return shown.path
    },
    get block() {
      return shown.block
    },
    get registry() {
      return root.registry
    },
    get document() {
      return shown.document
    },
    get inference() {
      return shown.inference
    },
    get undoLabel() {
      return root.undoLabel
    },
    get redoLabel() {
      return root.redoLabel
    },
    get isSaved() {
      return root.isSaved
    },
    dispatch(command, options): Result<DocumentDiff, Diagnostic> {
      const { document, inference, path } = shown
      if (path.length > 0 && isGraphCommand(command)) {
        // The definition alone does not know the types that come in here.
        const problem = specOf(command).check(command, { document, inference, registry: root.registry })
        if (problem) return fail(problem)
      }
      return root.dispatch(lead(command), options)
    },
    dispatchAll: (label, commands) => root.dispatchAll(label, commands.map(lead)),
    undo: () => step(() => root.undo()),
    redo: () => step(() => root.redo()),
    markSaved: () => root.markSaved(),
    history: root.history,
    replace: (document) => root.replace(document),
    get parked() {
      return root.parked
    },
    resume: (other) => root.resume(other),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    enter(node) {
      const before = shown.path.length
      show([...shown.path, node])
      return shown.path.length > before
    },
    show,
  }
}

function graphInside(instance: NodeRecord, block: BlockRecord, document: Document): Document {
  let known = insides.get(instance)
  if (known?.block !== block) {
    known = { block, nodes: nodesOfInstance(instance, block) }
    insides.set(instance, known)
  }
  const { nodes } = known
  let graph = graphs.get(nodes)
  if (graph?.blocks !== document.blocks || graph.project !== document.project) {
    graph = { ...graphOf(block, document), nodes }
    graphs.set(nodes, graph)
  }
  return graph
}

function leadInto(command: GraphCommand, { path, block }: Shown, document: Document): Command {
  const [outermost] = path
  if (!block || outermost === undefined) return command
  switch (command.type) {
    // What was learnt belongs to the instance, not to the definition.
    case 'weights/bind': {
      const within = joinPath([...path.slice(1), command.node])
      const weights: BindWeights['weights'] = Object.fromEntries(
        Object.entries(command.weights).map(([name, ref]) => [innerWeight(within, name), ref]),
      )
      return { type: 'weights/bind', node: outermost, weights }
    }
    case 'weights/reseed':
      return {
        ...command,
        node: outermost,
        inner: joinPath([
          ...path.slice(1),
          command.node,
          ...(command.inner === undefined ? [] : [command.inner as NodeId]),
        ]),
      }
    case 'param/set': {
      const knob = block.params.find(({ targets }) =>
        targets.some(({ node, param }) => node === command.node && param === command.key),
      )
      const face = knob && faceValue(knob.key, path, document)
      // A knob that is set here decides what is seen here.
      if (knob && face?.isSet) return inBlock({ ...command, node: face.instance, key: knob.key }, face.around)
      return inBlock(command, block.id)
    }
    default:
      return inBlock(command, block.id)
  }
}

function inBlock(command: GraphCommand, block: BlockId | null): Command {
  return block === null ? command : { type: 'block/edit', block, command }
}

/** The entered instance, in which definition it stands, and whether it sets the knob itself. */
function faceValue(
  key: string,
  path: readonly NodeId[],
  document: Document,
): { readonly instance: NodeId; readonly around: BlockId | null; readonly isSet: boolean } | undefined {
  let nodes = document.nodes
  let around: BlockId | null = null
  for (const [i, id] of path.entries()) {
    const node = nodes.get(id)
    if (!node) return undefined
    if (i === path.length - 1) return { instance: id, around, isSet: Object.hasOwn(node.params, key) }
    const block = blockOf(node, document.blocks)
    if (!block) return undefined
    around = block.id
    nodes = block.nodes
  }
  return undefined
}

function samePath(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i])
}
