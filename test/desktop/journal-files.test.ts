import * as nodeFiles from 'node:fs/promises'
import { appendFileSync, existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { sha256Hex } from '../../core/base/hash'
import type { JournalId } from '../../core/contract/journal'
import { writeAtomically } from '../../electron/services/atomic-write'
import {
  createJournalFiles,
  type JournalDisk,
  type JournalFiles,
  type JournalFilesOptions,
} from '../../electron/services/journal-files'
import { temporaryFolder } from './temporary-folder'

const A = 'journal0a' as JournalId
const B = 'journal0b' as JournalId

function openJournals(
  options: Partial<JournalFilesOptions> = {},
): JournalFiles & { readonly folder: string } {
  const folder = options.folder ?? join(temporaryFolder(), 'journal')
  const files = createJournalFiles({ ...options, folder })
  onTestFinished(() => files.close())
  return { ...files, folder }
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code}: as planned`), { code, syscall: 'write' })
}

describe('journals in files', () => {
  test('grow line by line, and begin anew as a whole', async () => {
    const { begin, append, read, folder } = openJournals()
    expect(await begin(A, 'base\n')).toEqual({ ok: true, value: null })
    await Promise.all([append(A, 'one\n'), append(A, 'two\n'), append(A, 'three\n')])
    expect(await read(A)).toEqual({ ok: true, value: 'base\none\ntwo\nthree\n' })
    await begin(A, 'anew\n')
    await append(A, 'four\n')
    expect(readFileSync(join(folder, `${A}.journal`), 'latin1')).toBe('anew\nfour\n')
    expect(readdirSync(folder)).toEqual([`${A}.journal`])
  })

  test('are listed, read and removed one by one', async () => {
    const { begin, list, read, remove, append } = openJournals()
    expect(await list()).toEqual({ ok: true, value: [] })
    expect(await read(A)).toEqual({ ok: true, value: null })
    await begin(A, 'a\n')
    await begin(B, 'b\n')
    const listed = await list()
    expect(listed.ok && listed.value.map(({ id }) => id).sort()).toEqual([A, B])
    expect(listed.ok && listed.value.every(({ changed }) => Math.abs(changed - Date.now()) < 60_000)).toBe(
      true,
    )
    expect(await remove(A)).toEqual({ ok: true, value: null })
    expect(await remove(A)).toEqual({ ok: true, value: null })
    expect(await read(A)).toEqual({ ok: true, value: null })
    expect(await append(A, 'late\n')).toMatchObject({ ok: false, error: { code: 'not-found' } })
    expect(await read(B)).toEqual({ ok: true, value: 'b\n' })
  })

  test('take away a torn line before they grow on', async () => {
    const { folder, begin } = openJournals()
    await begin(A, 'base\n')
    appendFileSync(join(folder, `${A}.journal`), `${'x'.repeat(200_000)} torn`)
    const next = openJournals({ folder })
    await next.append(A, 'mark\n')
    expect(await next.read(A)).toEqual({ ok: true, value: 'base\nmark\n' })
  })

  test('are on the disk before an answer: data, then sync, then the next', async () => {
    const log: string[] = []
    const disk: JournalDisk = {
      ...nodeFiles,
      async open(path, flags, mode) {
        const handle = await nodeFiles.open(path, flags, mode)
        return new Proxy(handle, {
          get(target, key) {
            const value: unknown = Reflect.get(target, key)
            if (typeof value !== 'function') return value
            return (...args: unknown[]): unknown => {
              if (key === 'write' || key === 'datasync') log.push(key)
              return Reflect.apply(value, target, args)
            }
          },
        })
      },
    }
    const { begin, append } = openJournals({
      disk,
      write: (path, bytes) => {
        log.push('atomic')
        return writeAtomically(path, bytes)
      },
    })
    await begin(A, 'base\n').then(() => log.push('begun'))
    await append(A, 'one\n').then(() => log.push('answered'))
    await append(A, 'two\n').then(() => log.push('answered'))
    expect(log).toEqual(['atomic', 'begun', 'write', 'datasync', 'answered', 'write', 'datasync', 'answered'])
  })

  test.each([
    ['write', 'ENOSPC', 'disk-full'],
    ['write', 'EIO', null],
    ['datasync', 'EIO', null],
    ['datasync', 'EDQUOT', 'disk-full'],
  ])('when %s fails with %s say so, and lose the torn line only', async (step, code, problem) => {
    let isBroken = false
    const disk: JournalDisk = {
      ...nodeFiles,
      async open(path, flags, mode) {
        const handle = await nodeFiles.open(path, flags, mode)
        return new Proxy(handle, {
          get(target, key) {
            const value: unknown = Reflect.get(target, key)
            if (typeof value !== 'function') return value
            return async (...args: unknown[]): Promise<unknown> => {
              if (key === step && isBroken) {
                // Half of it reaches the disk.
                if (key === 'write') await target.write(Buffer.from('ha'), 0, 2, Number(args[3]))
                throw systemError(code)
              }
              return Reflect.apply(value, target, args)
            }
          },
        })
      },
    }
    const { begin, append, read } = openJournals({ disk })
    await begin(A, 'base\n')
    await append(A, 'one\n')
    isBroken = true
    const refused = await append(A, 'half a line\n')
    expect(refused.ok).toBe(false)
    if (!refused.ok && problem !== null) expect(refused.error.code).toBe(problem)
    isBroken = false
    expect(await append(A, 'two\n')).toEqual({ ok: true, value: null })
    const text = await read(A)
    // What was written and not synced may be there: nobody was told that it is.
    expect(text.ok && text.value?.replace('half a line\n', '')).toBe('base\none\ntwo\n')
  })
})

describe('what journals share', () => {
  test('is kept once under its hash, and collected when it is old and no journal names it', async () => {
    let time = Date.now()
    const { begin, putBlob, blob, missing, collect, remove, folder } = openJournals({ now: () => time })
    const [one, two] = [new Uint8Array([1, 2, 3]), new Uint8Array(70_000).fill(9)]
    const [nameOne, nameTwo] = [sha256Hex(one), sha256Hex(two)]
    expect(await missing([nameOne, nameTwo])).toEqual({ ok: true, value: [nameOne, nameTwo] })
    await putBlob(nameOne, one)
    await putBlob(nameTwo, two)
    expect(await missing([nameOne, nameTwo])).toEqual({ ok: true, value: [] })
    expect(await blob(nameTwo)).toEqual({ ok: true, value: two })
    expect(await blob(sha256Hex(new Uint8Array()))).toEqual({ ok: true, value: null })

    await begin(A, `a journal that names "${nameOne}"\n`)
    writeFileSync(join(folder, 'blobs', `.${nameTwo}.0123456789ab.tmp`), 'left by a write that was killed')
    await collect()
    expect(await missing([nameOne, nameTwo])).toEqual({ ok: true, value: [] })
    time += 2 * 60 * 60 * 1000
    await collect()
    expect(readdirSync(join(folder, 'blobs'))).toEqual([nameOne])
    await remove(A)
    await collect()
    expect(readdirSync(join(folder, 'blobs'))).toEqual([])
  })

  test('drops what killed writes left beside the journals', async () => {
    const { begin, collect, folder } = openJournals()
    await begin(A, 'base\n')
    const left = join(folder, `.${A}.journal.0123456789ab.tmp`)
    writeFileSync(left, 'half')
    utimesSync(left, new Date(0), new Date(0))
    await collect()
    expect(existsSync(left)).toBe(false)
    expect(readdirSync(folder)).toEqual([`${A}.journal`])
  })
})
