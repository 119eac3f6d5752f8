import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { createLog, LOG_FILES, logFile, type LogOptions } from '../../electron/services/log'
import { temporaryFolder } from './temporary-folder'

const START = Date.UTC(2026, 0, 2, 3, 4, 5)

function testLog(options: Partial<LogOptions> = {}) {
  const folder = join(temporaryFolder(), 'logs')
  let time = START
  const log = createLog({ folder, home: '/home/ann', now: () => new Date(time), ...options })
  const read = (age = 0): string => readFileSync(logFile(folder, age), 'utf8')
  return { log, folder, read, wait: (ms: number) => void (time += ms) }
}

describe('the log', () => {
  test('has a line an entry, with its time; bugs bring their stacks and causes along', () => {
    const { log, read } = testLog()
    log.info('Styleloom starts')
    const bug = new Error('outer', { cause: new TypeError('inner') })
    bug.stack = 'Error: outer\n    at f (/home/ann/app/x.js:1:2)'
    log.bug(bug)
    const lines = read().split('\n')
    expect(lines.slice(0, 3)).toEqual([
      '2026-01-02T03:04:05.000Z info Styleloom starts',
      '2026-01-02T03:04:05.000Z bug Error: outer',
      '        at f (~/app/x.js:1:2)',
    ])
    expect(read()).toContain('    caused by TypeError: inner')
    expect(log.tail()).toBe(read())
  })

  test.each([
    ['/home/ann/x', '~/x'],
    ['file:///home/ann/x', 'file://~/x'],
    ['/home/anna/x', '/home/anna/x'],
    ['/home/ann-b/x', '/home/ann-b/x'],
    ['/home/ann', '~'],
    ['"/home/ann"', '"~"'],
  ])('writes %s as %s', (text, expected) => {
    const { log, read } = testLog()
    log.info(text)
    expect(read().trimEnd().split(' info ')[1]).toBe(expected)
  })

  test('leaves the home folder out of addresses with escapes', () => {
    const { log, read } = testLog({ home: '/home/ännä b' })
    log.info('at file:///home/%C3%A4nn%C3%A4%20b/x and /home/ännä b/y')
    expect(read()).toContain('at file://~/x and ~/y')
  })

  test('no text passes for an entry of its own', () => {
    const { log, read } = testLog()
    log.info('one\n2026-01-02T03:04:05.000Z bug faked\r\nthree\rfour')
    const starts = read()
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('    '))
    expect(starts).toEqual(['2026-01-02T03:04:05.000Z info one'])
  })

  test('is a few files of bounded size, the oldest going first', () => {
    const { log, folder, read, wait } = testLog({ mostBytes: 1000 })
    for (let entry = 0; entry < 200; entry++) {
      log.info(`entry ${entry} ${'x'.repeat(100)}`)
      wait(60_000)
    }
    for (let age = 0; age < LOG_FILES; age++) expect(statSync(logFile(folder, age)).size).toBeLessThan(1200)
    expect(existsSync(logFile(folder, LOG_FILES))).toBe(false)
    expect(read()).toContain('entry 199 ')
    expect(read(1)).not.toContain('entry 199 ')
    expect(log.tail()).toContain('entry 199 ')
    expect(log.tail().startsWith('2026')).toBe(true)
  })

  test('one bug that comes again and again does not push out the rest', () => {
    const { log, read, wait } = testLog()
    for (let frame = 0; frame < 10_000; frame++) log.bug(new Error('at every frame'))
    wait(60_000)
    log.info('later')
    expect(read().match(/at every frame/g)?.length).toBeLessThan(200)
    expect(read()).toContain('9940 more entries of that minute were left out')
    expect(read()).toContain('info later')
  })

  test('cuts an entry that is too long', () => {
    const { log, read } = testLog()
    log.bug(new Error('y'.repeat(1_000_000)))
    expect(read().length).toBeLessThan(25_000)
  })

  test('that cannot be written ends nothing', () => {
    const folder = join(temporaryFolder(), 'file')
    writeFileSync(folder, '')
    const told: string[] = []
    const log = createLog({ folder, home: '/h', fallback: (entry) => told.push(entry) })
    log.info('hello')
    expect(told.join('')).toContain('hello')
    expect(log.tail()).toBe('')
  })
})
