import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { EXAMPLES, LESSON, putLesson, savedSeed } from './driver/graphs'
import { expect, test } from './driver/test'

test('opens the file among its arguments', async ({ user }) => {
  putLesson(user.home)
  const desktop = await user.start([join('Documents', LESSON)])
  await desktop.expectTitle('first-lesson')
  await expect(desktop.editor.node('adain')).toBeAttached()
  // In place of the example that is shown without arguments, not after it.
  expect(await desktop.execute('document.querySelectorAll("[role=tab]").length')).toBe(0)
  expect(
    await desktop.execute('performance.getEntriesByType("resource").map(({ name }) => name)'),
  ).not.toContainEqual(expect.stringContaining('examples/'))
})

test('says so when that file does not exist', async ({ user }) => {
  const desktop = await user.start(['Documents/lost.loom'])
  await expect(desktop.editor.notices.filter({ hasText: 'lost.loom' })).toBeVisible()
  await expect(desktop.app.page().getByTestId('start-file.open')).toBeVisible()
})

test('opens by dialog and saves to the same file', async ({ user }) => {
  const path = putLesson(user.home)
  const desktop = await user.start()
  await desktop.answerDialogs(path)
  await desktop.choose('file.open')
  await desktop.expectTitle('first-lesson')
  await desktop.edit('77')
  await desktop.answerDialogs(null)
  await desktop.choose('file.save')
  await desktop.expectTitle('first-lesson')
  expect(savedSeed(path)).toBe(77)
})

test('a cancelled dialog changes nothing', async ({ user }) => {
  const path = putLesson(user.home)
  const before = readFileSync(path, 'utf8')
  const desktop = await user.start([path])
  await desktop.expectTitle('first-lesson')
  await desktop.edit()
  await desktop.answerDialogs(null)
  await desktop.choose('file.open')
  await desktop.choose('file.saveAs')
  await desktop.app.page().getByRole('dialog').getByRole('button', { name: 'Save' }).click()
  await expect(desktop.app.page().getByRole('dialog')).toBeHidden()
  await desktop.expectTitle('• first-lesson')
  expect(readFileSync(path, 'utf8')).toBe(before)
})

test('saves under another name, which is the document’s from then on', async ({ user }) => {
  const path = putLesson(user.home)
  const copy = join(user.home, 'Documents', 'copy.loom.json')
  const desktop = await user.start([path])
  await desktop.expectTitle('first-lesson')
  await desktop.edit('5')
  await desktop.answerDialogs(copy)
  await desktop.choose('file.saveAs')
  const dialog = desktop.app.page().getByRole('dialog', { name: 'Save the graph' })
  await dialog.getByText('Readable text').click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await desktop.expectTitle('copy')
  expect([savedSeed(copy), existsSync(path)]).toEqual([5, true])
  await desktop.edit('6')
  await desktop.choose('file.save')
  await desktop.expectTitle('copy')
  expect(savedSeed(copy)).toBe(6)
  expect(savedSeed(path)).not.toBe(6)
})

test('a dropped graph is the user’s own file: it is saved to', async ({ user }) => {
  const path = putLesson(user.home)
  const desktop = await user.start()
  await expect(desktop.editor.picture).toBeVisible()
  await desktop.dropFile(path)
  await desktop.expectTitle('first-lesson')
  await desktop.edit('31')
  await desktop.choose('file.save')
  await desktop.expectTitle('first-lesson')
  expect(savedSeed(path)).toBe(31)
})

test('a file that another program has changed is written over only when told so, and kept as the backup', async ({
  user,
}) => {
  const path = putLesson(user.home)
  const desktop = await user.start([path])
  await desktop.expectTitle('first-lesson')
  await desktop.edit('41')
  const theirs = `${readFileSync(path, 'utf8')}\n`
  writeFileSync(path, theirs)
  await desktop.choose('file.save')
  const question = desktop.app.page().getByRole('dialog', { name: `Save “${LESSON}”?` })
  await question.getByRole('button', { name: 'Cancel' }).click()
  await desktop.expectTitle('• first-lesson')
  expect(readFileSync(path, 'utf8')).toBe(theirs)
  await desktop.choose('file.save')
  await question.getByRole('button', { name: 'Save Over It' }).click()
  await desktop.expectTitle('first-lesson')
  expect(savedSeed(path)).toBe(41)
  expect(readFileSync(`${path}.backup`, 'utf8')).toBe(theirs)
})

test('a graph with weights is saved as text with its weights beside it, and opens with them', async ({
  user,
}) => {
  const folder = join(user.home, 'Documents')
  mkdirSync(folder, { recursive: true })
  // Not by the name of the example that the window shows until the file is read.
  copyFileSync(join(EXAMPLES, 'portraits64.loom'), join(folder, 'mine.loom'))
  const first = await user.start([join(folder, 'mine.loom')])
  await first.expectTitle('mine')
  await expect(first.editor.picture).toBeVisible()
  await expect(first.editor.status).toHaveAttribute('data-status', 'idle')
  const picture = await first.editor.pictureData()
  await first.answerDialogs(join(folder, 'text.loom.json'))
  await first.choose('file.saveAs')
  const dialog = first.app.page().getByRole('dialog', { name: 'Save the graph' })
  await dialog.getByText('Readable text').click()
  await dialog.getByRole('button', { name: 'Save' }).click()
  await first.expectTitle('text')
  await first.quit()
  await first.app.exited
  expect(readdirSync(join(folder, 'weights'))).not.toEqual([])

  const second = await user.start([join(folder, 'text.loom.json')])
  await second.expectTitle('text')
  await expect.poll(() => second.editor.pictureData()).toBe(picture)
})

test('lists what was open in the native menu, over restarts', async ({ user }) => {
  const path = putLesson(user.home)
  const first = await user.start([path])
  await first.expectTitle('first-lesson')
  const recent = (desktop: typeof first): Promise<readonly string[]> =>
    desktop
      .menu()
      .then((items) => items.map((item) => item.path).filter((item) => item.includes('Open Recent')))
  await expect.poll(() => recent(first)).toContain(`File > Open Recent > ${LESSON}`)
  await first.quit()
  await first.app.exited

  const second = await user.start()
  await expect.poll(() => recent(second)).toContain(`File > Open Recent > ${LESSON}`)
  await second.choose({ label: LESSON })
  await second.expectTitle('first-lesson')
})
