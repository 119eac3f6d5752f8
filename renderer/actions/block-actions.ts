import { Box, CornerLeftUp, Eraser, LogIn, PackageOpen, Unlink2 } from 'lucide-preact'
import type { NodeId } from '../../core/base/ids'
import { blockOf, countInstances, isPort, unusedBlocks } from '../../core/doc/block'
import { makeBlock, nextTitle, unlinkBlock } from '../../core/doc/make-block'
import { unpackBlock } from '../../core/doc/unpack-block'
import type { Workspace } from '../app/workspace'
import { words } from '../text/words'
import type { Action } from './action'

export const make: Action = {
  id: 'block.make',
  icon: Box,
  isEnabled: ({ selection, store }) =>
    [...selection.current.value.nodes].some((id) => {
      const node = store.document.value.nodes.get(id)
      return node !== undefined && !isPort(node)
    }),
  whyDisabled: () => words.scope.noNodes,
  run({ editor, editWhole, selection }) {
    const { nodes } = selection.current.value
    const { document } = editor.root
    const title = words.scope.newTitle
    const isTaken = [...document.blocks.values()].some((block) => block.title === title)
    const name = isTaken ? nextTitle({ title }, document) : title
    const made = makeBlock(document, editor.registry, nodes, name, editor.block)
    if (!made || !editWhole(words.scope.made(nodes.size), made.commands).ok) return
    selection.selectNodes([made.instance])
  },
}

export const enter: Action = {
  id: 'block.enter',
  icon: LogIn,
  isEnabled: (workspace) => selectedInstance(workspace) !== null,
  whyDisabled: () => words.scope.noBlock,
  run(workspace) {
    const instance = selectedInstance(workspace)
    if (instance !== null) workspace.editor.enter(instance)
  },
}

export const leave: Action = {
  id: 'block.leave',
  icon: CornerLeftUp,
  isEnabled: ({ scope }) => scope.path.value.length > 0,
  whyDisabled: () => words.scope.notInBlock,
  run({ editor, selection }) {
    const [left] = editor.path.slice(-1)
    editor.show(editor.path.slice(0, -1))
    if (left !== undefined) selection.selectNodes([left])
  },
}

export const unpack: Action = {
  id: 'block.unpack',
  icon: PackageOpen,
  isEnabled: (workspace) => {
    const instance = selectedInstance(workspace)
    return instance !== null && workspace.store.document.value.nodes.get(instance)?.mode === undefined
  },
  whyDisabled: (workspace) =>
    selectedInstance(workspace) === null ? words.scope.noBlock : words.scope.modeKeepsIt,
  run(workspace) {
    const { editor, editWhole, selection } = workspace
    const instance = selectedInstance(workspace)
    const unpacked =
      instance === null ? null : unpackBlock(editor.root.document, editor.registry, instance, editor.block)
    if (instance === null || !unpacked) return
    const { nodes } = editor.document
    const title = nodes.get(instance)?.title ?? editor.registry.get(nodes.get(instance)?.type ?? '')?.title
    if (editWhole(words.scope.unpacked(title ?? instance), unpacked.commands).ok)
      selection.selectNodes(unpacked.nodes)
  },
}

export const unlink: Action = {
  id: 'block.unlink',
  icon: Unlink2,
  isEnabled: (workspace) => othersOf(workspace) > 0,
  whyDisabled: (workspace) =>
    selectedInstance(workspace) === null ? words.scope.noBlock : words.scope.onlyOne,
  run(workspace) {
    const { editor, editAll, notices } = workspace
    const instance = selectedInstance(workspace)
    const own = instance === null ? null : unlinkBlock(editor.document, instance)
    if (!own) return
    const [add] = own.commands
    const title = add?.type === 'block/add' ? add.block.title : own.block
    if (!editAll(words.scope.unlinked(title), own.commands).ok) return
    notices.show({ tone: 'info', message: words.scope.nowOwn(title) })
  },
}

export const removeUnused: Action = {
  id: 'block.removeUnused',
  icon: Eraser,
  isEnabled: ({ whole }) => unusedBlocks(whole.document.value).length > 0,
  whyDisabled: () => words.scope.allUsed,
  run({ root, editWhole, notices }) {
    const { blocks } = root.document
    const unused = unusedBlocks(root.document)
    const titles = unused.map((id) => blocks.get(id)?.title ?? id)
    const commands = unused.map((block) => ({ type: 'block/remove', block }) as const)
    if (editWhole(words.scope.removeUnused(unused.length), commands).ok)
      notices.show({ tone: 'info', message: words.scope.removed(titles) })
  },
}

/** The one selected node, when it stands for a block. */
export function selectedInstance({
  selection,
  store,
}: Pick<Workspace, 'selection' | 'store'>): NodeId | null {
  const { nodes } = selection.current.value
  const [id] = nodes
  const { nodes: present, blocks } = store.document.value
  const node = nodes.size === 1 && id !== undefined ? present.get(id) : undefined
  return node && blockOf(node, blocks) ? node.id : null
}

function othersOf(workspace: Workspace): number {
  const instance = selectedInstance(workspace)
  const document = workspace.whole.document.value
  const node = instance === null ? undefined : workspace.store.document.value.nodes.get(instance)
  const block = node && blockOf(node, document.blocks)
  return block ? countInstances(document, block.id) - 1 : 0
}
