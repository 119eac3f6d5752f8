import { readFile } from 'node:fs/promises'
import type { Locator } from '@playwright/test'
import type { EditorPage } from './editor-page'

/** Dialogs that lead out of the window, and what they write. */
export class WaysOutPage {
  readonly editor: EditorPage
  readonly dialog: Locator
  readonly size: Locator

  constructor(editor: EditorPage) {
    this.editor = editor
    this.dialog = editor.page.getByRole('dialog')
    this.size = this.dialog.getByTestId('size')
  }

  /** Opens an example whose picture nobody waits for. */
  async openGraph(file: string): Promise<void> {
    await this.editor.page.goto(`./?backend=wasm&example=${file}`)
    await this.editor.outline.getByRole('treeitem').first().waitFor({ state: 'attached' })
  }

  async open(action: string): Promise<void> {
    await this.editor.menu('File', action)
    await this.dialog.waitFor()
  }

  /** One of a few choices. The radio button itself lies below its words. */
  async choose(label: string): Promise<void> {
    await this.dialog.getByRole('radio', { name: label, exact: true }).check({ force: true })
  }

  async turn(label: RegExp, isOn: boolean): Promise<void> {
    await this.dialog.getByRole('switch', { name: label }).setChecked(isOn)
  }

  /** Presses a button, and reads what is downloaded then. */
  async written(button: string): Promise<{ readonly name: string; readonly bytes: Buffer }> {
    const download = await this.editor.downloaded(() =>
      this.dialog.getByRole('button', { name: button, exact: true }).click(),
    )
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  /** What the dialog would copy. */
  link(): Promise<string> {
    return this.dialog.getByRole('textbox').inputValue()
  }

  /** Opens a file through the window's own dialog. */
  async openFile(name: string, buffer: Buffer): Promise<void> {
    const chooser = this.editor.page.waitForEvent('filechooser')
    await this.editor.action('file.open')
    await (await chooser).setFiles({ name, mimeType: '', buffer })
  }

  /**
   * How far a drawing, as Chromium shows it, lies from the pixels of a PNG of the same size: the mean difference of a
   * channel, of 255, and the share of pixels that differ by a quarter of that.
   */
  async difference(svg: Buffer, png: Buffer): Promise<{ readonly mean: number; readonly share: number }> {
    return this.editor.page.evaluate(
      async ([drawn, dots]) => {
        const pixelsOf = async (url: string): Promise<ImageData> => {
          const image = new Image()
          image.src = url
          await image.decode()
          const canvas = document.createElement('canvas')
          canvas.width = image.naturalWidth
          canvas.height = image.naturalHeight
          const ctx = canvas.getContext('2d')
          if (!ctx) throw new Error('no context')
          ctx.drawImage(image, 0, 0)
          return ctx.getImageData(0, 0, canvas.width, canvas.height)
        }
        const one = await pixelsOf(`data:image/svg+xml;base64,${drawn}`)
        const other = await pixelsOf(`data:image/png;base64,${dots}`)
        if (one.width !== other.width || one.height !== other.height)
          throw new Error(`${one.width} × ${one.height} is not ${other.width} × ${other.height}`)
        let sum = 0
        let far = 0
        for (let at = 0; at < one.data.length; at += 4) {
          let most = 0
          for (let channel = 0; channel < 4; channel++) {
            const by = Math.abs((one.data[at + channel] ?? 0) - (other.data[at + channel] ?? 0))
            sum += by
            most = Math.max(most, by)
          }
          if (most > 64) far++
        }
        return { mean: sum / one.data.length, share: (far * 4) / one.data.length }
      },
      [svg.toString('base64'), png.toString('base64')] as const,
    )
  }

  /** The texts in an SVG as a browser's own XML reader finds them; throws when it is no XML. */
  async textsIn(svg: Buffer): Promise<readonly string[]> {
    return this.editor.page.evaluate((text) => {
      const read = new DOMParser().parseFromString(text, 'image/svg+xml')
      const wrong = read.querySelector('parsererror')
      if (wrong) throw new Error(wrong.textContent)
      return [...read.querySelectorAll('text')].map(({ textContent }) => textContent)
    }, svg.toString('utf8'))
  }
}
