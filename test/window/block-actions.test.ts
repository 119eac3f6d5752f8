import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { blockOf, isPort, unusedBlocks } from '../../core/doc/block'
import { createEditor } from '../../core/doc/editor'
import { readDocument } from '../../core/file/read-document'
import { actions, isEnabled } from '../../renderer/actions/actions'
import { createWorkspace, type Workspace } from '../../renderer/app/workspace'
import { integrityProblems } from '../helpers/integrity'
import { allNodes } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { fakeHost, fakeLive } from './fakes'
import { fakeView } from './fake-view'
import { windowWithPage } from './fake-window'

/** Blocks made and unpacked where a block was entered. */

let workspace: Workspace

async function run(...ids: readonly (keyof typeof actions)[]): Promise<void> {
  for (const id of ids) await actions[id].run(workspace)
  expect(integrityProblems(workspace.root.document, allNodes)).toEqual([])
}

beforeEach(async () => {
  vi.stubGlobal('reportError', (thrown: unknown) => {
    throw thrown
  })
  const text = readFileSync('examples/first-lesson.loom.json', 'utf8')
  const root = createEditor(valueOf(readDocument(text, allNodes)).document, allNodes)
  workspace = createWorkspace(root, fakeLive(), fakeHost(), windowWithPage())
  workspace.view.value = fakeView(workspace.editor)
  const middle = [...root.document.nodes.values()].filter(({ type }) => !/^(in|out)put\//.test(type))
  workspace.selection.selectNodes(middle.map(({ id }) => id))
  await run('block.make', 'block.enter')
})

describe('inside a block', () => {
  test('all but its ports go into a new one, which is selected, in one step', async () => {
    const { editor, selection, root } = workspace
    const before = root.document
    const ports = [...editor.document.nodes.values()].filter(isPort)
    expect(ports.length).toBeGreaterThan(1)
    await run('edit.selectAll', 'block.make')
    expect(editor.path).toHaveLength(1)
    const [made, ...others] = [...editor.document.nodes.values()].filter((node) => !isPort(node))
    expect(others).toEqual([])
    expect([...selection.current.value.nodes]).toEqual([made?.id])
    expect([...editor.document.nodes.values()].filter(isPort)).toEqual(ports)
    expect(root.document.links).toEqual(before.links)

    await run('block.unpack')
    expect([...editor.document.nodes.values()].map(({ type }) => type).sort()).toEqual(
      [...(before.blocks.values().next().value?.nodes.values() ?? [])].map(({ type }) => type).sort(),
    )
    await run('edit.undo', 'edit.undo')
    expect(root.document).toEqual(before)
  })

  test('what no node stands for any more is removed, outermost first, in one step', async () => {
    const { editor, root, notices } = workspace
    expect(isEnabled(actions['block.removeUnused'], workspace)).toBe(false)
    await run('edit.selectAll', 'block.make')
    editor.show([])
    const before = root.document
    const instances = [...before.nodes.values()].filter((node) => blockOf(node, before.blocks))
    workspace.selection.selectNodes(instances.map(({ id }) => id))
    await run('block.unpack', 'edit.selectAll', 'block.unpack')
    root.dispatch({ type: 'node/remove', nodes: [...root.document.nodes.keys()] })
    expect(root.document.blocks.size).toBe(2)
    expect(unusedBlocks(root.document)).toEqual(['block', 'block-2'])

    await run('block.removeUnused')
    expect(root.document.blocks.size).toBe(0)
    expect(notices.current.value.at(-1)?.message).toBe('Removed, as no node stood for them: Block, Block 2.')
    await run('edit.undo')
    expect(root.document.blocks.size).toBe(2)
  })

  test('ports alone make none', () => {
    const { editor, selection } = workspace
    selection.selectNodes([...editor.document.nodes.values()].filter(isPort).map(({ id }) => id))
    expect(isEnabled(actions['block.make'], workspace)).toBe(false)
  })

  test('a locked graph stays as it is, and says why', async () => {
    const before = workspace.root.document
    workspace.lock.set(true)
    await run('edit.selectAll', 'block.make')
    expect(workspace.root.document).toBe(before)
    expect(workspace.notices.current.value.map(({ message }) => message)).toHaveLength(1)
  })
})
