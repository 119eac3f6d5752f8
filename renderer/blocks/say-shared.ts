/** What the window says when a node shares its definition with others, and the button that ends it. */
import type { BlockId, NodeId } from '../../core/base/ids'
import { blockOf, countInstances } from '../../core/doc/block'
import type { Workspace } from '../app/workspace'
import { words } from '../text/words'
import { standingFor, unlinkNodes } from './unlink-nodes'

const TOPIC = 'blocks'

/** Call it with the node in the graph. `isNew`: its block came with it. */
export function sayBlockAdded(workspace: Workspace, node: NodeId, isNew: boolean): void {
  const { editor, notices, root } = workspace
  const record = editor.document.nodes.get(node)
  const block = record && blockOf(record, editor.document.blocks)
  if (!block) return
  const say = words.blocks
  if (isNew) {
    notices.show({ tone: 'info', topic: TOPIC, message: say.added(block.title), nextStep: say.addedNext })
    return
  }
  const count = countInstances(root.document, block.id)
  if (count > 1) showShared(workspace, [node], say.another(block.title, count))
}

/** Call it with the nodes in the graph. `shared` are the blocks that the graph had before. */
export function sayBlocksPasted(
  workspace: Workspace,
  pasted: readonly NodeId[],
  shared: Iterable<BlockId>,
): void {
  const { document } = workspace.editor
  const nodes = standingFor(document, pasted, shared)
  if (nodes.length === 0) return
  const titles = titlesOf(workspace, nodes)
  showShared(workspace, nodes, words.blocks.pasted(nodes.length, titles))
}

function showShared(workspace: Workspace, nodes: readonly NodeId[], message: string): void {
  const say = words.blocks
  workspace.notices.show({
    tone: 'info',
    topic: TOPIC,
    message,
    action: { label: say.unlink, run: () => unlink(workspace, nodes) },
  })
}

function unlink(workspace: Workspace, nodes: readonly NodeId[]): void {
  const { editor, editAll, notices } = workspace
  const say = words.blocks
  const { commands, blocks } = unlinkNodes(editor.document, nodes)
  if (commands.length === 0) {
    notices.show({ tone: 'info', topic: TOPIC, message: say.gone })
    return
  }
  if (!editAll(say.unlinkStep(titlesOf(workspace, nodes).join(', ')), commands).ok) return
  const titles = blocks.map((id) => editor.document.blocks.get(id)?.title ?? id)
  notices.show({ tone: 'info', topic: TOPIC, message: say.unlinked(titles) })
}

function titlesOf({ editor }: Workspace, nodes: readonly NodeId[]): readonly string[] {
  const { document } = editor
  const titles = nodes.flatMap((id) => {
    const node = document.nodes.get(id)
    return (node && blockOf(node, document.blocks)?.title) ?? []
  })
  return [...new Set(titles)]
}
