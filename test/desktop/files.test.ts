import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, truncateSync } from 'node:fs'
import { utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FileHandle } from '../../core/contract/main'
import { PLAIN_SAVE } from '../../core/contract/save'
import { createFileHandles } from '../../electron/services/file-handles'
import { errnoOf, problemOf } from '../../electron/services/file-problems'
import { createFileTasks, type Dialogs } from '../../electron/services/file-tasks'
import { readCompanionFile, readWholeFile } from '../../electron/services/read-file'
import { temporaryFolder } from './temporary-folder'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as planned`), { code, syscall: 'write' })
}

describe('reading', () => {
  test('gives bytes, or a problem with the name and not the path', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'a.loom'), 'abc')
    expect(await readWholeFile(join(folder, 'a.loom'))).toEqual({ ok: true, value: text('abc') })
    const missing = await readWholeFile(join(folder, 'b.loom'))
    expect(missing).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(JSON.stringify(missing)).not.toContain(folder)
    expect(await readWholeFile(folder)).toMatchObject({ error: { code: 'is-folder' } })
  })

  test('a file that is too large is refused by its size, unread', async () => {
    const path = join(temporaryFolder(), 'huge.npz')
    writeFileSync(path, '')
    truncateSync(path, 3_000_000_000)
    expect(await readWholeFile(path)).toMatchObject({ error: { code: 'too-large' } })
  })

  test('a companion is found below the folder, and only there', async () => {
    const folder = temporaryFolder()
    const graphs = join(folder, 'graphs')
    mkdirSync(join(graphs, 'weights'), { recursive: true })
    writeFileSync(join(folder, 'secret'), 'secret')
    writeFileSync(join(graphs, 'weights', 'w.npz'), 'w')
    symlinkSync(join(folder, 'secret'), join(graphs, 'out'))
    symlinkSync('weights/w.npz', join(graphs, 'in'))
    const read = (name: string) => readCompanionFile(join(graphs, 'g.loom.json'), name)

    expect(await read('weights/w.npz')).toEqual({ ok: true, value: text('w') })
    expect(await read('in')).toEqual({ ok: true, value: text('w') })
    expect(await read('weights/none.npz')).toEqual({ ok: true, value: null })
    expect(await read('weights')).toMatchObject({ error: { code: 'is-folder' } })
    for (const name of [
      '../secret',
      join(folder, 'secret'),
      'out',
      'weights/../../secret',
      '..\\secret',
      '',
    ]) {
      expect(await read(name)).toMatchObject({ ok: false, error: { code: 'outside-folder' } })
    }
  })
})

describe('handles', () => {
  test('stand for a file and tell nothing of its path', () => {
    const handles = createFileHandles()
    const handle = handles.hold({ path: '/home/ada/cat.loom', kind: 'graph' })
    expect(handle).toMatch(/^file-\d+$/)
    expect(handles.find(handle)).toEqual({ path: '/home/ada/cat.loom', kind: 'graph' })
    expect(handles.hold({ path: '/home/ada/cat.loom', kind: 'graph' })).toBe(handle)
    expect(handles.hold({ path: '/home/ada/cat.loom', kind: 'picture' })).not.toBe(handle)
  })

  test('stand for the version that was read, so that two openings of one file are two', () => {
    const handles = createFileHandles()
    const version = (size: number) => ({ size, mtimeMs: 1, sha256: '' })
    const [first, second] = [1, 2].map((size) =>
      handles.hold({ path: '/home/ada/cat.loom', kind: 'graph', version: version(size) }),
    )
    expect(first).not.toBe(second)
    handles.renew(second as FileHandle, version(3))
    expect([first, second].map((handle) => handles.find(handle as FileHandle).version?.size)).toEqual([1, 3])
  })

  test.each(['file-1', '/etc/passwd', 'constructor'])('%s, never given out, is a bug', (handle) => {
    expect(() => createFileHandles().find(handle as FileHandle)).toThrow(
      /Internal error: no file has the handle/,
    )
  })
})

describe('file tasks', () => {
  /** Dialogs in which the user gives these answers, in this order. */
  function answering(answers: (string | null)[]): Dialogs & { readonly asked: string[] } {
    const asked: string[] = []
    const next = (question: string): Promise<string | null> => {
      asked.push(question)
      return Promise.resolve(answers.shift() ?? null)
    }
    return {
      asked,
      chooseOpen: (filter) => next(`open ${filter.extensions.join(' ')}`),
      chooseSave: (suggested, filter) =>
        next(`save ${suggested.replace(/^.*\//, '…/')} ${filter.extensions.join(' ')}`),
    }
  }
  const must = <T>(result: { ok: true; value: T | null } | { ok: false; error: unknown }): T => {
    if (!result.ok || result.value === null) throw new Error(`no value: ${JSON.stringify(result)}`)
    return result.value
  }

  test('opening, saving over it and saving elsewhere', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'cat.loom'), 'one')
    const dialogs = answering([join(folder, 'cat.loom'), join(folder, 'dog.loom')])
    const tasks = createFileTasks(createFileHandles(), dialogs)

    const opened = must(await tasks.openFile('graph'))
    expect(opened).toMatchObject({ name: 'cat.loom', bytes: text('one') })
    expect(must(await tasks.saveGraph(opened.handle, 'cat.loom', text('two'), PLAIN_SAVE))).toEqual({
      handle: opened.handle,
      name: 'cat.loom',
    })
    expect(readFileSync(join(folder, 'cat.loom'), 'utf8')).toBe('two')

    const copy = must(await tasks.saveGraph(null, 'cat.loom', text('three'), PLAIN_SAVE))
    expect(copy.name).toBe('dog.loom')
    await tasks.saveGraph(copy.handle, 'dog.loom', text('four'), PLAIN_SAVE)
    expect(readFileSync(join(folder, 'dog.loom'), 'utf8')).toBe('four')
    expect(dialogs.asked).toEqual(['open loom json png', 'save cat.loom loom'])
  })

  test('a file that is open already is known again, through links, with the version that each has of it', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'cat.loom')
    const link = join(folder, 'link.loom')
    const other = join(folder, 'dog.loom')
    writeFileSync(path, 'one')
    writeFileSync(other, 'one')
    symlinkSync(path, link)
    const tasks = createFileTasks(createFileHandles(), answering([]))
    const open = async (from: string) => must(await tasks.openPath(from, 'graph')).handle
    const [first, linked, dog] = [await open(path), await open(link), await open(other)]
    expect(await tasks.findSame(linked, [dog, first])).toEqual({ handle: first, isAlike: true })
    expect(await tasks.findSame(first, [dog])).toBeNull()
    writeFileSync(path, 'two')
    const changed = await open(path)
    expect(await tasks.findSame(changed, [dog, first])).toEqual({ handle: first, isAlike: false })
    // One that was saved since knows it, and is the better one.
    must(await tasks.saveGraph(linked, 'link.loom', text('two'), { companions: [], over: true }))
    expect(await tasks.findSame(changed, [first, linked])).toEqual({ handle: linked, isAlike: true })
  })

  test('what another program wrote since is asked about, and written over when that is wanted', async () => {
    const path = join(temporaryFolder(), 'cat.loom')
    writeFileSync(path, 'one')
    const tasks = createFileTasks(createFileHandles(), answering([path]))
    const { handle } = must(await tasks.openFile('graph'))
    const save = async (content: string, over = false) => {
      const saved = await tasks.saveGraph(handle, 'cat.loom', text(content), { companions: [], over })
      return saved.ok ? readFileSync(path, 'utf8') : saved.error.code
    }
    expect(await save('mine')).toBe('mine')
    writeFileSync(path, 'theirs')
    expect(must(await tasks.readAgain(handle)).bytes).toEqual(text('theirs'))
    expect(await save('mine again')).toBe('changed-on-disk')
    expect(await save('mine again', true)).toBe('mine again')
    expect(readFileSync(`${path}.backup`, 'utf8')).toBe('theirs')
    expect(await save('and again')).toBe('and again')
    rmSync(path)
    expect(await save('mine')).toBe('gone-from-disk')
    expect(await save('mine', true)).toBe('mine')
  })

  test('a graph as text brings its weights along, in front of it, and equal ones stay as they are', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'cat.loom.json')
    const tasks = createFileTasks(createFileHandles(), answering([path]))
    const companions = [
      { path: 'weights/w.safetensors', bytes: text('weights') },
      { path: 'pictures/p.png', bytes: text('picture') },
    ]
    const { handle } = must(
      await tasks.saveGraph(null, 'cat.loom.json', text('{}'), { companions, over: false }),
    )
    expect(readFileSync(join(folder, 'weights', 'w.safetensors'), 'utf8')).toBe('weights')
    expect(readFileSync(join(folder, 'pictures', 'p.png'), 'utf8')).toBe('picture')
    utimesSync(join(folder, 'weights', 'w.safetensors'), 1, 1)
    await tasks.saveGraph(handle, 'cat.loom.json', text('{ }'), { companions, over: false })
    expect(statSync(join(folder, 'weights', 'w.safetensors')).mtimeMs).toBe(1000)
    expect(readdirSync(folder)).toEqual(['cat.loom.json', 'cat.loom.json.backup', 'pictures', 'weights'])

    writeFileSync(path, 'theirs')
    const more = [{ path: 'weights/v.safetensors', bytes: text('more') }]
    const refused = await tasks.saveGraph(handle, 'cat.loom.json', text('x'), {
      companions: more,
      over: false,
    })
    expect(refused).toMatchObject({ error: { code: 'changed-on-disk' } })
    expect(readdirSync(join(folder, 'weights'))).toEqual(['w.safetensors'])
  })

  test.each([
    ['a folder that is a link out of the graph’s', 'out/w.npz', 'link-leads-out'],
    ['a file that is one', 'leak', 'link-leads-out'],
    ['a folder whose name a file has', 'file/w.npz', 'file-in-the-way'],
    ['a folder below that', 'file/deep/w.npz', 'file-in-the-way'],
    ['a name that a folder has', 'inner', 'folder-in-the-way'],
  ])('weights do not go to %s, and then nor does the graph', async (_what, path, code) => {
    const folder = temporaryFolder()
    const graphs = join(folder, 'graphs')
    mkdirSync(join(graphs, 'inner'), { recursive: true })
    mkdirSync(join(folder, 'elsewhere'))
    symlinkSync(join(folder, 'elsewhere'), join(graphs, 'out'))
    writeFileSync(join(folder, 'secret'), 'secret')
    symlinkSync(join(folder, 'secret'), join(graphs, 'leak'))
    writeFileSync(join(graphs, 'file'), '')
    const tasks = createFileTasks(createFileHandles(), answering([join(graphs, 'g.loom.json')]))
    const companions = [{ path, bytes: text('w') }]
    expect(await tasks.saveGraph(null, 'g.loom.json', text('{}'), { companions, over: false })).toMatchObject(
      {
        error: { code },
      },
    )
    expect(readdirSync(graphs)).toEqual(['file', 'inner', 'leak', 'out'])
    expect(readdirSync(join(folder, 'elsewhere'))).toEqual([])
    expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('secret')
  })

  test('a picture that was opened as a graph is not written over by one', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'face.png'), 'png')
    const dialogs = answering([join(folder, 'face.png'), join(folder, 'face.loom')])
    const tasks = createFileTasks(createFileHandles(), dialogs)
    const opened = must(await tasks.openFile('graph'))
    expect(must(await tasks.saveGraph(opened.handle, 'face.loom', text('zip'), PLAIN_SAVE)).name).toBe(
      'face.loom',
    )
    expect(readFileSync(join(folder, 'face.png'), 'utf8')).toBe('png')
  })

  test('nor is a file that was opened as something else, whatever its ending', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'face.png'), 'png')
    const dialogs = answering([join(folder, 'face.png'), null])
    const tasks = createFileTasks(createFileHandles(), dialogs)
    const opened = must(await tasks.openFile('picture'))
    expect(await tasks.saveGraph(opened.handle, 'face.png', text('x'), PLAIN_SAVE)).toEqual({
      ok: true,
      value: null,
    })
    expect(readFileSync(join(folder, 'face.png'), 'utf8')).toBe('png')
  })

  test('the name that the user types gets the ending of the format', async () => {
    const folder = temporaryFolder()
    const tasks = createFileTasks(createFileHandles(), answering([join(folder, 'cat.json')]))
    expect(must(await tasks.saveGraph(null, 'graph.loom.json', text('{}'), PLAIN_SAVE)).name).toBe(
      'cat.loom.json',
    )
  })

  test('unless that would overwrite a file that the user has not seen', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'cat.onnx'), 'precious')
    const dialogs = answering([join(folder, 'cat'), null])
    const tasks = createFileTasks(createFileHandles(), dialogs)
    expect(await tasks.exportFile('onnx', 'model.onnx', text('x'))).toEqual({ ok: true, value: null })
    expect(dialogs.asked).toEqual(['save model.onnx onnx', 'save …/cat.onnx onnx'])
    expect(readFileSync(join(folder, 'cat.onnx'), 'utf8')).toBe('precious')
  })

  test('cancelling is no problem', async () => {
    const tasks = createFileTasks(createFileHandles(), answering([null, null]))
    expect(await tasks.openFile('checkpoint')).toEqual({ ok: true, value: null })
    expect(await tasks.saveGraph(null, 'a.loom', text(''), PLAIN_SAVE)).toEqual({ ok: true, value: null })
  })
})

test('system errors become sentences, and nothing else does', () => {
  expect(problemOf(systemError('EROFS'), '/mnt/cd/cat.loom')).toMatchObject({
    code: 'read-only',
    message: '"cat.loom" is on a disk that cannot be written.',
  })
  expect(problemOf(systemError('EWEIRD'), 'a').message).toBe('"a" could not be used: the system said EWEIRD.')
  expect(() => problemOf(new Error('ours'), 'a')).toThrow('ours')
  expect(errnoOf('ENOENT')).toBeNull()
})
