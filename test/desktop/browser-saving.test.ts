import { describe, expect, test } from 'vitest'
import { createBrowserHost } from '../../renderer/host/browser-host'
import { createAccessPickers } from '../../renderer/host/file-pickers'
import type { SaveResult } from '../../renderer/host/host'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)

/** A browser's disk with the one file that the user picks, in the File System Access API's own words. */
function openDisk(initial: string) {
  const disk = {
    content: initial as string | null,
    time: 1000,
    /** What the next write fails with, and at which step. */
    failing: null as { readonly step: 'createWritable' | 'write' | 'close'; readonly name: string } | null,
    aborted: 0,
  }
  const step = (name: 'createWritable' | 'write' | 'close') => {
    if (disk.failing?.step === name) throw new DOMException('as planned', disk.failing.name)
  }
  const handle = {
    name: 'cat.loom',
    isSameEntry: (other: unknown) => Promise.resolve(other === handle),
    getFile() {
      if (disk.content === null) return Promise.reject(new DOMException('', 'NotFoundError'))
      return Promise.resolve(new File([disk.content], 'cat.loom', { lastModified: disk.time }))
    },
    async createWritable() {
      await Promise.resolve()
      step('createWritable')
      let next = ''
      return {
        async write(bytes: Uint8Array) {
          await Promise.resolve()
          step('write')
          next += new TextDecoder().decode(bytes)
        },
        async close() {
          await Promise.resolve()
          step('close')
          disk.content = next
          disk.time += 1000
        },
        abort: () => Promise.resolve(void disk.aborted++),
      }
    },
  } as unknown as FileSystemFileHandle
  const window = { document: { baseURI: 'http://h/', title: '' }, addEventListener: () => undefined }
  const pickers = createAccessPickers({
    showOpenFilePicker: () => Promise.resolve([handle]),
    showSaveFilePicker: () => Promise.resolve(handle),
  })
  const host = createBrowserHost(window as unknown as Window & typeof globalThis, pickers)
  const told = (result: SaveResult) => (result.ok ? disk.content : result.error.code)
  return {
    disk,
    host,
    async opened() {
      const found = await host.openFile('graph')
      if (!found.ok || found.value === null) throw new Error('nothing was opened')
      return found.value.handle
    },
    save: async (file: Parameters<typeof host.saveGraph>[0], content: string, over = false) =>
      told(await host.saveGraph(file, 'cat.loom', text(content), { companions: [], over })),
  }
}

describe('a file that the page may write to', () => {
  test('is not written over when something else did, unless that is wanted', async () => {
    const { disk, host, opened, save } = openDisk('one')
    const file = await opened()
    expect(await save(file, 'two')).toBe('two')
    expect(await save(file, 'three')).toBe('three')
    Object.assign(disk, { content: 'their', time: disk.time + 1 })
    expect(await save(file, 'mine')).toBe('changed-on-disk')
    expect(await host.readAgain(file)).toMatchObject({ value: { name: 'cat.loom', bytes: text('their') } })
    expect(await save(file, 'mine')).toBe('changed-on-disk')
    expect(disk.content).toBe('their')
    expect(await save(file, 'mine', true)).toBe('mine')
    expect(await save(file, 'mine too')).toBe('mine too')
  })

  test('and cannot be opened says so', async () => {
    const { disk, host } = openDisk('one')
    disk.content = null
    expect(await host.openFile('graph')).toMatchObject({
      error: { code: 'not-found', message: 'There is no file "the chosen file".' },
    })
  })

  test('and is open already is known again', async () => {
    const { disk, host, opened, save } = openDisk('one')
    const first = await opened()
    const second = await opened()
    expect(await host.findSame(second, [first])).toEqual({ handle: first, isAlike: true })
    await save(second, 'two')
    disk.time += 1
    const third = await opened()
    expect(await host.findSame(third, [first])).toEqual({ handle: first, isAlike: false })
    expect(await host.findSame(third, [first, second])).toEqual({ handle: second, isAlike: true })
    expect(await host.findSame(third, ['browser-0' as typeof third])).toBeNull()
  })

  test('is the same when only its time changed, or it holds what is saved', async () => {
    const { disk, opened, save } = openDisk('one')
    const file = await opened()
    disk.time = 5
    expect(await save(file, 'two')).toBe('two')
    Object.assign(disk, { content: 'three', time: 7 })
    expect(await save(file, 'three')).toBe('three')
    expect(await save(file, 'four')).toBe('four')
  })

  test('that is gone is not made anew without a question', async () => {
    const { disk, opened, save } = openDisk('one')
    const file = await opened()
    disk.content = null
    expect(await save(file, 'two')).toBe('gone-from-disk')
    expect(await save(file, 'two', true)).toBe('two')
  })

  test('and was chosen in a dialog is written over, and known from then on', async () => {
    const { disk, save } = openDisk('one')
    expect(await save(null, 'two')).toBe('two')
    expect(disk.content).toBe('two')
  })

  test.each([
    ['createWritable', 'NotAllowedError', 'no-permission', 0],
    ['createWritable', 'NotFoundError', 'gone-from-disk', 0],
    ['createWritable', 'NoModificationAllowedError', 'busy', 0],
    ['write', 'QuotaExceededError', 'disk-full', 1],
    ['close', 'QuotaExceededError', 'disk-full', 0],
    ['close', 'AbortError', 'failed', 0],
  ] as const)('keeps what it held when %s fails with %s', async (step, name, code, aborted) => {
    const { disk, opened, save } = openDisk('one')
    const file = await opened()
    disk.failing = { step, name }
    expect(await save(file, 'two')).toBe(code)
    expect([disk.content, disk.aborted]).toEqual(['one', aborted])
    disk.failing = null
    expect(await save(file, 'two')).toBe('two')
  })
})
