import { expect, type Locator } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import type { EditorPage } from './editor-page'
import type { GraphBuilder, Port } from './graph-builder'
import { middleOf } from './params-page'
import { SearchPage } from './search-page'

/** Nodes are put into a grid on the canvas, as seen after two steps of zooming out, in pixels. */
const CELL = { width: 165, height: 175 }
const COLUMNS = 4
const ZOOM_STEPS = 2
/** As wide as a node then, and as far from its top as its ports begin. */
const NODE = { width: 130, header: 20 }

/** Everything by the mouse; the keyboard types numbers and words, and nothing else. */
export function mouseBuilder(editor: EditorPage): GraphBuilder {
  const { page, canvas } = editor
  const search = new SearchPage(editor)
  let cells = 0

  async function click(target: Locator): Promise<void> {
    const { x, y } = await middleOf(target)
    await page.mouse.click(x, y)
  }

  /** The upper left corner of a place on the canvas that holds nothing yet, on the page. */
  async function nextCell(): Promise<{ readonly x: number; readonly y: number }> {
    const box = await canvas.boundingBox()
    if (!box) throw new Error('The canvas is not on the page.')
    const [column, row] = [cells % COLUMNS, Math.floor(cells / COLUMNS)]
    cells++
    return { x: box.x + 20 + column * CELL.width, y: box.y + 20 + row * CELL.height }
  }

  async function pick(query: string): Promise<void> {
    await expect(search.field).toBeFocused()
    await page.keyboard.type(query)
    await click(search.options.first())
    await expect(search.dialog).toBeHidden()
  }

  async function type(field: Locator, text: string): Promise<void> {
    await click(field)
    await expect(field).toBeFocused()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(text)
  }

  return {
    async describe(name, description) {
      await type(editor.inspector.getByLabel('Graph name'), name)
      await type(editor.inspector.getByLabel('Description'), description)
    },
    async addFirst(query) {
      for (let step = 0; step < ZOOM_STEPS; step++) await editor.menu('View', 'view.zoomOut')
      const palette = page.getByRole('navigation', { name: 'Node types' })
      await type(palette.getByRole('searchbox'), query)
      const from = await middleOf(palette.getByRole('button').first())
      const { x, y } = await nextCell()
      await editor.drag(from, { x: x + NODE.width / 2, y: y + NODE.header / 2 })
      await expect(editor.outline.locator('[data-node]')).toHaveCount(1)
    },
    async addAfter([node, port], query) {
      const { x, y } = await nextCell()
      await editor.drag(await editor.portPlace(node, port, 'outputs'), { x, y: y + NODE.header })
      await pick(query)
    },
    async addBefore([node, port], query) {
      const { x, y } = await nextCell()
      const to = { x: x + NODE.width, y: y + NODE.header }
      await editor.drag(await editor.portPlace(node, port, 'inputs'), to)
      await pick(query)
    },
    connect: (output: Port, input: Port) => editor.dragWire(output, input),
    async set(node, param, value) {
      const { x, y } = await editor.nodePlace(node)
      await page.mouse.click(x, y)
      await expect(editor.inspector).toHaveAttribute('data-node', node)
      const row = editor.param(param)
      await row.scrollIntoViewIfNeeded()
      if (typeof value === 'number') {
        await type(row.getByRole('spinbutton'), String(value))
        await page.keyboard.press('Enter')
      } else if (typeof value === 'boolean') await click(row.getByRole('switch'))
      else if ((await row.getByRole('radiogroup').count()) > 0)
        await click(row.getByText(value, { exact: true }))
      else {
        // The list that a system draws lies outside of the page: what is typed there is all that can be reached.
        await click(row.getByRole('combobox'))
        await page.keyboard.type(value)
        await page.keyboard.press('Enter')
      }
    },
    layOut: () => editor.menu('Arrange', 'arrange.layOut'),
    async save(name) {
      await click(page.getByTestId('file.save'))
      const dialog = page.getByRole('dialog', { name: 'Save the graph' })
      await type(dialog.getByLabel('File name'), name)
      await click(dialog.getByRole('radio', { name: /Readable text/ }))
      const download = await editor.downloaded(() => click(dialog.getByRole('button', { name: 'Save' })))
      expect(download.suggestedFilename()).toBe(`${name}.loom.json`)
      return readFile(await download.path(), 'utf8')
    },
  }
}
