import { DiffPage } from './pages/diff-page'
import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('an edit is told against the last save: on the row, on the canvas, in the picture; undo takes it back', async ({
  editor,
}) => {
  const diff = new DiffPage(editor)
  await editor.openExample(LESSON)
  await diff.open()
  await expect(diff.counts).toHaveText('The graphs are the same.')

  await editor.select('z')
  await editor.setNumber('seed', '7')
  await expect(diff.counts).toHaveText('1 changed')
  await expect(diff.row('node z')).toContainText('seed')
  await expect(diff.row('node z').locator('del')).toHaveText('1 (default)')
  await expect(diff.row('node z').locator('ins')).toHaveText('7')
  await expect.poll(() => diff.hasSign('z', 'warning')).toBe(true)

  await diff.comparePictures()
  await expect(diff.largest).toHaveText(/^[1-9]\d* of 255$/)
  await expect(diff.panel.getByRole('img', { name: /^Picture: / })).toHaveCount(3)
  await expect(diff.panel.locator('figcaption').last()).toHaveText(/^Difference × \d+$/)

  await editor.select('conv')
  await diff.row('node z').getByRole('button').click()
  await expect(editor.inspector).toHaveAttribute('data-node', 'z')

  await editor.action('edit.undo')
  await expect(diff.counts).toHaveText('The graphs are the same.')
  await expect.poll(() => diff.hasSign('z', 'warning')).toBe(false)
  const again = diff.panel.getByRole('button', { name: 'Compare Again' })
  await again.click()
  await expect(diff.panel.getByTestId('diff-equal')).toBeVisible()
})

test('steps of the history, moves that are hidden, and nodes that came and went', async ({ editor }) => {
  const diff = new DiffPage(editor)
  await editor.openExample(LESSON)
  await diff.open()
  await editor.select('act')
  await editor.action('edit.delete')
  await expect(diff.row('node act')).toHaveAttribute('data-kind', 'removed')

  await editor.select('z')
  await editor.canvas.press('ArrowRight')
  await expect(diff.panel.getByText('(1)')).toBeVisible()
  await expect(diff.row('node z')).toBeHidden()
  await diff.panel.getByLabel('Hide moves').uncheck()
  await expect(diff.row('node z')).toContainText('place')

  await editor.action('edit.undo')
  await editor.action('edit.undo')
  await expect(diff.counts).toHaveText('The graphs are the same.')
  await diff.chooseStep('before', '1 step ahead: after “Delete')
  await expect(diff.row('node act')).toHaveAttribute('data-kind', 'added')
  await expect.poll(() => diff.hasSign('act', 'ok')).toBe(true)
  await diff.panel.getByRole('button', { name: 'Swap Before and After' }).click()
  await expect(diff.row('node act')).toHaveAttribute('data-kind', 'removed')
})

test('another file is compared and the open graph stays; the text is that of the command line', async ({
  editor,
  page,
  context,
}) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write'])
  const diff = new DiffPage(editor)
  await editor.openExample(LESSON)
  await diff.open()
  await diff.chooseFile('Before', 'examples/norms.loom.json')
  await expect(diff.side('before').locator('option:checked')).toHaveText('norms.loom.json')
  await expect(diff.counts).toContainText('added')
  await expect(editor.node('adain')).toHaveCount(1)

  await diff.panel.getByRole('button', { name: 'Copy as Text' }).click()
  await expect(editor.notices).toContainText('Copied the comparison as text.')
  const text = await page.evaluate(() => navigator.clipboard.readText())
  expect(text).toMatch(/^~ name: .* -> .*\n/)
  expect(text).toMatch(/^\+ adain \(norm\/adain\)$/m)

  await diff.comparePictures()
  await expect(diff.panel.getByTestId('diff-pictures').getByRole('img')).not.toHaveCount(0)
})
