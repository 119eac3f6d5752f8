import { expect, type Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** The tabs of the open graphs. */
export class TabsPage {
  readonly bar: Locator
  readonly all: Locator
  readonly active: Locator

  constructor(private readonly editor: EditorPage) {
    this.bar = editor.page.getByTestId('tab-bar')
    this.all = this.bar.getByRole('tab')
    this.active = this.bar.getByRole('tab', { selected: true })
  }

  tab(name: string | RegExp): Locator {
    return this.bar.getByRole('tab', { name })
  }

  /** Opens a graph file through the file dialog. */
  async open(name: string, text: string | Buffer): Promise<void> {
    const chooser = this.editor.page.waitForEvent('filechooser')
    await this.editor.action('file.open')
    await (await chooser).setFiles({ name, mimeType: '', buffer: Buffer.from(text) })
    await expect(this.editor.page.getByTestId('document-name')).toHaveText(
      name.replace(/\.loom(\.json)?$/, ''),
    )
  }
}
