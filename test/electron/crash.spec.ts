/** Whatever dies, the document is there again. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Desktop } from './driver/desktop'
import { putLesson, savedSeed } from './driver/graphs'
import { expect, test } from './driver/test'

const BACK = 'document.body.innerText.includes("Your graph is back as it was.")'

/** Until what was edited has reached the disk; the promise is a second. */
async function expectJournal(home: string, seed: string): Promise<void> {
  const folder = join(home, 'data', 'journal')
  const text = (): string =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.journal'))
      .map((name) => readFileSync(join(folder, name), 'utf8'))
      .join('')
  await expect.poll(() => existsSync(folder) && text().includes(`"seed":${seed}`)).toBe(true)
}

function log(home: string, desktop: Desktop): Promise<string> {
  return desktop.app
    .evaluate(({ app }) => app.getPath('logs'))
    .then((folder) => readFileSync(join(folder, 'styleloom.log'), 'utf8').replaceAll(home, '~'))
}

function crashPage({ app }: Desktop): Promise<void> {
  return app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer(),
  )
}

test('the page’s process dies: it comes back with the document as it was', async ({ user, launcher }) => {
  const path = putLesson(user.home)
  const desktop = await user.start([path])
  await desktop.expectTitle('first-lesson')
  await desktop.edit('41')
  await expectJournal(user.home, '41')
  await crashPage(desktop)
  await expect.poll(() => desktop.execute(BACK).catch(() => false)).toBe(true)
  await desktop.expectTitle('• first-lesson')
  expect(await log(user.home, desktop)).toContain("The window's process ended: crashed")
  expect(savedSeed(path)).not.toBe(41)

  test.skip(launcher.kind === 'electron', 'Playwright cannot drive a page after its crash')
  await desktop.editor.select('z')
  await expect(desktop.editor.param('seed').getByRole('spinbutton')).toHaveValue('41')
})

test('a page that keeps dying is loaded again only when the user says so', async ({ user }) => {
  const desktop = await user.start()
  await desktop.answerQuestions(1)
  for (let crash = 1; crash <= 2; crash++) {
    await expect.poll(() => desktop.execute('document.readyState').catch(() => '')).toBe('complete')
    await desktop.execute('window.isOld = true')
    await crashPage(desktop)
    await expect
      .poll(() =>
        desktop.execute('window.isOld === undefined && location.href !== "about:blank"').catch(() => false),
      )
      .toBe(true)
  }
  expect(await desktop.asked()).toEqual([])
  await crashPage(desktop)
  expect(await desktop.app.exited).toBe(0)
})

test('a page that hangs is reloaded when the user says so', async ({ user }) => {
  const desktop = await user.start()
  await desktop.answerQuestions(1)
  await desktop.execute('window.isOld = true')
  await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.emit('unresponsive'),
  )
  await expect.poll(() => desktop.execute('window.isOld === undefined').catch(() => false)).toBe(true)
  expect(await desktop.asked()).toEqual(['Styleloom’s window does not answer.'])
})

test('the graphics process keeps dying: the app starts anew without it, and asks about unsaved work', async ({
  user,
  launcher,
}) => {
  test.skip(launcher.kind === 'electron', 'the next start would be out of this test’s hands')
  const desktop = await user.start([putLesson(user.home)])
  await desktop.expectTitle('first-lesson')
  await desktop.edit()
  await desktop.answerQuestions(0)
  await desktop.app.evaluate(({ app }) => {
    for (let death = 1; death <= 3; death++)
      app.emit('child-process-gone', {}, { type: 'GPU', reason: 'crashed', exitCode: 139 })
  })
  await desktop.question.getByRole('button', { name: 'Don’t save' }).click()
  expect(await desktop.app.exited).toBe(0)
  const next = JSON.parse(readFileSync(join(user.home, 'data', 'stand-in-relaunch.json'), 'utf8')) as string[]
  expect(next).toContain('--no-gpu')
})

test('the power is cut: the next start offers what there was, and the file is as it was saved', async ({
  user,
}) => {
  const path = putLesson(user.home)
  const first = await user.start([path])
  await first.expectTitle('first-lesson')
  await first.edit('41')
  await expectJournal(user.home, '41')
  await first.app.kill()
  expect(savedSeed(path)).not.toBe(41)

  const second = await user.start()
  const dialog = second.app.page().getByRole('dialog', { name: 'Recover your graphs' })
  await expect(dialog).toContainText('first-lesson')
  await dialog.getByRole('button', { name: /^Open first-lesson/ }).click()
  await expect(dialog).toBeHidden()
  await second.expectTitle('• first-lesson')
  await second.editor.select('z')
  await expect(second.editor.param('seed').getByRole('spinbutton')).toHaveValue('41')
})
