import { expect, type Locator } from '@playwright/test'
import { readFile } from 'node:fs/promises'
import type { EditorPage } from './editor-page'
import type { GraphBuilder, Port } from './graph-builder'

/** More presses of one key than any way through the window takes. */
const FAR = 60

/** Everything by the keyboard: there is no call of the mouse here, and none that sets the focus from outside. */
export function keyboardBuilder(editor: EditorPage): GraphBuilder {
  const { page, outline, inspector } = editor
  const { keyboard } = page

  function hasFocus(target: Locator): Promise<boolean> {
    return target.evaluateAll((elements) =>
      elements.some((element) => element.contains(document.activeElement)),
    )
  }

  /** Presses the key until the keyboard is there. */
  async function go(key: string, target: Locator): Promise<void> {
    for (let step = 0; step < FAR && !(await hasFocus(target)); step++) await keyboard.press(key)
    expect(await hasFocus(target), `${key} leads there`).toBe(true)
  }

  async function goToNode(node: string): Promise<void> {
    await keyboard.press('ControlOrMeta+Shift+O')
    const ids = await outline
      .locator('[data-node]')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('data-node')))
    const focused = outline.locator(':focus')
    const here = (await focused.getAttribute('data-node')) ?? (await focused.getAttribute('data-owner'))
    await go(ids.indexOf(node) <= ids.indexOf(here) ? 'ArrowUp' : 'ArrowDown', editor.node(node))
  }

  async function goToPort([node, port]: Port, side: 'input' | 'output'): Promise<void> {
    await goToNode(node)
    if ((await editor.node(node).getAttribute('aria-expanded')) === 'false') {
      await keyboard.press('ArrowRight')
      await expect(editor.node(node)).toHaveAttribute('aria-expanded', 'true')
    }
    await go('ArrowDown', outline.locator(`[data-owner="${node}"][data-row="${side} ${port}"]`))
  }

  async function pick(query: string): Promise<void> {
    const count = await outline.locator('[data-node]').count()
    await expect(page.getByRole('combobox', { name: 'Search node types' })).toBeFocused()
    await keyboard.type(query)
    await keyboard.press('Enter')
    await expect(outline.locator('[data-node]')).toHaveCount(count + 1)
  }

  async function type(text: string): Promise<void> {
    await keyboard.press('ControlOrMeta+a')
    await keyboard.type(text)
  }

  return {
    async describe(name, description) {
      await go('F6', inspector)
      await go('Tab', inspector.getByLabel('Graph name'))
      await type(name)
      await go('Tab', inspector.getByLabel('Description'))
      await type(description)
    },
    async addFirst(query) {
      await keyboard.press('ControlOrMeta+Shift+O')
      await keyboard.press('Enter')
      await pick(query)
    },
    async addAfter(output, query) {
      await goToPort(output, 'output')
      await keyboard.press('Insert')
      await pick(query)
    },
    async addBefore(input, query) {
      await goToPort(input, 'input')
      await keyboard.press('Insert')
      await pick(query)
    },
    async connect(output, input) {
      await goToPort(input, 'input')
      await keyboard.press('Enter')
      const list = page.getByRole('dialog', { name: /^Connect / })
      await expect(list.getByRole('combobox')).toBeFocused()
      await keyboard.type(output[0])
      await keyboard.press('Enter')
      await expect(list).toBeHidden()
    },
    async set(node, param, value) {
      await goToNode(node)
      await keyboard.press('Enter')
      await expect(inspector).toHaveAttribute('data-node', node)
      await expect(inspector.locator('.params :focus')).toBeVisible()
      const row = editor.param(param)
      const field = row.locator('input:not([type="range"]), select')
      await go('Tab', field)
      if (typeof value === 'number') {
        await type(String(value))
        await keyboard.press('Enter')
      } else if (typeof value === 'boolean') await keyboard.press('Space')
      else if ((await row.getByRole('radiogroup').count()) > 0) {
        const wanted = row.getByRole('radio', { name: value, exact: true })
        await go('ArrowRight', wanted)
        await expect(wanted).toBeChecked()
      } else await keyboard.type(value)
      await keyboard.press('Escape')
      await expect(editor.node(node)).toBeFocused()
    },
    layOut: () => keyboard.press('ControlOrMeta+Shift+A'),
    async save(name) {
      await keyboard.press('ControlOrMeta+s')
      const dialog = page.getByRole('dialog', { name: 'Save the graph' })
      await expect(dialog.getByLabel('File name')).toBeFocused()
      await type(name)
      await keyboard.press('Tab')
      await go('ArrowDown', dialog.getByRole('radio', { name: /Readable text/ }))
      const download = await editor.downloaded(() => keyboard.press('Enter'))
      expect(download.suggestedFilename()).toBe(`${name}.loom.json`)
      return readFile(await download.path(), 'utf8')
    },
  }
}
