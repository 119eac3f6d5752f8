import * as nodeFiles from 'node:fs/promises'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { FileHandle } from '../../core/contract/main'
import { writeAtomically, type WritableFiles } from '../../electron/services/atomic-write'
import { createFileHandles } from '../../electron/services/file-handles'
import { errnoOf, problemOf } from '../../electron/services/file-problems'
import { createFileTasks, type Dialogs } from '../../electron/services/file-tasks'
import { readCompanionFile, readWholeFile } from '../../electron/services/read-file'
import { temporaryFolder } from './temporary-folder'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as planned`), { code, syscall: 'write' })
}

describe('atomic writing', () => {
  test('makes a new file, and replaces one with its permissions kept', async () => {
    const folder = temporaryFolder()
    const path = join(folder, 'cat.loom')
    expect(await writeAtomically(path, text('one'))).toMatchObject({ ok: true })
    chmodSync(path, 0o664)
    expect(await writeAtomically(path, text('two'))).toMatchObject({ ok: true })
    expect(readFileSync(path, 'utf8')).toBe('two')
    expect(statSync(path).mode & 0o777).toBe(0o664)
    expect(readdirSync(folder)).toEqual(['cat.loom'])
  })

  test('through a link replaces what the link points to', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'real.loom'), 'old')
    symlinkSync('real.loom', join(folder, 'link.loom'))
    await writeAtomically(join(folder, 'link.loom'), text('new'))
    expect(readFileSync(join(folder, 'real.loom'), 'utf8')).toBe('new')
    await expect(nodeFiles.readlink(join(folder, 'link.loom'))).resolves.toBe('real.loom')
  })

  // Each step that can fail, and what the user is told.
  const steps: [
    step: string,
    code: string,
    problem: string,
    files: (files: WritableFiles) => WritableFiles,
  ][] = [
    [
      'opening',
      'EACCES',
      'no-permission',
      (files) => ({ ...files, open: () => Promise.reject(systemError('EACCES')) }),
    ],
    ['writing', 'ENOSPC', 'disk-full', (files) => withHandle(files, 'writeFile', 'ENOSPC')],
    ['syncing', 'EIO', 'failed', (files) => withHandle(files, 'sync', 'EIO')],
    [
      'renaming',
      'EBUSY',
      'busy',
      (files) => ({ ...files, rename: () => Promise.reject(systemError('EBUSY')) }),
    ],
  ]
  test.each(steps)(
    'that fails at %s (%s) leaves the old file whole and no rest',
    async (_step, _code, problem, broken) => {
      const folder = temporaryFolder()
      const path = join(folder, 'cat.loom')
      writeFileSync(path, 'old')
      const result = await writeAtomically(path, text('new'), broken(nodeFiles))
      expect(result).toMatchObject({ ok: false, error: { code: problem } })
      expect(readFileSync(path, 'utf8')).toBe('old')
      expect(readdirSync(folder)).toEqual(['cat.loom'])
    },
  )

  test('syncs the bytes before the rename, and the folder after it', async () => {
    const steps: string[] = []
    const path = join(temporaryFolder(), 'cat.loom')
    const files: WritableFiles = {
      ...nodeFiles,
      async open(...args: Parameters<typeof nodeFiles.open>) {
        const handle = await nodeFiles.open(...args)
        const sync = handle.sync.bind(handle)
        const what = args[1] === 'r' ? 'folder' : 'bytes'
        return Object.assign(handle, { sync: () => (steps.push(`sync ${what}`), sync()) })
      },
      rename: (from, to) => (steps.push('rename'), nodeFiles.rename(from, to)),
    }
    expect(await writeAtomically(path, text('x'), files)).toMatchObject({ ok: true })
    expect(steps).toEqual(['sync bytes', 'rename', 'sync folder'])
  })

  test('onto a folder, or into one that is not there, is a problem of its own', async () => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'cat.loom'))
    expect(await writeAtomically(join(folder, 'cat.loom'), text('x'))).toMatchObject({
      error: { code: 'is-folder' },
    })
    expect(await writeAtomically(join(folder, 'no', 'cat.loom'), text('x'))).toMatchObject({
      error: { code: 'not-found' },
    })
  })

  test('a bug inside is thrown, not told as a problem of the disk', async () => {
    const files: WritableFiles = { ...nodeFiles, open: () => Promise.reject(new TypeError('our own')) }
    await expect(writeAtomically(join(temporaryFolder(), 'x'), text('x'), files)).rejects.toThrow('our own')
  })
})

/** Real files, whose `method` fails with `code`. */
function withHandle(files: WritableFiles, method: 'writeFile' | 'sync', code: string): WritableFiles {
  return {
    ...files,
    async open(...args: Parameters<typeof nodeFiles.open>) {
      const handle = await nodeFiles.open(...args)
      return Object.assign(handle, { [method]: () => Promise.reject(systemError(code)) })
    },
  }
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
    expect(must(await tasks.saveGraph(opened.handle, 'cat.loom', text('two')))).toEqual({
      handle: opened.handle,
      name: 'cat.loom',
    })
    expect(readFileSync(join(folder, 'cat.loom'), 'utf8')).toBe('two')

    const copy = must(await tasks.saveGraph(null, 'cat.loom', text('three')))
    expect(copy.name).toBe('dog.loom')
    await tasks.saveGraph(copy.handle, 'dog.loom', text('four'))
    expect(readFileSync(join(folder, 'dog.loom'), 'utf8')).toBe('four')
    expect(dialogs.asked).toEqual(['open loom json png', 'save cat.loom loom'])
  })

  test('a picture that was opened as a graph is not written over by one', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'face.png'), 'png')
    const dialogs = answering([join(folder, 'face.png'), join(folder, 'face.loom')])
    const tasks = createFileTasks(createFileHandles(), dialogs)
    const opened = must(await tasks.openFile('graph'))
    expect(must(await tasks.saveGraph(opened.handle, 'face.loom', text('zip'))).name).toBe('face.loom')
    expect(readFileSync(join(folder, 'face.png'), 'utf8')).toBe('png')
  })

  test('nor is a file that was opened as something else, whatever its ending', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'face.png'), 'png')
    const dialogs = answering([join(folder, 'face.png'), null])
    const tasks = createFileTasks(createFileHandles(), dialogs)
    const opened = must(await tasks.openFile('picture'))
    expect(await tasks.saveGraph(opened.handle, 'face.png', text('x'))).toEqual({ ok: true, value: null })
    expect(readFileSync(join(folder, 'face.png'), 'utf8')).toBe('png')
  })

  test('the name that the user types gets the ending of the format', async () => {
    const folder = temporaryFolder()
    const tasks = createFileTasks(createFileHandles(), answering([join(folder, 'cat.json')]))
    expect(must(await tasks.saveGraph(null, 'graph.loom.json', text('{}'))).name).toBe('cat.loom.json')
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
    expect(await tasks.saveGraph(null, 'a.loom', text(''))).toEqual({ ok: true, value: null })
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
