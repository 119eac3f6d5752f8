import { join } from 'node:path'
import { expect, test } from 'vitest'
import { FIRST_SETTINGS, openSettings } from '../../electron/services/settings-file'
import { createDesktopTasks, type DesktopParts } from '../../electron/services/desktop-tasks'
import { createLog } from '../../electron/services/log'
import { temporaryFolder } from './temporary-folder'

function desk(given: Partial<DesktopParts> = {}) {
  const folder = temporaryFolder()
  const path = join(folder, 'settings.json')
  const nativeTheme: DesktopParts['nativeTheme'] = { themeSource: 'system' }
  const log = createLog({ folder: join(folder, 'logs'), home: '/home/ann' })
  const opened: string[] = []
  const kept: string[] = []
  const tasks = createDesktopTasks({
    settings: openSettings(path, () => undefined),
    log,
    nativeTheme,
    clipboard: { readText: () => Promise.resolve(''), writeText: () => Promise.resolve() },
    isFocused: () => true,
    openFolder(folder) {
      opened.push(folder)
      return Promise.resolve('')
    },
    keepOpen: () => kept.push('kept'),
    ...given,
  })
  return {
    tasks,
    log,
    nativeTheme,
    opened,
    kept,
    atNextStart: () => openSettings(path, () => undefined).current,
  }
}

test('the theme is the system’s at once, and at the next start', () => {
  const { tasks, nativeTheme, atNextStart } = desk()
  expect(atNextStart()).toEqual(FIRST_SETTINGS)
  void tasks.setThemeChoice('dark')
  expect([nativeTheme.themeSource, atNextStart().theme]).toEqual(['dark', 'dark'])
})

test('a bug of the window goes to the log, which a report can quote', async () => {
  const { tasks } = desk()
  void tasks.reportBug({ message: 'it broke', stack: 'Error: it broke\n    at draw (/home/ann/x.js:1:1)' })
  const log = await tasks.recentLog()
  expect(log).toMatch(/ bug Error: in the window: it broke\n +Error: it broke\n +at draw \(~\/x\.js:1:1\)\n$/)
  void tasks.reportBug({ message: 'without a stack', stack: '' })
  expect(await tasks.recentLog()).toContain('in the window: without a stack')
})

test('the logs folder is opened, or the log says why not', async () => {
  const { tasks, log, opened } = desk()
  await tasks.openLogsFolder()
  expect([opened, log.tail()]).toEqual([[log.folder], ''])
  const other = desk({ openFolder: () => Promise.resolve('no file manager') })
  await other.tasks.openLogsFolder()
  expect(other.log.tail()).toContain('no file manager')
})

test('a user who goes on working has called off what was to come', () => {
  const { tasks, kept } = desk()
  void tasks.keepOpen()
  expect(kept).toEqual(['kept'])
})
