import { readFile } from 'node:fs/promises'
import { DiffPage } from './pages/diff-page'
import type { EditorPage } from './pages/editor-page'
import { FilesPage } from './pages/files-page'
import { expect, test } from './pages/test'

const FILE = 'cat.loom.json'

/** The lesson as a file of the user's, opened and changed. */
async function openChanged(editor: EditorPage): Promise<FilesPage> {
  const files = await FilesPage.prepare(editor)
  await editor.openEmpty()
  await files.write(FILE, await readFile('examples/first-lesson.loom.json', 'utf8'))
  await files.choose(FILE)
  await editor.action('file.open')
  await expect(editor.node('adain')).toBeAttached()
  await editor.select('z')
  await editor.setNumber('seed', '5')
  await files.expectUnsaved(true)
  return files
}

const seed = (text: string | null) => /"seed": (\d+)/.exec(text ?? '')?.[1]

test('saves over the file it opened, again and again', async ({ editor }) => {
  const files = await openChanged(editor)
  await files.save()
  await files.expectUnsaved(false)
  await expect(editor.notices).toContainText(['Saved cat.loom.json.'])
  expect(seed(await files.read(FILE))).toBe('5')
  await editor.setNumber('seed', '6')
  await files.expectUnsaved(true)
  await files.save()
  await files.expectUnsaved(false)
  expect(seed(await files.read(FILE))).toBe('6')
})

test('a file that another program changed is asked about: cancel, save over it', async ({ editor }) => {
  const files = await openChanged(editor)
  await files.write(FILE, 'theirs')
  await files.save()
  await expect(files.question).toContainText('was changed elsewhere')
  await files.answer('Cancel')
  expect(await files.read(FILE)).toBe('theirs')
  await files.expectUnsaved(true)

  await files.save()
  await files.answer('Save Over It')
  await files.expectUnsaved(false)
  expect(seed(await files.read(FILE))).toBe('5')
})

test('or saved beside it under another name, which it has from then on', async ({ editor }) => {
  const files = await openChanged(editor)
  await files.write(FILE, 'theirs')
  await files.save()
  await files.choose('dog.loom.json')
  await files.answer('Save As…')
  await files.answerSaveAs('dog')
  await files.expectUnsaved(false)
  expect([await files.read(FILE), seed(await files.read('dog.loom.json'))]).toEqual(['theirs', '5'])
  await expect(editor.page).toHaveTitle(/^dog/)
  await editor.setNumber('seed', '7')
  await files.save()
  await files.expectUnsaved(false)
  expect(seed(await files.read('dog.loom.json'))).toBe('7')
})

test('what the other program wrote can be compared first, and is still asked about then', async ({
  editor,
}) => {
  const files = await openChanged(editor)
  const theirs = (await readFile('examples/first-lesson.loom.json', 'utf8')).replace(
    '"name": "',
    '"name": "Their ',
  )
  await files.write(FILE, theirs)
  await files.save()
  await files.answer('Compare')
  const diff = new DiffPage(editor)
  await expect(diff.panel).toBeVisible()
  await expect(diff.row('node z')).toBeVisible()
  await expect(diff.side('before').locator('option:checked')).toHaveText(/cat\.loom\.json/)
  await files.expectUnsaved(true)
  await files.save()
  await expect(files.question).toBeVisible()
  expect(await files.read(FILE)).toBe(theirs)
})

test('a file that is gone is saved there again only when that is wanted', async ({ editor }) => {
  const files = await openChanged(editor)
  await files.remove(FILE)
  await files.save()
  await expect(files.question).toContainText('was moved, renamed or deleted')
  await editor.page.keyboard.press('Escape')
  await expect(files.question).toBeHidden()
  expect(await files.read(FILE)).toBeNull()
  await files.expectUnsaved(true)
})

for (const [step, name, sentence] of [
  ['createWritable', 'NotAllowedError', 'You are not allowed to use "cat.loom.json".'],
  ['createWritable', 'NoModificationAllowedError', 'Another program is using "cat.loom.json".'],
  ['write', 'QuotaExceededError', 'The disk has no room for "cat.loom.json"'],
  ['close', 'QuotaExceededError', 'The disk has no room for "cat.loom.json"'],
  ['createWritable', 'NotFoundError', 'was moved, renamed or deleted'],
] as const) {
  test(`${name} at ${step} leaves the file, the graph and its edits as they were`, async ({ editor }) => {
    const files = await openChanged(editor)
    const before = await files.read(FILE)
    await files.failAt(step, name)
    await files.save()
    const told = name === 'NotFoundError' ? files.question : editor.notices.filter({ hasText: sentence })
    await expect(told).toContainText(sentence)
    if (name === 'NotFoundError') await files.answer('Cancel')
    await files.expectUnsaved(true)
    expect(await files.read(FILE)).toBe(before)
    await editor.setNumber('seed', '8')

    await files.failNoMore()
    await files.save()
    await files.expectUnsaved(false)
    expect(seed(await files.read(FILE))).toBe('8')
  })
}

test('a graph that was ready too late after the click is saved by another one', async ({ editor }) => {
  const files = await openChanged(editor)
  await files.comeLate()
  await files.choose('late.loom.json')
  await editor.page.keyboard.press('ControlOrMeta+Shift+s')
  await files.answerSaveAs('late')
  await expect(files.question).toContainText('only right after a click')
  await files.answer('Choose Where…')
  await files.expectUnsaved(false)
  expect(seed(await files.read('late.loom.json'))).toBe('5')
})

test('what is being typed counts as unsaved, and is saved with the rest', async ({ editor }) => {
  const files = await openChanged(editor)
  await files.save()
  await files.expectUnsaved(false)
  const { page } = editor
  await editor.inspector.getByLabel('Node name').fill('Where it begins')
  await expect(page).toHaveTitle(/^• cat/)
  await page.keyboard.press('ControlOrMeta+s')
  await expect(page).toHaveTitle(/^cat/)
  expect(await files.read(FILE)).toContain('Where it begins')
  await expect(editor.inspector.getByLabel('Node name')).toBeFocused()

  // Left as it is, it changes nothing.
  await editor.inspector.getByLabel('Node name').press('Tab')
  await files.expectUnsaved(false)
  await expect(page).toHaveTitle(/^cat/)
})

test('what is edited while a file is written stays unsaved', async ({ editor }) => {
  const files = await openChanged(editor)
  await files.whileWriting(
    () => files.save(),
    () => editor.setNumber('seed', '9'),
  )
  await expect(editor.notices).toContainText(['Saved cat.loom.json.'])
  await files.expectUnsaved(true)
  expect(seed(await files.read(FILE))).toBe('5')
})
