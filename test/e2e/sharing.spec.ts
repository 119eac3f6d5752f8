import { readFile } from 'node:fs/promises'
import { decodeUtf8, encodeUtf8 } from '../../core/base/utf8'
import { EXPECTED_ENTRY } from '../../core/file/expected'
import { WEIGHTS_ENTRY } from '../../core/file/loom'
import { readZip, writeZip } from '../../core/file/zip'
import { readPng, writePng } from '../../core/image/png'
import type { EditorPage } from './pages/editor-page'
import { expect, test } from './pages/test'

/** Small, and with a loaded weight. */
const EXAMPLE = 'noise-lab.loom.json'

/** The example as this program saves it, with what it gives. */
async function savedExample(editor: EditorPage): Promise<Uint8Array> {
  await editor.openExample(EXAMPLE)
  await editor.action('file.save')
  const dialog = editor.page.getByRole('dialog', { name: 'Save the graph' })
  await dialog.getByLabel('File name').fill('noise')
  const download = await editor.downloaded(() => dialog.getByRole('button', { name: 'Save' }).click())
  return new Uint8Array(await readFile(await download.path()))
}

/** In a page of its own, which has nothing of what the one before held. */
async function openFresh(editor: EditorPage, bytes: Uint8Array): Promise<void> {
  await editor.openEmpty()
  await choose(editor, () => editor.action('file.open'), 'noise.loom', bytes)
}

async function choose(
  { page }: EditorPage,
  ask: () => Promise<void>,
  name: string,
  bytes: Uint8Array,
): Promise<void> {
  const chooser = page.waitForEvent('filechooser')
  await ask()
  await (await chooser).setFiles({ name, mimeType: '', buffer: Buffer.from(bytes) })
}

/** The archive with some entries changed; null takes one away. */
function changed(bytes: Uint8Array, changes: Readonly<Record<string, Uint8Array | null>>): Uint8Array {
  const entries = readZip(bytes)
  if (!entries.ok) throw new Error('The saved file is no archive.')
  const all = new Map<string, Uint8Array | null>([...entries.value, ...Object.entries(changes)])
  return writeZip([...all].flatMap(([name, data]) => (data ? [{ name, data, compress: false }] : [])))
}

function entryOf(bytes: Uint8Array, name: string): Uint8Array {
  const entries = readZip(bytes)
  const entry = entries.ok ? entries.value.get(name) : undefined
  if (!entry) throw new Error(`The saved file has no ${name}.`)
  return entry
}

function line({ page }: EditorPage) {
  return page.getByTestId('reproduction')
}

test('a saved graph says in another window that it reproduces, for as long as it is what was saved', async ({
  editor,
}) => {
  const saved = await savedExample(editor)
  // What was just saved is no news.
  await expect(line(editor)).toBeHidden()

  await openFresh(editor, saved)
  await expect(line(editor)).toHaveText('Reproduces the saved picture')
  await expect(line(editor)).toHaveAttribute('data-kind', 'identical')

  await editor.select('coarse_noise')
  await editor.setNumber('seed', '99')
  await expect(line(editor)).toBeHidden()
  await editor.page.keyboard.press('ControlOrMeta+z')
  await expect(line(editor)).toHaveText('Reproduces the saved picture')
})

test('a picture that is not the saved one is said to differ, and both are shown', async ({ editor }) => {
  const saved = await savedExample(editor)
  const text = decodeUtf8(entryOf(saved, EXPECTED_ENTRY)) ?? ''
  const first = 'expected/1.png'
  const png = readPng(entryOf(saved, first))
  if (!png.ok) throw new Error('The saved picture cannot be read.')
  const data = png.value.data.map((value, i) => (i % 4 === 0 ? Math.min(255, value + 40) : value))
  const tampered = changed(saved, {
    [EXPECTED_ENTRY]: encodeUtf8(text.replace(/"sha256": "[0-9a-f]{8}/, '"sha256": "00000000')),
    [first]: writePng({ ...png.value, data }),
  })

  await openFresh(editor, tampered)
  await expect(line(editor)).toContainText('Differs from the saved picture by up to 40 of 255')
  await line(editor).getByRole('button', { name: 'Compare…' }).click()
  const dialog = editor.page.getByRole('dialog', { name: 'The saved picture and the present one' })
  await expect(dialog.getByRole('img')).toHaveCount(3)
  await expect(dialog.getByTestId('diff-largest')).toHaveText('40 of 255')
  await dialog.getByRole('button', { name: 'Close' }).click()
})

test('a graph without its weights runs on stand-ins that say so, until its weights are located', async ({
  editor,
}) => {
  const saved = await savedExample(editor)
  const weights = entryOf(saved, WEIGHTS_ENTRY)

  await openFresh(editor, changed(saved, { [WEIGHTS_ENTRY]: null }))
  // Before the run: the notice goes by itself, the line stays.
  await expect(editor.notices.first()).toContainText(
    '1 value of the graph could not be found; stand-ins run in its place',
  )
  await expect(line(editor)).toContainText('2 nodes run on stand-ins for missing values')
  await expect(editor.picture).toBeVisible()
  await editor.menu('View', 'view.problems')
  await expect(editor.problemList.getByText(/runs on initial values/).first()).toBeVisible()

  // A file that holds none of them changes nothing.
  const locate = line(editor).getByRole('button', { name: 'Locate…' })
  await choose(
    editor,
    () => locate.click(),
    'other.png',
    writePng({ width: 1, height: 1, data: new Uint8Array(4) }),
  )
  const report = editor.page.getByRole('dialog', { name: 'other.png does not help' })
  await report.getByRole('button', { name: 'OK' }).click()
  await expect(line(editor)).toHaveAttribute('data-kind', 'stand-ins')

  await choose(editor, () => locate.click(), 'from-elsewhere.safetensors', weights)
  await expect(line(editor)).toHaveText('Reproduces the saved picture')
  await expect(editor.problemList.getByText(/runs on initial values/)).toHaveCount(0)
})
