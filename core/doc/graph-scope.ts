/**
 * The graph that is shown: the document's own, or the one inside a block that was entered. It is an editor like the
 * document's, so that canvas, panels and actions need not know which: what they read is the shown graph as it is in the
 * instance that was entered, and what they do goes to the block's definition.
 */
import { fail, type Result } from '../base/result'
import type { NodeId } from '../base/ids'
import type { Diagnostic } from '../diagnostic/diagnostic'
import { inferAll, type Inference } from '../infer/inference'
import { blockOf, graphOf } from './block'
import { isGraphCommand, specOf, type Command } from './commands/index'
import { diffDocuments, type DocumentDiff } from './diff'
import type { BlockRecord, Document, NodeRecord } from './document'
import type { Editor, EditorChange } from './editor'
import { nodesOfInstance } from './expand'
import { leadInto, type Entered } from './lead-into'

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
  readonly entered: readonly Entered[]
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
    let at: Shown = { path: [], entered: [], block: null, document: root.document, inference: root.inference }
    for (const id of path) {
      const node = at.document.nodes.get(id)
      const block = node && blockOf(node, root.document.blocks)
      if (!block) break
      const document = graphInside(node, block, root.document)
      const inference = at.inference.node(id)?.inside ?? inferAll(document, root.registry)
      const entered = [...at.entered, { instance: node, block }]
      at = { path: [...at.path, id], entered, block, document, inference }
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

  /** The commands for the whole document that do this in the shown graph. */
  function lead(command: Command): readonly Command[] {
    return isGraphCommand(command)
      ? leadInto(command, shown.entered, root.document, root.registry)
      : [command]
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
      const led = lead(command)
      const [only, ...more] = led
      if (only && more.length === 0) return root.dispatch(only, options)
      return root.dispatchAll(specOf(command).label(command, document), led)
    },
    dispatchAll: (label, commands) => root.dispatchAll(label, commands.flatMap(lead)),
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

function samePath(a: readonly NodeId[], b: readonly NodeId[]): boolean {
  return a.length === b.length && a.every((id, i) => id === b[i])
}
