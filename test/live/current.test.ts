import { expect, test } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { emptyDocument } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createLive } from '../../renderer/engine/live'
import { allNodes } from '../helpers/random-graph'
import { node } from '../helpers/test-command'
import { fakeClock } from './fake-clock'
import { fakeEngines } from './fake-engine'

test('the report is current until an edit that could change the picture, and again after the run that saw it', async () => {
  const engines = fakeEngines()
  const editor = createEditor(emptyDocument(), allNodes)
  const live = createLive(editor, { start: engines.start, clock: fakeClock(), reportBug: console.error })
  const isCurrent = (): boolean => live.state.value.isCurrent
  const finish = (run: number): Promise<void> | undefined => engines.last.runs[run]?.finish()
  const setSeed = (value: number): void =>
    void editor.dispatch({ type: 'param/set', node: nodeId('z'), key: 'seed', value })

  editor.dispatch({ type: 'node/add', nodes: [node('z', 'input/latent'), node('image', 'output/image')] })
  expect(isCurrent()).toBe(false)
  await finish(0)
  expect(isCurrent()).toBe(true)

  editor.dispatch({ type: 'node/move', moves: [{ node: nodeId('z'), x: 5, y: 5 }] })
  live.inspect([{ node: nodeId('z'), port: 'z' }])
  expect(isCurrent()).toBe(true)
  await finish(1)
  expect(isCurrent()).toBe(true)

  setSeed(2)
  expect(isCurrent()).toBe(false)
  setSeed(3)
  // It did not see the second edit.
  await finish(2)
  expect(isCurrent()).toBe(false)
  await finish(3)
  expect(isCurrent()).toBe(true)

  editor.replace(emptyDocument('another'))
  expect([isCurrent(), live.state.value.report]).toEqual([false, null])
})
