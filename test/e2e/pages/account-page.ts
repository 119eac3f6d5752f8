import { expect, type Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** The panels below the canvas that tell what the engine did and what passes along the wires. */
export class AccountPage {
  readonly editor: EditorPage
  readonly panel: Locator
  readonly reused: Locator
  readonly lastRun: Locator

  constructor(editor: EditorPage) {
    const { page } = editor
    this.editor = editor
    this.panel = page.getByRole('region', { name: 'Engine account' })
    this.reused = page.getByTestId('engine-reused')
    this.lastRun = page.getByTestId('last-run')
  }

  /** Opens or closes it by its key. */
  async toggle(): Promise<void> {
    await this.editor.page.keyboard.press('ControlOrMeta+j')
  }

  /** The table's row of the segment that ends with a node. */
  segment(node: string): Locator {
    return this.panel.locator(`tr[data-segment="${node}"]`)
  }

  /** How many segments ran in the last run, and how many there are. */
  async counts(): Promise<{ readonly ran: number; readonly segments: number }> {
    const [ran = NaN, segments = NaN] =
      ((await this.reused.textContent()) ?? '').match(/\d+/g)?.map(Number) ?? []
    return { ran, segments }
  }

  /** Selects a node and inspects its outputs, or stops it, by the key. */
  async toggleInspected(node: string): Promise<void> {
    await this.editor.select(node)
    await this.editor.page.keyboard.press('ControlOrMeta+i')
  }

  /** The card of an inspected port. */
  inspected(port: string): Locator {
    return this.editor.page.locator(`[data-port="${port}"]`)
  }

  async chooseBudget(label: string): Promise<void> {
    const { page } = this.editor
    await this.editor.action('view.settings')
    await page.getByLabel('Memory for results').selectOption({ label })
    await page.getByRole('button', { name: 'Done' }).click()
    await expect(page.getByRole('dialog')).toBeHidden()
  }
}
