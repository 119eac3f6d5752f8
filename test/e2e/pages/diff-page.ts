import { expect, type Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** Two graphs and what lies between them. */
export class DiffPage {
  readonly editor: EditorPage
  readonly panel: Locator
  readonly counts: Locator
  readonly rows: Locator
  readonly largest: Locator

  constructor(editor: EditorPage) {
    const { page } = editor
    this.editor = editor
    this.panel = page.getByRole('region', { name: 'Comparison of two graphs' })
    this.counts = page.getByTestId('diff-counts')
    this.rows = this.panel.locator('[data-row]')
    this.largest = page.getByTestId('diff-largest')
  }

  async open(): Promise<void> {
    await this.editor.menu('View', 'view.diff')
    await expect(this.panel).toBeVisible()
  }

  row(key: string): Locator {
    return this.panel.locator(`[data-row="${key}"]`)
  }

  side(side: 'before' | 'after'): Locator {
    return this.editor.page.getByTestId(`diff-${side}`)
  }

  /** A state of the history, by how its words begin. */
  async chooseStep(side: 'before' | 'after', words: string): Promise<void> {
    const option = this.side(side).locator('option', { hasText: words })
    await this.side(side).selectOption((await option.getAttribute('value')) ?? '')
  }

  async chooseFile(side: 'Before' | 'After', path: string): Promise<void> {
    const chooser = this.editor.page.waitForEvent('filechooser')
    await this.panel.getByRole('button', { name: `Compare a File (${side})` }).click()
    await (await chooser).setFiles(path)
  }

  async comparePictures(): Promise<void> {
    await this.panel.getByTestId('diff-compare-pictures').click()
  }

  /** Whether the sign at a node's corner is drawn in this colour of the theme. */
  async hasSign(node: string, colour: 'ok' | 'warning' | 'error'): Promise<boolean> {
    const { x, y } = await this.editor.nodePlace(node, -3, 3)
    return this.editor.canvas.evaluate(
      (element, { x, y, colour }) => {
        const canvas = element as HTMLCanvasElement
        const box = canvas.getBoundingClientRect()
        const ratio = canvas.width / box.width
        const pixel = canvas
          .getContext('2d')
          ?.getImageData((x - box.left) * ratio, (y - box.top) * ratio, 1, 1).data
        const probe = document.createElement('span')
        document.body.append(probe)
        probe.style.color = `var(--${colour})`
        const wanted = getComputedStyle(probe).color.match(/\d+/g)?.map(Number) ?? []
        probe.remove()
        return wanted.length === 3 && wanted.every((value, index) => pixel?.[index] === value)
      },
      { x, y, colour },
    )
  }
}
