/** The desktop app as a user sees it: its page, and what the system shows around it. */
import { expect, type Locator } from '@playwright/test'
import type { MenuActionId } from '../../../core/contract/menu'
import { EditorPage } from '../../e2e/pages/editor-page'
import type { DesktopApp } from './desktop-app'

export interface ShownItem {
  /** Labels from the menu bar down: `File > Save`. */
  readonly path: string
  readonly id: string | undefined
  readonly accelerator: string | undefined
  readonly enabled: boolean
  readonly checked: boolean
}

export class Desktop {
  readonly app: DesktopApp

  constructor(app: DesktopApp) {
    this.app = app
  }

  /** Of the page as it is now. */
  get editor(): EditorPage {
    return new EditorPage(this.app.page())
  }

  title(): Promise<string> {
    return this.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getTitle() ?? '')
  }

  /** Every item of the native menu but the separators. */
  menu(): Promise<readonly ShownItem[]> {
    return this.app.evaluate(({ Menu }) => {
      const itemsOf = (menu: Electron.Menu, above: string): ShownItem[] =>
        menu.items.flatMap((item) => {
          const path = above === '' ? item.label : `${above} > ${item.label}`
          if (item.type === 'separator') return []
          if (item.submenu) return itemsOf(item.submenu, path)
          const { id, accelerator, enabled, checked } = item
          return [{ path, id, accelerator: accelerator ?? undefined, enabled, checked }]
        })
      const menu = Menu.getApplicationMenu()
      return menu === null ? [] : itemsOf(menu, '')
    })
  }

  /**
   * Chooses an item of the native menu as a click would: by its action or, of recent files, by its label. An item that is
   * grey is waited for: the menu hears a moment late of what can be done.
   */
  async choose(wanted: MenuActionId | { readonly label: string }): Promise<void> {
    await expect(() => this.click(wanted)).toPass({ timeout: 30_000 })
  }

  private async click(wanted: MenuActionId | { readonly label: string }): Promise<void> {
    await this.app.evaluate(
      ({ Menu }, sought) => {
        const items = (menu: Electron.Menu): Electron.MenuItem[] =>
          menu.items.flatMap((item) => [item, ...(item.submenu ? items(item.submenu) : [])])
        const menu = Menu.getApplicationMenu()
        const [[name, value]] = Object.entries(sought) as [['id' | 'label', string]]
        const item = menu && items(menu).find((found) => found[name] === value)
        if (!item) throw new Error(`The menu has no ${value}`)
        if (!item.enabled) throw new Error(`${value} is greyed`)
        ;(item.click as () => void)()
      },
      typeof wanted === 'string' ? { id: wanted } : wanted,
    )
  }

  bounds(): Promise<Electron.Rectangle> {
    return this.app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) throw new Error('There is no window')
      return window.getNormalBounds()
    })
  }

  /** The next file dialogs end with this path; null: cancelled. */
  async answerDialogs(path: string | null): Promise<void> {
    await this.app.evaluate(({ dialog }, chosen) => {
      const canceled = chosen === null
      Object.assign(dialog, {
        showOpenDialog: async () => ({ canceled, filePaths: canceled ? [] : [chosen] }),
        showSaveDialog: async () => ({ canceled, filePath: chosen ?? '' }),
      })
    }, path)
  }

  /** The graph in front, by its name; `•` says that it is not saved. */
  async expectTitle(name: string): Promise<void> {
    await expect.poll(() => this.title(), 'the title of the window').toBe(`${name} - Styleloom`)
  }

  tab(name: string | RegExp): Locator {
    return this.app.page().getByRole('tab', { name })
  }

  /** The question about unsaved work. */
  get question(): Locator {
    return this.app.page().getByRole('dialog', { name: /^Save the changes to/ })
  }

  /** Changes the first lesson. */
  async edit(seed = '77'): Promise<void> {
    await this.editor.select('z')
    await this.editor.setNumber('seed', seed)
    await expect(this.editor.param('seed').getByRole('spinbutton')).toHaveValue(seed)
    await expect.poll(() => this.title()).toContain('•')
  }

  /** The next questions of the main process get this button; what was asked is in `asked`. */
  async answerQuestions(button: number): Promise<void> {
    await this.app.evaluate(({ dialog }, response) => {
      const asked: string[] = []
      Object.assign(dialog, {
        asked,
        showMessageBox: async (...given: readonly unknown[]) => {
          asked.push((given.at(-1) as Electron.MessageBoxOptions).message)
          return { response, checkboxChecked: false }
        },
      })
    }, button)
  }

  asked(): Promise<readonly string[]> {
    return this.app.evaluate(({ dialog }) => (dialog as unknown as { asked: string[] }).asked)
  }

  /** Runs JavaScript on the page, also where Playwright has lost it to a crash. */
  execute<Value>(code: string): Promise<Value> {
    return this.app.evaluate(({ BrowserWindow }, script) => {
      const [window] = BrowserWindow.getAllWindows()
      if (!window) throw new Error('There is no window')
      return window.webContents.executeJavaScript(script) as Promise<Value>
    }, code)
  }

  /** Drops a file of the user's on the window, as the system's file manager does. */
  async dropFile(path: string): Promise<void> {
    const page = this.app.page()
    await page.evaluate((file) => {
      if ('__standIn' in window) window.__standIn.placeFile(file)
    }, path)
    const devtools = await page.context().newCDPSession(page)
    const data = { items: [], files: [path], dragOperationsMask: 1 }
    for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
      await devtools.send('Input.dispatchDragEvent', { type, x: 640, y: 400, data })
    await devtools.detach()
  }

  /** As the window's own button does; the process may stay, or end. */
  async closeWindow(): Promise<void> {
    await this.app.evaluate(({ BrowserWindow }) => {
      // Not within this call: the process may end before it can answer.
      setTimeout(() => BrowserWindow.getAllWindows()[0]?.close(), 0)
    })
  }

  /** As the system's Quit does. */
  async quit(): Promise<void> {
    await this.app.evaluate(({ app }) => {
      setTimeout(() => app.quit(), 0)
    })
  }
}
