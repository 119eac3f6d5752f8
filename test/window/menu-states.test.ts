import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { ActionStates } from '../../core/contract/desktop'
import { menuActionIds } from '../../core/contract/menu'
import { nodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import { emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { actions } from '../../renderer/actions/actions'
import { actionStates, tellActionStates } from '../../renderer/actions/menu-states'
import { createWorkspace, type Workspace } from '../../renderer/app/workspace'
import type { Clock } from '../../renderer/engine/clock'
import { createNoDesktop } from '../../renderer/host/desktop'
import { createBugs, describeBugs } from '../../renderer/state/bugs'
import { allNodes } from '../helpers/random-graph'
import { windowWithPage } from './fake-window'
import { fakeHost, fakeLive } from './fakes'

beforeEach(() => {
  vi.stubGlobal('reportError', (bug: unknown) => {
    throw bug
  })
  return () => vi.unstubAllGlobals()
})

function ready(): { workspace: Workspace; told: ActionStates[] } {
  const told: ActionStates[] = []
  const desktop = { ...createNoDesktop(), setActionStates: (states: ActionStates) => void told.push(states) }
  const host = { ...fakeHost(), hasNativeMenu: true, desktop }
  const editor = createEditor(emptyDocument(), allNodes)
  return { workspace: createWorkspace(editor, fakeLive(), host, windowWithPage()), told }
}

/** Time that passes when the test says so. */
function heldClock(): Clock & { pass(): void } {
  let waiting: (() => void)[] = []
  return {
    now: () => 0,
    after(_ms, run) {
      waiting.push(run)
      return () => (waiting = waiting.filter((other) => other !== run))
    },
    every: () => () => undefined,
    pass() {
      const due = waiting
      waiting = []
      for (const run of due) run()
    },
  }
}

const add = (id: string): Command => ({
  type: 'node/add',
  nodes: [
    {
      id: nodeId(id),
      type: 'activation/relu',
      version: 1,
      position: { x: 0, y: 0 },
      params: {},
      weights: {},
    },
  ],
})

describe('what a native menu marks', () => {
  test('is greyed as the action is, and marked as it is on', () => {
    const { workspace } = ready()
    const first = actionStates(workspace, false)
    expect(first.disabled).toContain('edit.undo')
    expect(first.disabled).not.toContain('file.new')
    expect(first.checked).toContain('view.heatOff')
    expect(first.checked).not.toContain('view.problems')
    void actions['view.problems'].run(workspace)
    void actions['edit.lock'].run(workspace)
    const { checked } = actionStates(workspace, false)
    expect(checked).toEqual(expect.arrayContaining(['view.problems', 'edit.lock']))
  })

  test('stays of use to a text field that has the focus', () => {
    const { workspace } = ready()
    const serving = menuActionIds.filter((id) => actions[id].yieldsToText === true)
    expect(serving.length).toBeGreaterThan(3)
    const { disabled } = actionStates(workspace, true)
    expect(serving.filter((id) => disabled.includes(id))).toEqual([])
  })

  test('is greyed while a dialog waits for its answer', () => {
    const { workspace } = ready()
    workspace.dialogs.open({ kind: 'about' })
    expect(actionStates(workspace, false).disabled).toEqual([...menuActionIds])
    const typing = actionStates(workspace, true).disabled
    expect(typing).toContain('file.new')
    expect(typing).not.toContain('edit.paste')
  })

  test('is told when it has changed, once for many changes', () => {
    const { workspace, told } = ready()
    const clock = heldClock()
    const stop = tellActionStates(
      Object.assign(windowWithPage(), { addEventListener: () => undefined }),
      workspace,
      clock,
    )
    clock.pass()
    expect(told).toHaveLength(1)
    for (let id = 0; id < 10; id++) workspace.edit(add(`n${id}`))
    expect(told).toHaveLength(1)
    clock.pass()
    expect(told).toHaveLength(2)
    expect(told[1]?.disabled).not.toContain('edit.undo')
    workspace.edit(add('more'))
    clock.pass()
    expect(told).toHaveLength(2)
    stop()
    void actions['view.problems'].run(workspace)
    clock.pass()
    expect(told).toHaveLength(2)
  })
})

describe('our own bugs', () => {
  test('are kept with their stacks and causes, the newest ones, of bounded length', () => {
    const bugs = createBugs()
    for (let count = 0; count < 50; count++) bugs.note(`bug ${count}`, null)
    expect(bugs.current.value).toHaveLength(20)
    const bug = new Error('outer', { cause: new Error('inner') })
    bugs.note('outer', bug)
    const text = describeBugs(bugs.current.value)
    expect(text).toContain('bug 49')
    expect(text).not.toContain('bug 1\n')
    expect(text).toContain('Error: outer')
    expect(text).toContain('caused by Error: inner')
    expect(bugs.note('x'.repeat(1e6), null).message.length).toBeLessThan(30_000)
  })
})
