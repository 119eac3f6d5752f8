import { describe, expect, test } from 'vitest'
import { createBrowserHost } from '../../renderer/host/browser-host'
import type { FilePickers, SaveTarget } from '../../renderer/host/file-pickers'
import type { FileHandle } from '../../renderer/host/host'
import { chooseMainFile, createWindowFiles, problemOfDom } from '../../renderer/host/window-files'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const decode = (
  result: { ok: true; value: Uint8Array | null } | { ok: false; error: { code: string } },
): string =>
  result.ok ? (result.value === null ? 'none' : new TextDecoder().decode(result.value)) : result.error.code

describe('examples', () => {
  const served: Readonly<Record<string, string>> = {
    'http://h/app/examples/faces/mixing.loom.json': '{}',
    'http://h/app/examples/faces/weights/a%20b.npz': 'weights',
  }
  const fetched: string[] = []
  const files = createWindowFiles('http://h/app/index.html', (url) => {
    fetched.push(url.href)
    if (url.href.endsWith('broken.npz')) return Promise.resolve(new Response('', { status: 500 }))
    if (url.href.endsWith('offline.npz')) return Promise.reject(new TypeError('Failed to fetch'))
    const body = served[url.href]
    return Promise.resolve(new Response(body ?? '', { status: body === undefined ? 404 : 200 }))
  })

  test('come from our own folder, and so do the files beside them', async () => {
    const opened = await files.openExample('faces/mixing.loom.json')
    if (!opened.ok) throw new Error(opened.error.message)
    expect(opened.value).toMatchObject({ name: 'mixing.loom.json', bytes: text('{}') })
    const beside = async (name: string): Promise<string> => {
      const found = await files.readCompanion(opened.value.handle, name)
      if (found === null) throw new Error('the handle is not known')
      return decode(found)
    }
    expect(await beside('weights/a b.npz')).toBe('weights')
    expect(await beside('weights/none.npz')).toBe('none')
    expect(await beside('broken.npz')).toBe('offline')
    expect(await beside('offline.npz')).toBe('offline')
    const before = fetched.length
    for (const name of ['../mixing.loom.json', '//evil.example/x', 'https://evil.example/x', '/x']) {
      expect(await beside(name)).toBe('outside-folder')
    }
    expect(fetched.length).toBe(before)
  })

  test('whose name is none, or of no file, are told apart from what is there', async () => {
    for (const name of ['../index.html', 'none.loom']) {
      expect(await files.openExample(name)).toMatchObject({ ok: false, error: { code: 'not-found' } })
    }
  })
})

describe('dropped files', () => {
  test.each([
    [['w.npz', 'g.loom.json', 'p.png'], 'g.loom.json'],
    [['p.png', 'a.loom'], 'a.loom'],
    [['a.txt', 'p.png'], 'p.png'],
    [['b.txt', 'a.txt'], 'b.txt'],
  ])('of %j the main one is %s', (names, main) => {
    expect(chooseMainFile(names.map((name) => new File([], name)))?.name).toBe(main)
  })

  test('lie beside each other', async () => {
    const files = createWindowFiles('http://h/')
    const opened = await files.openDropped(new File(['{}'], 'g.loom.json'), [new File(['w'], 'w.npz')])
    if (!opened.ok) throw new Error(opened.error.message)
    const { handle } = opened.value
    expect(decode((await files.readCompanion(handle, 'weights/w.npz')) ?? { ok: true, value: null })).toBe(
      'w',
    )
    expect(decode((await files.readCompanion(handle, 'v.npz')) ?? { ok: true, value: null })).toBe(
      'unreachable',
    )
    expect(files.readCompanion('window-99' as FileHandle, 'w.npz')).toBeNull()
  })
})

