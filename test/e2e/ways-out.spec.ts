/** What leaves the window: diagrams, pictures, links and copies to give away, each opened or looked into again. */
import { unzipSync } from 'fflate'
import { readPngText } from '../../core/image/png-text'
import { readPng } from '../../core/image/png'
import { EditorPage } from './pages/editor-page'
import { expect, test } from './pages/test'
import { WaysOutPage } from './pages/ways-out-page'

const LESSON = 'first-lesson.loom.json'
const PORTRAITS = 'portraits64.loom'

test('a diagram is a drawing with text, and looks as its picture does', async ({ editor }) => {
  const out = new WaysOutPage(editor)
  await editor.openExample(LESSON)
  await out.open('file.exportDiagram')
  const svg = await out.written('Export')
  expect(svg.name).toMatch(/\.svg$/)
  const texts = await out.textsIn(svg.bytes)
  expect(texts).toEqual(expect.arrayContaining(['AdaIN', 'Affine', 'N × 64']))
  expect(svg.bytes.toString()).toContain('xlink:href="data:image/png;base64,')
  expect(svg.bytes.toString()).not.toMatch(/<script|href="http|url\((?!#)/)

  await out.open('file.exportDiagram')
  await out.choose('PNG (pixels)')
  await out.choose('1×')
  const png = await out.written('Export')
  const { mean, share } = await out.difference(svg.bytes, png.bytes)
  // Letters may lie a fraction of a pixel apart.
  expect(mean).toBeLessThan(1.5)
  expect(share).toBeLessThan(0.01)
})

test('a diagram of a part, dark and on no ground, as large as is wanted', async ({ editor }) => {
  const out = new WaysOutPage(editor)
  await out.openGraph(LESSON)
  await editor.select('adain')
  await out.open('file.exportDiagram')
  await out.choose('Selection (1 node)')
  await out.choose('PNG (pixels)')
  await out.choose('Dark')
  await out.turn(/Transparent/, true)
  await out.choose('1×')
  const small = await out.size.textContent()
  await out.choose('4×')
  expect(await out.size.textContent()).not.toBe(small)
  const { bytes } = await out.written('Export')
  const image = readPng(bytes)
  if (!image.ok) throw new Error('the PNG is unreadable')
  const [width = 0, height = 0] = (small ?? '').match(/\d+/g)?.map(Number) ?? []
  expect([image.value.width, image.value.height]).toEqual([4 * width, 4 * height])
  expect([...image.value.data.subarray(0, 4)], 'the corner').toEqual([0, 0, 0, 0])
})

test('a saved picture carries the graph, or a nameless one, or nothing', async ({ editor }) => {
  const out = new WaysOutPage(editor)
  await editor.openExample(LESSON)
  const shown = await editor.pictureData()
  const graphIn = (bytes: Buffer): string | undefined => {
    const texts = readPngText(bytes)
    if (!texts.ok) throw new Error('the PNG is unreadable')
    return texts.value.get('styleloom')
  }

  await out.open('file.exportPicture')
  const whole = await out.written('Save')
  expect(graphIn(whole.bytes)).toContain('How a style enters a generator')

  await out.open('file.exportPicture')
  await out.turn(/Without names/, true)
  const nameless = await out.written('Save')
  expect(graphIn(nameless.bytes)).not.toContain('How a style enters a generator')

  await out.open('file.exportPicture')
  await out.turn(/With the graph/, false)
  await out.choose('4×')
  const plain = await out.written('Save')
  expect(plain.bytes.includes('tEXt')).toBe(false)
  const [small, large] = [readPng(whole.bytes), readPng(plain.bytes)]
  if (!small.ok || !large.ok) throw new Error('a PNG is unreadable')
  expect(large.value.width).toBe(4 * small.value.width)
  expect(large.value.data.subarray(0, 4)).toEqual(small.value.data.subarray(0, 4))

  await editor.action('file.new')
  await out.openFile('nameless.png', nameless.bytes)
  await expect(editor.node('adain')).toBeAttached()
  await expect.poll(() => editor.pictureData()).toBe(shown)
})

test('a link opens as the graph in another page, and leaves its address', async ({ editor, context }) => {
  const out = new WaysOutPage(editor)
  await editor.openExample(LESSON)
  const shown = await editor.pictureData()
  await out.open('file.copyLink')
  const link = await out.link()
  expect(link).toContain('#graph=1.')
  expect(link.length).toBeLessThan(8000)

  const page = await context.newPage()
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  const other = new EditorPage(page)
  await page.goto(link.replace('#', '?backend=wasm#'))
  await expect(other.node('adain')).toBeAttached()
  await expect.poll(() => other.pictureData()).toBe(shown)
  expect(new URL(page.url()).hash).toBe('')
  expect(requests.filter((url) => url.includes('graph='))).toEqual([])
  // Another link, while the page is open, comes in a tab of its own.
  await page.evaluate((hash) => (window.location.hash = hash), new URL(link).hash)
  await expect(page.getByRole('tab', { selected: true }).first()).toBeVisible()
  await expect.poll(() => new URL(page.url()).hash).toBe('')
  await page.close()
})

test('a damaged link says what to do, and changes nothing', async ({ editor }) => {
  const out = new WaysOutPage(editor)
  await out.openGraph(LESSON)
  await out.open('file.openLink')
  const field = out.dialog.getByRole('textbox')
  await field.fill('https://example.org/')
  await expect(out.dialog.getByText('This is no link to a graph')).toBeVisible()
  await field.fill('https://example.org/#graph=1.2a.AAAA')
  await out.dialog.getByRole('button', { name: 'Open', exact: true }).click()
  const report = editor.page.getByRole('dialog', { name: 'The link could not be opened' })
  await expect(report.getByText('Copy the whole link again')).toBeVisible()
  await report.getByRole('button', { name: 'OK' }).click()
  await expect(editor.node('adain')).toBeAttached()
})

test('what does not fit into a link is said before it is copied', async ({ editor }) => {
  const out = new WaysOutPage(editor)
  await out.openGraph(PORTRAITS)
  await out.open('file.copyLink')
  await expect(out.dialog.getByRole('note')).toContainText('cannot travel in a link')
  await expect(out.dialog.getByRole('button', { name: 'Save As…' })).toBeVisible()
})

test('a copy for sharing has no names and gives the same picture', async ({ editor }) => {
  const out = new WaysOutPage(editor)
  await editor.openExample(PORTRAITS)
  const shown = await editor.pictureData()
  await out.open('file.exportForSharing')
  await expect(out.dialog.getByTestId('left-out').getByRole('listitem').first()).toContainText(
    'the graph’s name',
  )
  const copy = await out.written('Export')
  expect(copy.name).toBe('shared-graph.loom')
  const graph = Buffer.from(unzipSync(copy.bytes)['graph.loom.json'] ?? []).toString()
  expect(JSON.parse(graph)).toMatchObject({ project: { name: 'Untitled', description: '' } })
  expect(graph).not.toContain('"title": "Style mix"')

  await editor.action('file.new')
  await out.openFile(copy.name, copy.bytes)
  await expect(editor.picture).toBeVisible()
  await expect.poll(() => editor.pictureData()).toBe(shown)
})
