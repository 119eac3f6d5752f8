import { expect, test } from './pages/test'

const LESSON = 'first-lesson.loom.json'

test('a refused wire offers an affine of the right width, and one click leaves it standing', async ({
  editor,
}) => {
  await editor.openExample(LESSON)
  const before = await editor.node('adain').getAttribute('data-inputs')
  await editor.dragWire(['mapping', 'w'], ['adain', 'styles'])
  const repair = editor.notices.getByRole('button', { name: 'Insert an affine' })
  await expect(repair).toBeVisible()
  expect(await editor.node('adain').getAttribute('data-inputs')).toBe(before)

  await repair.click()
  await expect(editor.notices).toHaveCount(0)
  await expect(editor.nodesOfType('style/affine')).toHaveCount(2)
  await expect(editor.page.getByTestId('problems-toggle')).toContainText('No problems')

  await editor.action('edit.undo')
  await expect(editor.nodesOfType('style/affine')).toHaveCount(1)
  await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
})

test('a problem in the list is mended with the keyboard', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.select('affine')
  const channels = await editor.param('channels').getByRole('spinbutton').inputValue()
  await editor.setNumber('channels', '5')
  await editor.page.getByTestId('problems-toggle').click()
  const repair = editor.problemList.getByRole('button', {
    name: new RegExp(`^Set .*channels to ${channels}$`),
  })
  await repair.press('Enter')
  await expect(editor.param('channels').getByRole('spinbutton')).toHaveValue(channels)
  await expect(editor.problemList).toContainText('Nothing to mend')
})

test('a notice with repairs goes with Escape, and with the next edit', async ({ editor }) => {
  await editor.openExample(LESSON)
  await editor.dragWire(['mapping', 'w'], ['adain', 'styles'])
  await editor.notices.getByRole('button', { name: 'Insert an affine' }).press('Escape')
  await expect(editor.notices).toHaveCount(0)

  await editor.dragWire(['mapping', 'w'], ['adain', 'styles'])
  await expect(editor.notices).toHaveCount(1)
  await editor.select('z')
  await editor.setNumber('seed', '9')
  await expect(editor.notices).toHaveCount(0)
})