describe('the browser host', () => {
  /** Files as a browser keeps them: a name and what is in it. */
  function open(
    initial: Record<string, string>,
    { picks = [] as string[], saveAs = [] as (string | null)[] },
  ) {
    const disk = new Map(Object.entries(initial))
    const asked: string[] = []
    let breakWith: DOMException | null = null
    const target = (name: string): SaveTarget => ({
      name,
      write(bytes) {
        if (breakWith !== null) return Promise.reject(breakWith)
        disk.set(name, new TextDecoder().decode(bytes))
        return Promise.resolve()
      },
    })
    const pickers: FilePickers = {
      open: (kind) => {
        asked.push(`open ${kind}`)
        return Promise.resolve(
          picks.map((name) => ({ file: new File([disk.get(name) ?? ''], name), target: target(name) })),
        )
      },
      save: (suggested) => {
        asked.push(`save ${suggested}`)
        const name = saveAs.shift() ?? null
        return Promise.resolve(name === null ? null : target(name))
      },
    }
    const listeners: ((event: { preventDefault(): void }) => void)[] = []
    const window = {
      document: { baseURI: 'http://h/', title: '' },
      addEventListener: (_name: string, listener: (event: { preventDefault(): void }) => void) =>
        listeners.push(listener),
      close: () => asked.push('close'),
    }
    const host = createBrowserHost(window as unknown as Window & typeof globalThis, pickers)
    const asksOnLeaving = (): boolean => {
      let asks = false
      for (const listener of listeners) listener({ preventDefault: () => (asks = true) })
      return asks
    }
    return {
      host,
      disk,
      asked,
      window,
      asksOnLeaving,
      breakDisk: (name: string) => (breakWith = new DOMException('', name)),
    }
  }

  test('saves over what was opened, and asks for another format', async () => {
    const { host, disk, asked } = open(
      { 'a.loom': 'old' },
      { picks: ['a.loom'], saveAs: ['a.loom.json', null] },
    )
    const opened = await host.openFile('graph')
    if (!opened.ok || opened.value === null) throw new Error('nothing was opened')
    const { handle } = opened.value
    expect(await host.saveGraph(handle, 'a.loom', text('new'))).toEqual({
      ok: true,
      value: { handle, name: 'a.loom' },
    })
    expect(await host.saveGraph(handle, 'a.loom.json', text('{}'))).toMatchObject({
      value: { name: 'a.loom.json' },
    })
    expect(await host.saveGraph(null, 'b.loom', text('x'))).toEqual({ ok: true, value: null })
    expect(Object.fromEntries(disk)).toEqual({ 'a.loom': 'new', 'a.loom.json': '{}' })
    expect(asked).toEqual(['open graph', 'save a.loom.json', 'save b.loom'])
  })

  test('never saves over a checkpoint or a dropped file', async () => {
    const { host, disk, asked } = open({ 'w.npz': 'weights' }, { picks: ['w.npz'] })
    const opened = await host.openFile('checkpoint')
    if (!opened.ok || opened.value === null) throw new Error('nothing was opened')
    await host.saveGraph(opened.value.handle, 'w.npz', text('graph'))
    const dropped = await host.drops.open({ file: new File(['x'], 'd.loom'), entry: null }, [])
    if (!dropped.ok) throw new Error('nothing was dropped')
    expect(dropped.value.isOurs).toBe(false)
    await host.saveGraph(dropped.value.opened.handle, 'd.loom', text('graph'))
    expect(Object.fromEntries(disk)).toEqual({ 'w.npz': 'weights' })
    expect(asked.slice(1)).toEqual(['save w.npz', 'save d.loom'])
  })

  test.each([
    ['NotAllowedError', 'no-permission'],
    ['QuotaExceededError', 'disk-full'],
    ['NotFoundError', 'not-found'],
    ['NoModificationAllowedError', 'busy'],
    ['WeirdError', 'failed'],
  ])('tells %s as %s', async (name, code) => {
    const { host, breakDisk } = open({}, { saveAs: ['m.onnx'] })
    breakDisk(name)
    expect(await host.exportFile('onnx', 'm.onnx', text('x'))).toMatchObject({ ok: false, error: { code } })
  })

  test('shows the title, and asks before unsaved work is left', () => {
    const { host, window, asked, asksOnLeaving } = open({}, {})
    expect(asksOnLeaving()).toBe(false)
    host.setDocumentState({ title: 'Faces', unsaved: true })
    expect([window.document.title, asksOnLeaving()]).toEqual(['• Faces - Styleloom', true])
    host.setDocumentState({ title: 'Faces', unsaved: false })
    expect([window.document.title, asksOnLeaving()]).toEqual(['Faces - Styleloom', false])
    host.setDocumentState({ title: 'Faces', unsaved: true })
    host.closeNow()
    expect([asked, asksOnLeaving()]).toEqual([['close'], false])
  })

  test('a handle that it never gave out is a bug, and so is an error of our own', () => {
    const { host } = open({}, {})
    expect(() => host.readCompanion('browser-7' as FileHandle, 'x')).toThrow(
      /no file has the handle "browser-7"/,
    )
    expect(() => problemOfDom(new TypeError('ours'), 'x')).toThrow('ours')
  })
})
