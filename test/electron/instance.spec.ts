import { join } from 'node:path'
import { putLesson } from './driver/graphs'
import { expect, test } from './driver/test'

test('a second start hands its files to the first, relative to its own folder, and ends', async ({
  user,
}) => {
  const path = putLesson(user.home)
  const desktop = await user.start()
  await desktop.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
  expect(await user.startAgain(['first-lesson.loom.json'], join(user.home, 'Documents'))).toBe(0)
  await desktop.expectTitle('first-lesson')
  expect(path).toContain(user.home)
  const isMinimized = await desktop.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.isMinimized(),
  )
  expect(isMinimized).toBe(false)
})

test('the system’s open-file opens a graph beside the others', async ({ user }) => {
  const path = putLesson(user.home, 'by double click.loom.json')
  const desktop = await user.start()
  const prevented = await desktop.app.evaluate(({ app }, file) => {
    let isPrevented = false
    app.emit('open-file', { preventDefault: () => (isPrevented = true) }, file)
    return isPrevented
  }, path)
  expect(prevented).toBe(true)
  await desktop.expectTitle('by double click')
})

test('a graph that is open already is shown, not opened twice', async ({ user }) => {
  const [one, two] = ['one.loom.json', 'two.loom.json'].map((name) => putLesson(user.home, name))
  const desktop = await user.start([one, two] as string[])
  await desktop.expectTitle('two')
  await desktop.tab('one').click()
  await desktop.edit('5')
  await desktop.tab('two').click()
  // The mark is of the window: something in it is unsaved.
  await desktop.expectTitle('• two')
  expect(await user.startAgain(['one.loom.json'], join(user.home, 'Documents'))).toBe(0)
  await desktop.expectTitle('• one')
  await expect(desktop.editor.notices).toContainText(['one.loom.json is open already.'])
  await expect(desktop.tab(/one|two/)).toHaveCount(2)
})
