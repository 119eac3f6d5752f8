/** Every action: those that edit make one labelled step that undo and redo restore exactly; all others make none. */
import ELK from 'elkjs/lib/elk.bundled.js'
import type { ElkNode } from 'elkjs/lib/elk-api'
import { readFileSync } from 'node:fs'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { required } from '../../core/base/assert'
import { linkId, nodeId } from '../../core/base/ids'
import { menuActionIds, type MenuActionId } from '../../core/contract/menu'
import type { Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { readDocument } from '../../core/file/read-document'
import { actions, isEnabled } from '../../renderer/actions/actions'
import { createWorkspace, type Workspace } from '../../renderer/app/workspace'
import { allNodes } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { fakeHost, fakeLive } from './fakes'
import { fakeView } from './fake-view'
import { windowWithPage } from './fake-window'

vi.mock('../../renderer/arrange/elk', () => ({
  startElk: (question: ElkNode) => ({ answer: new ELK().layout(question), stop: () => undefined }),
}))

/** What is selected in the first lesson when the action runs. */
interface Edits {
  readonly nodes?: readonly string[]
  readonly links?: readonly string[]
  /** Done before, and not part of what is undone. */
  readonly first?: (workspace: Workspace) => void | Promise<unknown>
}

const pair: Edits = { nodes: ['conv', 'act'] }
const three: Edits = { nodes: ['z', 'conv', 'image'] }
const none = null

/** A new action is to be entered here: with the selection that it edits, or with `none` when it edits nothing. */
const whatTheyEdit: { readonly [Id in MenuActionId]: Edits | null } = {
  'file.new': none,
  'file.open': none,
  'file.openLink': none,
  'file.recent': none,
  'file.recover': none,
  'file.examples': none,
  'file.close': none,
  'file.save': none,
  'file.saveAs': none,
  'file.importCheckpoint': none,
  'file.locate': none,
  'file.exportOnnx': none,
  'file.exportPicture': none,
  'file.exportDiagram': none,
  'file.exportForSharing': none,
  'file.copyLink': none,
  'edit.undo': none,
  'edit.redo': none,
  'edit.cut': pair,
  'edit.copy': none,
  'edit.paste': { ...pair, first: (workspace) => actions['edit.copy'].run(workspace) },
  'edit.pasteOuter': { ...pair, first: (workspace) => actions['edit.copy'].run(workspace) },
  'edit.duplicate': pair,
  'edit.duplicateOuter': pair,
  'edit.delete': { nodes: ['conv'], links: ['image.x'] },
  'edit.deleteReconnect': pair,
  'edit.bypass': pair,
  'edit.mute': pair,
  'edit.lock': none,
  'edit.selectAll': none,
  'edit.find': none,
  'edit.addNode': none,
  'arrange.left': pair,
  'arrange.centre': pair,
  'arrange.right': pair,
  'arrange.top': three,
  'arrange.middle': three,
  'arrange.bottom': three,
  'arrange.across': three,
  'arrange.down': three,
  'arrange.layOut': {},
  'arrange.frame': pair,
  'arrange.reroute': { links: ['act.x'] },
  'block.make': pair,
  'block.unpack': { first: makeBlock },
  'block.unlink': { first: makeTwoOfABlock },
  'block.removeUnused': { first: makeAndUnpack },
  'block.enter': none,
  'block.leave': none,
  'run.run': none,
  'run.stop': none,
  'run.compare': none,
  'run.restart': none,
  'run.calibrate': none,
  'view.fit': none,
  'view.zoomToSelection': none,
  'view.zoomIn': none,
  'view.zoomOut': none,
  'view.minimap': none,
  'view.wires': none,
  'view.problems': none,
  'view.engine': none,
  'view.inspect': none,
  'view.diff': none,
  'view.heatOff': none,
  'view.heatParameters': none,
  'view.heatMemory': none,
  'view.heatMacs': none,
  'view.heatTime': none,
  'view.heatReuse': none,
  'view.outline': none,
  'view.nextPanel': none,
  'view.previousPanel': none,
  'view.commands': none,
  'view.settings': none,
  'view.nextDocument': none,
  'view.previousDocument': none,
  'help.keys': none,
  'help.report': none,
  'help.logs': none,
  'help.about': none,
}

const editing = menuActionIds.filter((id) => whatTheyEdit[id] !== none)
const others = menuActionIds.filter((id) => whatTheyEdit[id] === none)

beforeEach(() => {
  vi.stubGlobal('navigator', { platform: 'test' })
  vi.stubGlobal('reportError', (bug: unknown) => {
    throw bug
  })
  return () => vi.unstubAllGlobals()
})

test('every action is said to edit or not to', () => {
  expect(Object.keys(whatTheyEdit).sort()).toEqual([...menuActionIds].sort())
})

describe.each(['the graph', 'a block'] as const)('one step with a name in %s, there and back', (where) => {
  test.each(editing)('%s', async (id) => {
    const workspace = await ready(required(whatTheyEdit[id], id), where)
    const { editor, root, selection } = workspace
    const { steps, present } = root.history
    const before = root.document
    expect(isEnabled(actions[id], workspace)).toBe(true)

    await actions[id].run(workspace)
    const after = root.document
    const label = required(editor.undoLabel, 'a label')
    expect(label).toMatch(/^\p{Lu}[^/]+$/u)
    expect(root.history.present).toBe(present + 1)
    expect(root.history.steps.map((step) => step.label)).toEqual([...steps.map((step) => step.label), label])
    expect(changed(before, after)).not.toEqual([])
    expect(editor.isSaved).toBe(false)

    for (let round = 0; round < 2; round++) {
      await actions['edit.undo'].run(workspace)
      expect(changed(before, root.document)).toEqual([])
      expect([editor.isSaved, editor.redoLabel, root.history.present]).toEqual([true, label, present])
      for (const node of selection.current.value.nodes) expect(editor.document.nodes.has(node)).toBe(true)

      await actions['edit.redo'].run(workspace)
      expect(changed(after, root.document)).toEqual([])
      expect([editor.isSaved, editor.undoLabel, editor.redoLabel]).toEqual([false, label, null])
    }
  })
})

describe('no step, and the document stays', () => {
  test.each(others.filter((id) => id !== 'edit.undo' && id !== 'edit.redo'))('%s', async (id) => {
    const workspace = await ready({ first: makeTwoOfABlock })
    const { root, documents } = workspace
    const { id: own } = documents.active.value
    // With something to lose: closing asks first.
    workspace.edit({ type: 'project/edit', change: { name: 'mine' } })
    const before = root.document
    const { steps, present } = root.history
    if (isEnabled(actions[id], workspace)) void actions[id].run(workspace)
    await new Promise(setImmediate)
    // What opens another graph puts this one aside.
    documents.show(own)
    expect(root.document).toBe(before)
    expect(root.history).toMatchObject({ steps, present })
  })
})

/** The first lesson, be it as a block that was entered, saved just now, with the selection that the action wants. */
async function ready(
  { nodes = [], links = [], first }: Edits,
  where: 'the graph' | 'a block' = 'the graph',
): Promise<Workspace> {
  const text = readFileSync('examples/first-lesson.loom.json', 'utf8')
  const root = createEditor(valueOf(readDocument(text, allNodes)).document, allNodes)
  const workspace = createWorkspace(root, fakeLive(), fakeHost(), windowWithPage())
  workspace.view.value = fakeView(workspace.editor)
  if (where === 'a block') {
    for (const id of ['edit.selectAll', 'block.make', 'block.enter'] as const)
      await actions[id].run(workspace)
    expect(workspace.editor.path).toHaveLength(1)
  }
  workspace.selection.set({ nodes: new Set(nodes.map(nodeId)), links: new Set(links.map(linkId)) })
  await first?.(workspace)
  root.markSaved()
  return workspace
}

async function makeBlock(workspace: Workspace): Promise<void> {
  workspace.selection.selectNodes(['conv', 'act'].map(nodeId))
  await actions['block.make'].run(workspace)
}

async function makeAndUnpack(workspace: Workspace): Promise<void> {
  await makeBlock(workspace)
  await actions['block.unpack'].run(workspace)
}

async function makeTwoOfABlock(workspace: Workspace): Promise<void> {
  await makeBlock(workspace)
  await actions['edit.duplicate'].run(workspace)
}

/** The ids of records that are not the very same in both documents. */
function changed(a: Document, b: Document): readonly string[] {
  const differs = <Id extends string, Item>(
    x: ReadonlyMap<Id, Item>,
    y: ReadonlyMap<Id, Item>,
  ): readonly Id[] => [...new Set([...x.keys(), ...y.keys()])].filter((id) => x.get(id) !== y.get(id))
  return [
    ...differs(a.nodes, b.nodes),
    ...differs(a.links, b.links),
    ...differs(a.blocks, b.blocks),
    ...(a.project === b.project ? [] : ['project']),
  ]
}
