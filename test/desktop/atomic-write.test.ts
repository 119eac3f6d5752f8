import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs'
import { rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { writeAtomically } from '../../electron/services/atomic-write'
import { sha256Of, type FileVersion } from '../../electron/services/file-version'
import { backupPath } from '../../electron/services/keep-backup'
import { systemError, watchedDisk } from './failing-disk'
import { temporaryFolder } from './temporary-folder'

const text = (content: string): Uint8Array => new TextEncoder().encode(content)
const read = (path: string): string => readFileSync(path, 'utf8')
const versionOf = async (path: string): Promise<FileVersion> => {
  const { size, mtimeMs } = statSync(path)
  return { size, mtimeMs, sha256: await sha256Of(readFileSync(path)) }
}

/** A folder of its own with `cat.loom` in it. */
function folderWith(content: string | null): { readonly folder: string; readonly path: string } {
  const folder = temporaryFolder()
  const path = join(folder, 'cat.loom')
  if (content !== null) writeFileSync(path, content)
  return { folder, path }
}

describe('a file', () => {
  test('is new, or replaced with its permissions kept', async () => {
    const { folder, path } = folderWith(null)
    expect(await writeAtomically(path, text('one'))).toMatchObject({ ok: true, value: { size: 3 } })
    chmodSync(path, 0o664)
    expect(await writeAtomically(path, text('second'))).toEqual({
      ok: true,
      value: { size: 6, mtimeMs: statSync(path).mtimeMs },
    })
    expect(read(path)).toBe('second')
    expect(statSync(path).mode & 0o777).toBe(0o664)
    expect(readdirSync(folder)).toEqual(['cat.loom'])
  })

  test('behind a link is replaced, and the link stays', async () => {
    const { folder, path } = folderWith('old')
    const link = join(folder, 'link.loom')
    symlinkSync('cat.loom', link)
    await writeAtomically(link, text('new'), { keepBackup: true })
    expect([read(path), readlinkSync(link), read(`${path}.backup`)]).toEqual(['new', 'cat.loom', 'old'])
  })

  test('has its bytes synced before the rename, and its folder after it', async () => {
    const { folder, path } = folderWith('old')
    const steps: string[] = []
    const disk = watchedDisk((name, where) => {
      if (name === 'rename') steps.push(name)
      if (name === 'file.sync') steps.push(where === folder ? 'sync folder' : 'sync bytes')
    })
    expect(await writeAtomically(path, text('x'), {}, disk)).toMatchObject({ ok: true })
    expect(steps).toEqual(['sync bytes', 'rename', 'sync folder'])
  })

  test('that another program holds for a moment is tried again', async () => {
    const { path } = folderWith('old')
    for (const [platform, code] of [
      ['linux', 'EBUSY'],
      ['win32', 'EPERM'],
    ] as const) {
      let refusals = 3
      const disk = watchedDisk((name) => {
        if (name === 'rename' && refusals-- > 0) throw systemError(code)
      }, platform)
      expect(await writeAtomically(path, text(code), {}, disk)).toMatchObject({ ok: true })
      expect(read(path)).toBe(code)
    }
  })

  test('what a killed save has left is taken away after an hour, and nothing else', async () => {
    const { folder, path } = folderWith('old')
    const left = ['.cat.loom.0123456789ab.tmp', '.dog.loom.0123456789ab.tmp', '.cat.loom.note.tmp']
    for (const name of left) writeFileSync(join(folder, name), '')
    await writeAtomically(path, text('young'))
    expect(readdirSync(folder)).toEqual([...left, 'cat.loom'].sort())
    const { files, ...disk } = watchedDisk(() => undefined)
    const stat = async (...args: Parameters<typeof files.stat>) =>
      Object.assign(await files.stat(...args), { ctimeMs: Date.now() - 3_700_000 })
    await writeAtomically(
      path,
      text('old'),
      {},
      { ...disk, files: { ...files, stat: stat as typeof files.stat } },
    )
    expect(readdirSync(folder)).toEqual([...left.slice(1), 'cat.loom'].sort())
  })
})

describe('a backup', () => {
  test('is what the file held before, and there is one', async () => {
    const { folder, path } = folderWith(null)
    for (const content of ['one', 'two', 'three'])
      await writeAtomically(path, text(content), { keepBackup: true })
    expect([read(path), read(`${path}.backup`)]).toEqual(['three', 'two'])
    expect(readdirSync(folder)).toEqual(['cat.loom', 'cat.loom.backup'])
  })

  test('stays when the same is saved once more', async () => {
    const { path } = folderWith('one')
    for (const content of ['two', 'two', 'two'])
      await writeAtomically(path, text(content), { keepBackup: true })
    expect(read(`${path}.backup`)).toBe('one')
  })

  test('is a copy where the drive has no links', async () => {
    const { folder, path } = folderWith('one')
    const disk = watchedDisk((name) => {
      if (name === 'link') throw systemError('EPERM')
    })
    await writeAtomically(path, text('two'), { keepBackup: true }, disk)
    expect([read(path), read(`${path}.backup`)]).toEqual(['two', 'one'])
    expect(readdirSync(folder)).toEqual(['cat.loom', 'cat.loom.backup'])
  })

  test('survives a save that was killed between its two renames', async () => {
    const { folder, path } = folderWith('two')
    writeFileSync(`${path}.backup`, 'one')
    let renames = 0
    const disk = watchedDisk((name) => {
      if (name === 'rename' && ++renames === 2) throw systemError('EIO')
    })
    await writeAtomically(path, text('three'), { keepBackup: true }, disk)
    expect([read(path), read(`${path}.backup`)]).toEqual(['two', 'two'])
    await writeAtomically(path, text('three'), { keepBackup: true })
    expect([read(path), read(`${path}.backup`)]).toEqual(['three', 'two'])
    expect(readdirSync(folder)).toEqual(['cat.loom', 'cat.loom.backup'])
  })

  test.each([
    ['cat.loom', 'cat.loom.backup'],
    [`${'é'.repeat(120)}.loom`, `${'é'.repeat(120)}.loom.backup`],
    [`${'é'.repeat(125)}.loom`, `${'é'.repeat(124)}.backup`],
  ])('of %s is named after it, as long as names may be', (name, backup) => {
    expect(basename(backupPath(join('/folder', name)))).toBe(backup)
  })

  test('whose place is taken by a folder is named in the refusal', async () => {
    const { path } = folderWith('old')
    mkdirSync(`${path}.backup`)
    expect(await writeAtomically(path, text('new'), { keepBackup: true })).toMatchObject({
      error: {
        code: 'folder-in-the-way',
        message: 'Where "cat.loom.backup" would be saved, there is a folder of that name.',
      },
    })
    expect(read(path)).toBe('old')
  })
})

describe('a file that somebody else changed', () => {
  const save = async (path: string, known: FileVersion | null, content = 'mine') => {
    const result = await writeAtomically(path, text(content), { known, keepBackup: true })
    return result.ok ? 'saved' : result.error.code
  }

  test('is not written over, however it was changed', async () => {
    const { folder, path } = folderWith('read')
    const known = await versionOf(path)
    writeFileSync(path, 'theirs, longer')
    expect(await save(path, known)).toBe('changed-on-disk')
    writeFileSync(path, 'thei')
    utimesSync(path, 1, 1)
    expect(await save(path, known)).toBe('changed-on-disk')
    expect([read(path), readdirSync(folder)]).toEqual(['thei', ['cat.loom']])
    rmSync(path)
    expect(await save(path, known)).toBe('gone-from-disk')
    mkdirSync(path)
    expect(await save(path, known)).toBe('folder-in-the-way')
    rmSync(folder, { recursive: true })
    expect(await save(path, known)).toBe('folder-gone')
    expect(existsSync(path)).toBe(false)
  })

  test('is written over when that is wanted, and then is the backup', async () => {
    const { path } = folderWith('theirs')
    expect(await save(path, null)).toBe('saved')
    expect([read(path), read(`${path}.backup`)]).toEqual(['mine', 'theirs'])
  })

  test('counts as the same when only its time was, or it holds what is saved', async () => {
    const { path } = folderWith('read')
    const known = await versionOf(path)
    utimesSync(path, 1, 1)
    expect(await save(path, known, 'first')).toBe('saved')
    expect(await save(path, known, 'first')).toBe('saved')
    expect(await save(path, known, 'other')).toBe('changed-on-disk')
  })

  test('while it was being written is not written over either', async () => {
    const { folder, path } = folderWith('read')
    const known = await versionOf(path)
    const disk = watchedDisk((name) => {
      if (name === 'file.sync') writeFileSync(path, 'theirs')
    })
    expect(await writeAtomically(path, text('mine'), { known }, disk)).toMatchObject({
      error: { code: 'changed-on-disk' },
    })
    expect([read(path), readdirSync(folder)]).toEqual(['theirs', ['cat.loom']])
  })
})

describe('a failure', () => {
  test.each([
    ['onto a folder', 'cat.loom', 'folder-in-the-way'],
    ['into a folder that is not there', join('none', 'cat.loom'), 'folder-gone'],
    ['below a file', join('file', 'cat.loom'), 'folder-gone'],
    ['under a name that is too long', `${'x'.repeat(300)}.loom`, 'name-too-long'],
  ])('%s has a sentence of its own', async (_what, name, code) => {
    const folder = temporaryFolder()
    mkdirSync(join(folder, 'cat.loom'))
    writeFileSync(join(folder, 'file'), '')
    expect(await writeAtomically(join(folder, name), text('x'))).toMatchObject({ error: { code } })
    expect(readdirSync(folder)).toEqual(['cat.loom', 'file'])
  })

  // Root may write everywhere, so that only the system's answer can be imitated then.
  test.skipIf(process.getuid?.() === 0)('of a protected file or folder tells the two apart', async () => {
    const { folder, path } = folderWith('old')
    chmodSync(path, 0o444)
    expect(await writeAtomically(path, text('x'))).toMatchObject({ error: { code: 'read-only-file' } })
    chmodSync(path, 0o644)
    chmodSync(folder, 0o555)
    expect(await writeAtomically(path, text('x'))).toMatchObject({ error: { code: 'read-only-folder' } })
    chmodSync(folder, 0o755)
    expect(read(path)).toBe('old')
  })

  test.each([
    ['access', 'EACCES', 'read-only-file', '"cat.loom" is write-protected.'],
    ['open', 'EACCES', 'read-only-folder', 'You are not allowed to write in the folder of "cat.loom".'],
    ['open', 'EROFS', 'read-only', '"cat.loom" is on a disk that cannot be written.'],
    ['open', 'ENOENT', 'folder-gone', 'The folder of "cat.loom" is not there any more.'],
    [
      'file.writeFile',
      'ENOSPC',
      'disk-full',
      'The disk has no room for "cat.loom"; what was there before is untouched.',
    ],
    [
      'file.writeFile',
      'EFBIG',
      'too-large-to-save',
      '"cat.loom" would be too large: it does not fit on this disk.',
    ],
    ['file.sync', 'EIO', 'drive-gone', 'The drive of "cat.loom" does not answer.'],
    ['rename', 'EBUSY', 'busy', 'Another program is using "cat.loom".'],
    ['rename', 'EWEIRD', 'failed', '"cat.loom" could not be used: the system said EWEIRD.'],
  ])('of %s with %s is told as %s', async (step, errno, code, message) => {
    const { path } = folderWith('old')
    const disk = watchedDisk((name) => {
      if (name === step) throw systemError(errno)
    })
    expect(await writeAtomically(path, text('new'), {}, disk)).toMatchObject({ error: { code, message } })
    expect(read(path)).toBe('old')
  })

  test('of Windows to rename means another program, because everything else was asked before', async () => {
    const { path } = folderWith('old')
    const disk = watchedDisk((name) => {
      if (name === 'rename') throw systemError('EPERM')
    }, 'win32')
    expect(await writeAtomically(path, text('new'), {}, disk)).toMatchObject({ error: { code: 'busy' } })
  })

  test('that is a bug of ours is thrown, and not told as a problem of the disk', async () => {
    const { path } = folderWith('old')
    const disk = watchedDisk((name) => {
      if (name === 'file.writeFile') throw new TypeError('our own')
    })
    await expect(writeAtomically(path, text('x'), {}, disk)).rejects.toThrow('our own')
  })

  const ERRNOS =
    'EACCES EBUSY EDQUOT EFBIG EINVAL EIO EISDIR EMFILE ENAMETOOLONG ENODEV ENOENT ENOSPC ENOTSUP ENXIO EPERM EROFS'
  const cases = [
    { errno: 'ENOSPC', keepBackup: false, forGood: false },
    ...ERRNOS.split(' ').flatMap((errno) => [
      { errno, keepBackup: true, forGood: false },
      { errno, keepBackup: true, forGood: true },
    ]),
  ]
  test.each(cases)(
    '$errno at any step, for good $forGood, with a backup $keepBackup: the old file or the new one, whole',
    async ({ errno, keepBackup, forGood }) => {
      const saves = async (failing: number): Promise<boolean> => {
        const { folder, path } = folderWith('old')
        const known = await versionOf(path)
        writeFileSync(`${path}.backup`, 'older')
        const about: string[] = [`step ${failing}`]
        let renames = 0
        let step = 0
        const disk = watchedDisk((name) => {
          const fails = forGood ? step >= failing : step === failing
          step++
          if (fails) {
            about.push(name)
            throw systemError(errno)
          }
          if (name === 'rename') renames++
        })
        const result = await writeAtomically(path, text('new'), { keepBackup, known }, disk)
        const isThere = renames === (keepBackup ? 2 : 1)
        expect(read(path), about.join()).toBe(isThere ? 'new' : 'old')
        if (result.ok) expect(isThere, about.join()).toBe(true)
        // Where the new version is, the one before is the backup; until then the backup may be either.
        expect(
          isThere || !keepBackup ? [keepBackup ? 'old' : 'older'] : ['older', 'old'],
          about.join(),
        ).toContain(read(`${path}.backup`))
        // A drive that fails for good lets nothing be taken away either.
        const rest = readdirSync(folder).filter((name) => name.endsWith('.tmp'))
        if (!forGood) expect(rest, about.join()).toEqual([])
        return step > failing
      }
      let steps = 0
      while (await saves(steps)) steps++
      expect(steps).toBeGreaterThan(15)
    },
  )
})
