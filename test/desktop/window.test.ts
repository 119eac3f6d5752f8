import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createCloseGuard } from '../../electron/services/close-guard'
import { createFileHandles } from '../../electron/services/file-handles'
import { createFileTasks } from '../../electron/services/file-tasks'
import { gpuSwitches, GROUND, windowOptions } from '../../electron/services/window-options'
import type { FileHandle } from '../../renderer/host/host'
import { temporaryFolder } from './temporary-folder'
import { openWindow, OUR_PAGE, settled, type createPipe } from './window-pipe'
import type { Frame } from '../../electron/services/ipc-transport'

const unused = (): never => {
  throw new Error('not part of this test')
}
describe('the desktop host', () => {
  test('reaches the main process through the contract, files and all', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'g.loom.json'), '{}')
    writeFileSync(join(folder, 'w.npz'), 'w')
    const tasks = createFileTasks(createFileHandles(), {
      chooseOpen: () => Promise.resolve(join(folder, 'g.loom.json')),
      chooseSave: unused,
    })
    const { host, bugs } = openWindow(tasks)
    const opened = await host.openFile('graph')
    if (!opened.ok || opened.value === null) throw new Error('nothing was opened')
    expect(opened.value.name).toBe('g.loom.json')
    const { handle } = opened.value
    expect(await host.readCompanion(handle, 'w.npz')).toEqual({ ok: true, value: new Uint8Array([119]) })
    expect(await host.readCompanion(handle, '../w.npz')).toMatchObject({ error: { code: 'outside-folder' } })
    expect(await host.saveGraph(handle, 'g.loom.json', new Uint8Array([123, 125]))).toMatchObject({
      ok: true,
    })
    expect(bugs).toEqual([])
  })

  test.each(['/etc/passwd', '../x', 'file-1/..', ''])('%j is no handle', async (handle) => {
    const { host } = openWindow()
    await expect(host.readCompanion(handle as FileHandle, 'x')).rejects.toThrow(/readCompanion, argument 1/)
  })

  test.each(['a/b.onnx', '..\\b', '', 'x'.repeat(300)])('%j is no name to suggest', async (name) => {
    const { host } = openWindow()
    await expect(host.exportFile('onnx', name, new Uint8Array())).rejects.toThrow(/exportFile, argument 2/)
  })

  test('asks where to save what the window has opened by itself', async () => {
    const asked: unknown[] = []
    const { host } = openWindow({
      saveGraph: (handle) => (asked.push(handle), { ok: true, value: null }),
      openDropped: () => ({ ok: true, value: null }),
    })
    const dropped = await host.drops.open({ file: new File(['x'], 'cat.loom'), entry: null }, [])
    if (!dropped.ok) throw new Error('nothing was dropped')
    await host.saveGraph(dropped.value.opened.handle, 'cat.loom', new Uint8Array())
    expect(asked).toEqual([null])
  })

  test('hears what main tells, from before it listened too', async () => {
    const { host, server } = openWindow()
    const heard: unknown[] = []
    host.onMenuChosen((action) => heard.push(action))
    host.onCloseAsked(() => heard.push('close?'))
    host.onOpenRequested((file) => heard.push(file))
    server.emit.menuChosen('file.save')
    server.emit.closeAsked(undefined)
    const opened = { handle: 'file-1' as FileHandle, name: 'a.loom', bytes: new Uint8Array([1]) }
    server.emit.openRequested({ ok: true, value: opened })
    await settled()
    expect(heard).toEqual(['file.save', 'close?', { ok: true, value: opened }])
  })
})

describe('the sender of every message', () => {
  const foreign: [
    name: string,
    frame: (pipe: ReturnType<typeof createPipe>) => Frame | null,
    told: string,
  ][] = [
    ['a frame inside our page', ({ mainFrame }) => ({ url: OUR_PAGE, parent: mainFrame }), OUR_PAGE],
    ['a frame that is gone', () => null, 'a frame that is gone'],
  ]
  test.each(foreign)('%s is refused', async (_name, frame, told) => {
    const { pipe, intruders, server, host } = openWindow()
    const heard: unknown[] = []
    host.onMenuChosen((action) => heard.push(action))
    await settled()
    pipe.postFrom(frame(pipe), { kind: 'hello', contract: 'main', version: 'other', session: 0 })
    await settled()
    expect(intruders).toEqual([told])
    server.emit.menuChosen('edit.undo')
    await settled()
    expect(heard).toEqual(['edit.undo'])
  })

  test.each([
    'https://evil.example/',
    'app://styleloom.evil/',
    'app://other/index.html',
    'file:///index.html',
    '',
  ])('a main frame that shows %j is refused', async (url) => {
    const { intruders, bugs } = openWindow({}, url)
    await settled()
    expect([intruders, bugs]).toEqual([[url], []])
  })

  test('nothing is sent to a window that is gone', async () => {
    const { pipe, server, bugs } = openWindow()
    const reasons: string[] = []
    server.onClosed((reason) => reasons.push(reason))
    await settled()
    pipe.destroy()
    server.emit.menuChosen('edit.undo')
    expect([reasons, bugs]).toEqual([['the window was closed'], []])
  })
})

describe('the window', () => {
  test('asks for WebGPU on Linux only', () => {
    expect(gpuSwitches('linux')).toEqual([['enable-unsafe-webgpu'], ['enable-features', 'Vulkan']])
    expect(gpuSwitches('darwin')).toEqual([])
  })

  test('has the ground of the page behind it until the page shows', () => {
    const tokens = readFileSync(join(import.meta.dirname, '../../renderer/styles/tokens.css'), 'utf8')
    expect(tokens).toContain(`--canvas: light-dark(${GROUND.light}, ${GROUND.dark});`)
    expect(windowOptions('/p.cjs', { width: 900, height: 600, x: 5, y: 6 })).toMatchObject({
      width: 900,
      height: 600,
      x: 5,
      y: 6,
      show: false,
    })
  })
})

describe('closing', () => {
  test('asks while there is unsaved work, until the user approves', () => {
    let asked = 0
    let answering = true
    const guard = createCloseGuard(
      () => asked++,
      () => answering,
    )
    expect(guard.mayClose()).toBe(true)
    guard.setUnsaved(true)
    expect([guard.mayClose(), guard.mayClose(), asked]).toEqual([false, false, 2])
    guard.setUnsaved(false)
    expect(guard.mayClose()).toBe(true)
    guard.setUnsaved(true)
    guard.approve()
    expect([guard.mayClose(), asked]).toEqual([true, 2])
    answering = false
    const hung = createCloseGuard(
      () => asked++,
      () => answering,
    )
    hung.setUnsaved(true)
    expect([hung.mayClose(), asked]).toEqual([true, 2])
  })
})
