import type { Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** The searches that open by key: find in graph, the command palette, and the list of keys. */
export class FindPage {
  readonly editor: EditorPage
  readonly panel: Locator
  readonly field: Locator
  readonly count: Locator
  readonly palette: Locator
  readonly commands: Locator
  readonly keys: Locator

  constructor(editor: EditorPage) {
    const { page } = editor
    this.editor = editor
    this.panel = page.getByTestId('find-panel')
    this.field = this.panel.getByRole('combobox', { name: 'Find in graph' })
    this.count = page.getByTestId('find-count')
    this.palette = page.getByRole('dialog', { name: 'Command palette' })
    this.commands = this.palette.getByRole('option')
    this.keys = page.getByRole('dialog', { name: 'Keys and gestures' })
  }

  async find(text: string): Promise<void> {
    await this.editor.page.keyboard.press('ControlOrMeta+f')
    await this.field.fill(text)
  }

  /** Opens the palette and types. */
  async command(text: string): Promise<void> {
    await this.editor.page.keyboard.press('ControlOrMeta+Shift+p')
    await this.palette.getByRole('combobox').fill(text)
  }

  /** How the camera stands. */
  async camera(): Promise<string> {
    const { outline } = this.editor
    return `${await outline.getAttribute('data-x')} ${await outline.getAttribute('data-y')}`
  }
}
