/** Unsaved work is asked about once, rightly: on close and on quit, of one graph and of several. */
import { putLesson, savedSeed } from './driver/graphs'
import { expect, test } from './driver/test'

test('closes without a question when everything is saved', async ({ user }) => {
  const desktop = await user.start([putLesson(user.home)])
  await desktop.expectTitle('first-lesson')
  await desktop.closeWindow()
  expect(await desktop.app.exited).toBe(0)
})

test('asks about unsaved changes; Cancel keeps the window', async ({ user }) => {
  const path = putLesson(user.home)
  const desktop = await user.start([path])
  await desktop.expectTitle('first-lesson')
  await desktop.edit('41')
  await desktop.closeWindow()
  await desktop.question.getByRole('button', { name: 'Cancel' }).click()
  await expect(desktop.question).toBeHidden()
  await desktop.expectTitle('• first-lesson')

  await desktop.closeWindow()
  await desktop.question.getByRole('button', { name: 'Save', exact: true }).click()
  expect(await desktop.app.exited).toBe(0)
  expect(savedSeed(path)).toBe(41)
})

test('closes without saving when told so', async ({ user }) => {
  const path = putLesson(user.home)
  const desktop = await user.start([path])
  await desktop.expectTitle('first-lesson')
  await desktop.edit('41')
  await desktop.closeWindow()
  await desktop.question.getByRole('button', { name: 'Don’t save' }).click()
  expect(await desktop.app.exited).toBe(0)
  expect(savedSeed(path)).not.toBe(41)
})

test('a quit asks once about several graphs, and saves them all', async ({ user }) => {
  const [one, two] = [putLesson(user.home, 'one.loom.json'), putLesson(user.home, 'two.loom.json')]
  const desktop = await user.start([one, two])
  await desktop.expectTitle('two')
  await desktop.edit('12')
  await desktop.tab('one').click()
  await desktop.expectTitle('• one')
  await desktop.edit('11')
  await desktop.quit()
  await expect(desktop.question).toHaveCount(1)
  await expect(desktop.question.getByRole('listitem')).toHaveText(['one', 'two'])
  await desktop.question.getByRole('button', { name: 'Save all' }).click()
  expect(await desktop.app.exited).toBe(0)
  expect([savedSeed(one), savedSeed(two)]).toEqual([11, 12])
})

test('a quit that was called off is over: a later close is a close', async ({ user }) => {
  const desktop = await user.start([putLesson(user.home)])
  await desktop.expectTitle('first-lesson')
  await desktop.edit()
  await desktop.quit()
  await desktop.question.getByRole('button', { name: 'Cancel' }).click()
  await expect(desktop.question).toBeHidden()
  await desktop.choose('edit.undo')
  await desktop.expectTitle('first-lesson')
  await desktop.closeWindow()
  expect(await desktop.app.exited).toBe(0)
})
