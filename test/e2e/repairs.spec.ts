import type { EditorPage } from './pages/editor-page'
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

interface Mended {
  readonly what: string
  /** Leads to the problem. */
  readonly act: (editor: EditorPage) => Promise<void>
  readonly repair: RegExp
}

const press =
  (node: string, key: string): Mended['act'] =>
  async (editor) => {
    await editor.select(node)
    await editor.page.keyboard.press(key)
  }

const PROBLEMS: readonly Mended[] = [
  { what: 'a muted node', act: press('mapping', 'Control+m'), repair: /^Unmute / },
  { what: 'a muted node that may hand on', act: press('act', 'Control+m'), repair: /^Bypass / },
  { what: 'a node that cannot be bypassed', act: press('affine', 'Control+b'), repair: /^Run .* as usual$/ },
  { what: 'an input with nothing on it', act: press('z', 'Delete'), repair: /^Add a latent z$/ },
  { what: 'no output', act: press('image', 'Delete'), repair: /^Add an image output/ },
]

for (const { what, act, repair } of PROBLEMS) {
  test(`the list mends ${what} with one click and one undo step`, async ({ editor }) => {
    await editor.openExample(LESSON)
    const problems = editor.page.getByTestId('problems-toggle')
    await problems.click()
    await act(editor)
    await expect(problems).not.toContainText('No problems')
    await editor.problemList.getByRole('button', { name: repair }).first().click()
    await expect(problems).toContainText('No problems')
    await editor.action('edit.undo')
    await expect(problems).not.toContainText('No problems')
    await editor.action('edit.undo')
    await expect(editor.page.getByTestId('edit.undo')).toBeDisabled()
  })
}

const REFUSALS = [/^Set affine2's channels to 16$/, /^Set the Conv 2D's filters to 5$/]

for (const repair of REFUSALS) {
  test(`a refused wire's notice: ${repair.source}`, async ({ editor }) => {
    await editor.openExample(LESSON)
    await editor.select('affine')
    await editor.page.keyboard.press('Control+d')
    await editor.select('affine2')
    await editor.setNumber('channels', '5')
    await editor.action('view.fit')
    await editor.dragWire(['affine2', 'styles'], ['adain', 'styles'])
    await editor.notices.getByRole('button', { name: repair }).click()
    await expect(editor.notices).toHaveCount(0)
    await expect(editor.node('adain')).toContainText('affine2.styles')
    await editor.action('edit.undo')
    await expect(editor.node('adain')).toContainText('affine.styles')
  })
}
