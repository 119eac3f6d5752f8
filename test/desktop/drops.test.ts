import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { connect } from '../../core/contract/client'
import { createBridgeTransport } from '../../core/contract/bridge'
import { DROP_CHANNEL } from '../../core/contract/dropped'
import { mainContract } from '../../core/contract/main'
import { PLAIN_SAVE } from '../../core/contract/save'
import { serve } from '../../core/contract/serve'
import { createDroppedFiles } from '../../electron/services/dropped-files'
import { createFileHandles } from '../../electron/services/file-handles'
import { createFileTasks } from '../../electron/services/file-tasks'
import { createIpcTransport } from '../../electron/services/ipc-transport'
import { createElectronDrops } from '../../renderer/host/drops'
import { createWindowFiles } from '../../renderer/host/window-files'
import { temporaryFolder } from './temporary-folder'
import { createPipe, everyHandler } from './window-pipe'

/** A window and its main process; the system knows where each file in `lying` lies. */
function open() {
  const folder = temporaryFolder()
  const lying = new Map<object, string>()
  const pipe = createPipe(undefined, (file) => lying.get(file) ?? '')
  const intruders: string[] = []
  const nobody = () => Promise.resolve(null)
  const tasks = createFileTasks(createFileHandles(), { chooseOpen: nobody, chooseSave: nobody })
  const dropped = createDroppedFiles(pipe.contents, tasks.openPath, (what) => intruders.push(what))
  const reportBug = (bug: Error): never => {
    throw bug
  }
  serve(
    mainContract,
    everyHandler({ ...tasks, ...dropped }),
    createIpcTransport(pipe.contents, () => undefined),
    { reportBug },
  )
  const { client } = connect(mainContract, createBridgeTransport(pipe.bridge), { reportBug })
  return {
    folder,
    pipe,
    intruders,
    client,
    drops: createElectronDrops(pipe.bridge, client, createWindowFiles('app://styleloom/')),
    /** A file on the disk, as the page gets it. */
    put(name: string, text: string): File {
      const path = join(folder, name)
      writeFileSync(path, text)
      const file = new File([text], name)
      lying.set(file, path)
      return file
    },
    lyingAt: (file: File, path: string) => lying.set(file, path),
  }
}

describe('a file dropped on the desktop’s window', () => {
  test.each(['cat.loom', 'cat.loom.json'])('is the user’s own: %s is saved to where it lay', async (name) => {
    const { drops, put, folder, client } = open()
    const found = await drops.open({ file: put(name, 'old'), entry: null }, [])
    if (!found.ok) throw new Error(found.error.message)
    expect(found.value).toMatchObject({ isOurs: true, opened: { name } })
    expect(JSON.stringify(found.value)).not.toContain(folder)
    await client.saveGraph(found.value.opened.handle, name, new TextEncoder().encode('new'), PLAIN_SAVE)
    expect(readFileSync(join(folder, name), 'utf8')).toBe('new')
  })

  test.each(['face.png', 'w.safetensors', 'notes.txt'])('but %s is only read', async (name) => {
    const { drops, put } = open()
    expect(await drops.open({ file: put(name, 'bytes'), entry: null }, [])).toMatchObject({
      ok: true,
      value: { isOurs: false, opened: { name } },
    })
  })

  test('that lies on no disk is only read', async () => {
    const { drops } = open()
    const found = await drops.open({ file: new File(['made'], 'cat.loom'), entry: null }, [])
    expect(found).toMatchObject({ ok: true, value: { isOurs: false } })
  })

  test('that is a folder by such a name is told as one', async () => {
    const { drops, folder, lyingAt } = open()
    mkdirSync(join(folder, 'cats.loom'))
    const file = new File([], 'cats.loom')
    lyingAt(file, join(folder, 'cats.loom'))
    expect(await drops.open({ file, entry: null }, [])).toMatchObject({
      ok: false,
      error: { code: 'is-folder' },
    })
  })
})

describe('the channel of dropped files', () => {
  const give = (path: unknown, ticket: unknown = 'drop-7'): object => ({ ticket, path })

  test('gives a ticket’s file once', async () => {
    const { pipe, client, folder } = open()
    writeFileSync(join(folder, 'cat.loom'), 'x')
    pipe.postFrom(pipe.mainFrame, give(join(folder, 'cat.loom')), DROP_CHANNEL)
    expect(await client.openDropped('drop-7')).toMatchObject({ ok: true, value: { name: 'cat.loom' } })
    expect(await client.openDropped('drop-7')).toEqual({ ok: true, value: null })
  })

  test('takes nothing from a frame that is not our page', async () => {
    const { pipe, client, folder, intruders } = open()
    writeFileSync(join(folder, 'cat.loom'), 'x')
    for (const frame of [
      null,
      { url: 'https://evil.example/', parent: null },
      { ...pipe.mainFrame, parent: {} },
    ])
      pipe.postFrom(frame, give(join(folder, 'cat.loom')), DROP_CHANNEL)
    expect(await client.openDropped('drop-7')).toEqual({ ok: true, value: null })
    expect(intruders).toHaveLength(3)
  })

  test.each([
    give('/etc/passwd'),
    give('cat.loom'),
    give('../cat.loom'),
    give(''),
    give(null),
    give('/x/cat.loom', 'seven'),
    give('/x/cat.loom', { toString: 'drop-7' }),
    { ...give('/x/cat.loom'), more: 1 },
    null,
    'drop-7',
  ])('takes no path out of %j', async (message) => {
    const { pipe, client } = open()
    pipe.postFrom(pipe.mainFrame, message, DROP_CHANNEL)
    expect(await client.openDropped('drop-7')).toEqual({ ok: true, value: null })
  })

  test('keeps the newest 64 tickets', async () => {
    const { pipe, client, folder } = open()
    writeFileSync(join(folder, 'cat.loom'), 'x')
    for (let i = 1; i <= 65; i++)
      pipe.postFrom(pipe.mainFrame, give(join(folder, 'cat.loom'), `drop-${i}`), DROP_CHANNEL)
    expect(await client.openDropped('drop-1')).toEqual({ ok: true, value: null })
    expect(await client.openDropped('drop-65')).toMatchObject({ value: { name: 'cat.loom' } })
  })
})
