import { expect, type Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** Making blocks, going into them and out of them. */
export class BlocksPage {
  readonly editor: EditorPage
  readonly breadcrumbs: Locator
  readonly inspector: Locator
  readonly instance: Locator

  constructor(editor: EditorPage) {
    this.editor = editor
    this.breadcrumbs = editor.page.getByTestId('breadcrumbs')
    this.inspector = editor.page.getByTestId('block-inspector')
    this.instance = editor.page.getByTestId('instance')
  }

  /** Selects nodes on the canvas and makes a block of them by key. */
  async make(...nodes: readonly string[]): Promise<void> {
    const { page } = this.editor
    await page.keyboard.press('Control+0')
    for (const [i, node] of nodes.entries()) {
      const { x, y } = await this.editor.nodePlace(node)
      if (i > 0) await page.keyboard.down('Shift')
      await page.mouse.click(x, y)
      await page.keyboard.up('Shift')
    }
    await page.keyboard.press('Control+g')
    await expect(this.instance).toBeVisible()
  }

  async enter(node: string): Promise<void> {
    await this.editor.select(node)
    await this.instance.getByRole('button', { name: 'Enter Block' }).click()
    await expect(this.breadcrumbs).toBeVisible()
  }

  async leave(): Promise<void> {
    await this.breadcrumbs.getByRole('button').first().click()
    await expect(this.breadcrumbs).toBeHidden()
  }
}
