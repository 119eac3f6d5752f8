import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { isRecentId, MAX_RECENT, type RecentId } from '../../core/contract/recent'
import { createFileHandles } from '../../electron/services/file-handles'
import { createFileTasks } from '../../electron/services/file-tasks'
import { folderHint, openRecentFiles } from '../../electron/services/recent-files'
import { createRecentTasks } from '../../electron/services/recent-tasks'
import { temporaryFolder } from './temporary-folder'

const png = (text: string): Uint8Array => new TextEncoder().encode(text)

async function start() {
  const home = temporaryFolder()
  const own = join(home, '.config', 'styleloom')
  let time = 0
  const problems: string[] = []
  const open = () =>
    openRecentFiles(own, { home, now: () => ++time, report: (problem) => problems.push(problem.message) })
  const put = (name: string, text = 'graph'): string => {
    writeFileSync(join(home, name), text)
    return join(home, name)
  }
  return { home, own, open, put, problems, recent: await open() }
}

describe('recent files', () => {
  test('come newest first, once each, and outlast the app', async () => {
    const { recent, open, put } = await start()
    await recent.add(put('a.loom'), png('A'))
    await recent.add(put('b.loom'), null)
    await recent.add(put('a.loom'), null)
    const seen = async (files: typeof recent) =>
      (await files.list()).map(({ name, folder, time, thumbnail, isMissing }) => [
        name,
        folder,
        time,
        thumbnail && new TextDecoder().decode(thumbnail),
        isMissing,
      ])
    expect(await seen(recent)).toEqual([
      ['a.loom', '~', 3, 'A', false],
      ['b.loom', '~', 2, null, false],
    ])
    expect(await seen(await open())).toEqual(await seen(recent))
  })

  test('say which are gone, and let them be forgotten with their thumbnails', async () => {
    const { recent, put, own } = await start()
    const path = put('a.loom')
    await recent.add(path, png('A'))
    rmSync(path)
    const [gone] = await recent.list()
    expect(gone).toMatchObject({ name: 'a.loom', isMissing: true })
    await recent.forget(required(gone, 'an entry').id)
    expect(await recent.list()).toEqual([])
    expect(readdirSync(join(own, 'recent-thumbnails'))).toEqual([])
  })

  test('are at most twenty; who falls out takes its thumbnail along', async () => {
    const { recent, put, own } = await start()
    for (let i = 0; i < MAX_RECENT + 3; i++) await recent.add(put(`${i}.loom`), png(String(i)))
    expect(recent.entries.map(({ name }) => name)).toEqual(
      Array.from({ length: MAX_RECENT }, (_, i) => `${MAX_RECENT + 2 - i}.loom`),
    )
    expect(readdirSync(join(own, 'recent-thumbnails'))).toHaveLength(MAX_RECENT)
    await recent.clear()
    expect(recent.entries).toEqual([])
    expect(readdirSync(join(own, 'recent-thumbnails'))).toEqual([])
  })

  test.each(['', '{', '[]', '{"version":2,"files":[]}', '{"version":1,"files":[{"path":3}]}'])(
    'of a damaged list %j are none, and the next one is kept',
    async (damaged) => {
      const { open, put, own } = await start()
      mkdirSync(own, { recursive: true })
      writeFileSync(join(own, 'recent.json'), damaged)
      const recent = await open()
      expect(recent.entries).toEqual([])
      await recent.add(put('a.loom'), null)
      expect((await open()).entries.map(({ name }) => name)).toEqual(['a.loom'])
    },
  )

  test('asked for at once are written one after the other, the newest list last', async () => {
    const { recent, open, put } = await start()
    const told: number[] = []
    const stop = recent.onChange(() => told.push(recent.entries.length))
    await Promise.all(['a', 'b', 'c'].map((name) => recent.add(put(`${name}.loom`), png(name))))
    expect((await open()).entries.map(({ name }) => name)).toEqual(['c.loom', 'b.loom', 'a.loom'])
    expect(told).toEqual([3, 3, 3])
    stop()
    await recent.clear()
    expect(told).toHaveLength(3)
  })

  test('that cannot be written are reported and nothing more', async () => {
    const { home, put, problems } = await start()
    const blocked = put('not-a-folder')
    const recent = await openRecentFiles(join(blocked, 'own'), {
      home,
      report: (problem) => problems.push(problem.message),
    })
    await recent.add(put('a.loom'), null)
    expect(problems).toEqual(['The list of recent files could not be written'])
    expect(recent.entries).toHaveLength(1)
  })
})

test.each([
  ['/home/ada/cat.loom', '~'],
  ['/home/ada/graphs/cat.loom', '~/graphs'],
  ['/home/ada/work/faces/old/cat.loom', '…/faces/old'],
  ['/mnt/cat.loom', '/mnt'],
  ['/mnt/a/b/c/cat.loom', '…/b/c'],
  ['/cat.loom', '/'],
])('the folder of %s is shown as %s', (path, hint) => expect(folderHint(path, '/home/ada')).toBe(hint))

describe('the tasks', () => {
  async function open() {
    const { recent, put, own } = await start()
    const handles = createFileHandles()
    const chosen: string[] = []
    const next = () => Promise.resolve(chosen.shift() ?? null)
    const files = createFileTasks(handles, { chooseOpen: next, chooseSave: next })
    return { recent, put, own, chosen, files, tasks: createRecentTasks(recent, handles, files.openPath) }
  }

  test('remember a graph by its handle, tell no path, and open it again', async () => {
    const { tasks, files, put, chosen, own } = await open()
    chosen.push(put('cat.loom', 'meow'))
    const opened = await files.openFile('graph')
    if (!opened.ok || !opened.value) throw new Error('not opened')
    await tasks.rememberRecent(opened.value.handle, png('thumb'))
    const [entry] = await tasks.recentFiles()
    const { id } = required(entry, 'an entry')
    expect(isRecentId(id)).toBe(true)
    expect(JSON.stringify(entry)).not.toContain(own.replace('/.config/styleloom', ''))
    expect(await tasks.openRecent(id)).toMatchObject({
      ok: true,
      value: { name: 'cat.loom', bytes: png('meow') },
    })
    await tasks.forgetRecent(id)
    expect(await tasks.openRecent(id)).toMatchObject({ ok: true })
    expect(() => tasks.openRecent('recent-0123456789abcdef' as RecentId)).toThrow(/no recent file has the id/)
  })

  test('remember neither checkpoints nor what was never handed out', async () => {
    const { tasks, files, put, chosen, recent, own } = await open()
    chosen.push(put('w.npz'))
    const opened = await files.openFile('checkpoint')
    if (!opened.ok || !opened.value) throw new Error('not opened')
    await tasks.rememberRecent(opened.value.handle, null)
    expect(recent.entries).toEqual([])
    await expect(
      Promise.resolve().then(() => tasks.rememberRecent('file-99' as typeof opened.value.handle, null)),
    ).rejects.toThrow(/no file has the handle/)
    expect(existsSync(join(own, 'recent.json'))).toBe(false)
  })

  test('the list on disk is readable text', async () => {
    const { recent, put, own } = await open()
    const path = put('cat.loom')
    await recent.add(path, null)
    expect(JSON.parse(readFileSync(join(own, 'recent.json'), 'utf8'))).toEqual({
      version: 1,
      files: [{ path, time: 1 }],
    })
  })
})
