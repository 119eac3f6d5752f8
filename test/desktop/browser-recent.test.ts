import { describe, expect, test } from 'vitest'
import { MAX_RECENT } from '../../core/contract/recent'
import { createBrowserRecent } from '../../renderer/host/browser-recent'
import type { FileHandle } from '../../renderer/host/host'
import type { RecentRecord } from '../../renderer/host/recent-database'

/** A browser with these files; what it may read, and whether it keeps anything at all. */
function browser() {
  const records = new Map<string, RecentRecord>()
  const handles = new Map<FileHandle, FileSystemFileHandle>()
  const state = { allowed: true, forbidden: false, gone: new Set<string>() }
  let time = 0

  function file(name: string): FileSystemFileHandle {
    const handle = {
      kind: 'file',
      name,
      isSameEntry: (other: FileSystemFileHandle) => Promise.resolve(other.name === name),
      queryPermission: () => Promise.resolve(state.allowed ? 'granted' : 'prompt'),
      requestPermission: () => Promise.resolve(state.allowed ? 'granted' : 'denied'),
      getFile: () =>
        state.gone.has(name)
          ? Promise.reject(new DOMException('gone', 'NotFoundError'))
          : Promise.resolve(new File([`text of ${name}`], name)),
    }
    return handle as unknown as FileSystemFileHandle
  }

  function hold(handle: FileSystemFileHandle): FileHandle {
    const held = `browser-${handles.size + 1}` as FileHandle
    handles.set(held, handle)
    return held
  }

  const unless = <Value>(value: () => Value): Promise<Value> =>
    state.forbidden ? Promise.reject(new DOMException('no', 'SecurityError')) : Promise.resolve(value())
  const recent = createBrowserRecent({
    database: {
      all: () => unless(() => [...records.values()]),
      put: (record) => unless(() => void records.set(record.id, record)),
      remove: (ids) => unless(() => ids.forEach((id) => records.delete(id))),
    },
    fileOf: (handle) => handles.get(handle) ?? null,
    hold,
    now: () => ++time,
  })
  const names = async (): Promise<string[]> => (await recent.list()).map(({ name }) => name)
  return {
    recent,
    names,
    state,
    remember: (name: string) => recent.remember(hold(file(name)), null),
    file,
    hold,
  }
}

describe('recent files of a browser', () => {
  test('come newest first, a file once, its picture kept', async () => {
    const { recent, names, remember, hold, file } = browser()
    await recent.remember(hold(file('a.loom')), new Uint8Array(3))
    await remember('b.loom')
    await remember('a.loom')
    expect(await names()).toEqual(['a.loom', 'b.loom'])
    expect((await recent.list())[0]?.thumbnail).toHaveLength(3)
  })

  test('remembered at once are one, and at most twenty are kept', async () => {
    const { names, remember } = browser()
    await Promise.all(['a.loom', 'a.loom', 'a.loom'].map(remember))
    expect(await names()).toEqual(['a.loom'])
    for (let i = 0; i < MAX_RECENT; i++) await remember(`${i}.loom`)
    expect(await names()).toHaveLength(MAX_RECENT)
    expect(await names()).not.toContain('a.loom')
  })

  test('open with a new handle, once the page may read them', async () => {
    const { recent, remember, state } = browser()
    await remember('a.loom')
    const [entry] = await recent.list()
    if (!entry) throw new Error('nothing is remembered')
    state.allowed = false
    expect(await recent.open(entry.id)).toBeNull()
    state.allowed = true
    const opened = await recent.open(entry.id)
    expect(opened).toMatchObject({ ok: true, value: { name: 'a.loom' } })
    if (opened?.ok) expect(new TextDecoder().decode(opened.value.bytes)).toBe('text of a.loom')
  })

  test('that are gone are marked, where that can be known, and opening one says so', async () => {
    const { recent, remember, state } = browser()
    await remember('a.loom')
    state.gone.add('a.loom')
    const [entry] = await recent.list()
    expect(entry?.isMissing).toBe(true)
    if (entry) expect(await recent.open(entry.id)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    state.allowed = false
    expect((await recent.list())[0]?.isMissing).toBe(false)
  })

  test('are forgotten one by one and all together', async () => {
    const { recent, names, remember } = browser()
    for (const name of ['a.loom', 'b.loom', 'c.loom']) await remember(name)
    const [first] = await recent.list()
    if (first) await recent.forget(first.id)
    expect(await names()).toEqual(['b.loom', 'a.loom'])
    await recent.clear()
    expect(await names()).toEqual([])
  })

  test('are none where the browser keeps nothing, and nothing fails', async () => {
    const { recent, names, remember, state } = browser()
    state.forbidden = true
    await remember('a.loom')
    expect(await names()).toEqual([])
    await recent.clear()
  })

  test('never list what cannot be opened again', async () => {
    const { recent, names } = browser()
    await recent.remember('browser-99' as FileHandle, null)
    expect(await names()).toEqual([])
  })
})
