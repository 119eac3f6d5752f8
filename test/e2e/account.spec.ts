import { AccountPage } from './pages/account-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('the engine says what ran, why, and how much was reused', async ({ editor }) => {
  const account = new AccountPage(editor)
  await editor.openExample('portraits64.loom')
  await account.toggle()
  await expect(account.segment('mapping')).toContainText('First run')
  const first = await account.counts()
  expect(first.ran).toBe(first.segments)

  const before = await editor.pictureData()
  await editor.select('mix')
  await editor.param('range').getByRole('combobox').selectOption({ index: 2 })
  await expect.poll(() => editor.pictureData()).not.toBe(before)
  await expect(account.segment('mix')).toContainText('changed')
  await expect(account.segment('mapping')).toContainText('reused')
  const second = await account.counts()
  expect(second.segments).toBe(first.segments)
  expect(second.ran).toBeLessThan(first.segments)
  await expect(account.lastRun).toContainText('changed')

  await account.segment('mapping').getByRole('button').click()
  await expect(editor.inspector).toHaveAttribute('data-node', 'mapping')
  await expect(account.lastRun).toContainText('Its result was known')

  await editor.page.getByTestId('run-plot').focus()
  await editor.page.keyboard.press('Home')
  await expect(editor.page.getByTestId('run-told')).toContainText('Run 1: First run')

  await account.toggle()
  await expect(account.panel).toBeHidden()
})

test('an undo is told to have run nothing', async ({ editor }) => {
  const account = new AccountPage(editor)
  await editor.openExample(LESSON)
  const before = await editor.pictureData()
  await editor.select('z')
  await editor.setNumber('seed', '77')
  await expect.poll(() => editor.pictureData()).not.toBe(before)
  await editor.action('edit.undo')
  await expect.poll(() => editor.pictureData()).toBe(before)
  await account.toggle()
  await expect(account.reused).toContainText(/^0 of \d+ segments ran · 100 % reused/)
})

test('an inspected wire shows its values, follows edits, and goes with its node', async ({ editor }) => {
  const account = new AccountPage(editor)
  await editor.openExample('portraits64.loom')
  await account.toggleInspected('layer6/conv')
  const card = account.inspected('layer6/conv.y')
  await expect(card.getByTestId('inspected-dims')).toHaveText('1 × 64 × 32 × 32')
  await expect(card).toContainText('All values are finite')
  await expect(card).toContainText('64 channels')
  await expect(card.getByRole('img', { name: 'Map of channel 0' })).toBeVisible()

  await card.getByRole('slider', { name: 'Channel' }).focus()
  await editor.page.keyboard.press('ArrowRight')
  await expect(card.getByRole('img', { name: 'Map of channel 1' })).toBeVisible()

  const mean = card.locator('dl')
  const before = await mean.textContent()
  await editor.select('z')
  await editor.setNumber('seed', '4711')
  await expect(mean).not.toHaveText(before ?? '')

  await account.toggleInspected('mapping')
  await expect(account.inspected('mapping.w').getByTestId('inspected-dims')).toHaveText('1 × 128')
  await account.toggleInspected('mapping')
  await expect(account.inspected('mapping.w')).toBeHidden()

  await editor.select('layer6/conv')
  await editor.action('edit.delete')
  await expect(card).toBeHidden()
})

test('the memory budget is the user’s, and remembered', async ({ editor }) => {
  const account = new AccountPage(editor)
  await editor.openExample(LESSON)
  await account.toggle()
  await expect(account.panel).toContainText('of 512 MiB')
  await account.chooseBudget('128 MiB')
  await expect(account.panel).toContainText('of 128 MiB')
  await editor.openExample(LESSON)
  await account.toggle()
  await expect(account.panel).toContainText('of 128 MiB')
})
