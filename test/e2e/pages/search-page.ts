import type { Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** The search for a node to add, at the cursor. */
export class SearchPage {
  readonly editor: EditorPage
  readonly dialog: Locator
  readonly field: Locator
  readonly options: Locator
  readonly preview: Locator

  constructor(editor: EditorPage) {
    this.editor = editor
    this.dialog = editor.page.getByRole('dialog', { name: 'Add a node' })
    this.field = this.dialog.getByRole('combobox')
    this.options = this.dialog.getByRole('option')
    this.preview = this.dialog.getByTestId('node-preview')
  }

  /** Adds what a search finds first. */
  async add(query: string): Promise<void> {
    await this.field.fill(query)
    await this.field.press('Enter')
  }
}
