import { expect, type Locator, type Page } from '@playwright/test'
import type { EditorPage } from './editor-page'

type Step = 'createWritable' | 'write' | 'close'

/** What the page is told of its user's files. */
interface UserFiles {
  chosen: string
  failing: { readonly step: Step; readonly name: string } | null
  /** So many pickers are asked for too long after a click. */
  late: number
  /** While it is there, a file is not closed; it closes the one that waits. */
  hold: { finish: (() => void) | null } | null
}

declare global {
  interface Window {
    userFiles: UserFiles
  }
}

/**
 * The user's files, for a page that may open and save them: real handles of the browser, of files in the page's own
 * file system. The pickers give what the test has chosen.
 */
export class FilesPage {
  readonly editor: EditorPage
  readonly question: Locator

  private constructor(editor: EditorPage) {
    this.editor = editor
    this.question = editor.page.getByRole('dialog', { name: /^Save “/ })
  }

  /** Before the page is loaded. */
  static async prepare(editor: EditorPage): Promise<FilesPage> {
    await editor.page.addInitScript(() => {
      const files: UserFiles = { chosen: '', failing: null, late: 0, hold: null }
      window.userFiles = files
      const failAt = (step: Step): void => {
        if (files.failing?.step === step) throw new DOMException('as planned', files.failing.name)
      }
      const chosen = async () => {
        if (files.late-- > 0) throw new DOMException('Must be handling a user gesture', 'SecurityError')
        return (await navigator.storage.getDirectory()).getFileHandle(files.chosen, { create: true })
      }
      Object.assign(window, {
        showOpenFilePicker: async () => [await chosen()],
        showSaveFilePicker: chosen,
      })
      const { prototype } = FileSystemFileHandle
      const create = Object.getOwnPropertyDescriptor(prototype, 'createWritable')
        ?.value as () => Promise<FileSystemWritableFileStream>
      prototype.createWritable = async function () {
        failAt('createWritable')
        const stream = await create.call(this)
        const [write, close] = [stream.write.bind(stream), stream.close.bind(stream)]
        stream.write = async (data) => {
          failAt('write')
          await write(data)
        }
        stream.close = async () => {
          const { hold } = files
          if (hold) await new Promise<void>((finish) => (hold.finish = finish))
          // A stream whose closing fails has written nothing.
          if (files.failing?.step === 'close') await stream.abort()
          failAt('close')
          await close()
        }
        return stream
      }
    })
    return new FilesPage(editor)
  }

  private get page(): Page {
    return this.editor.page
  }

  /** What the next picker gives. */
  async choose(name: string): Promise<void> {
    await this.page.evaluate((chosen) => void (window.userFiles.chosen = chosen), name)
  }

  /** From now on every write fails at this step, with this error. */
  async failAt(step: Step, name: string): Promise<void> {
    await this.page.evaluate((failing) => void (window.userFiles.failing = failing), { step, name })
  }

  async failNoMore(): Promise<void> {
    await this.page.evaluate(() => void (window.userFiles.failing = null))
  }

  /** The next picker is asked for too long after a click. */
  async comeLate(): Promise<void> {
    await this.page.evaluate(() => void (window.userFiles.late = 1))
  }

  /** The next file takes as long to write as `act` takes. */
  async whileWriting(start: () => Promise<void>, act: () => Promise<void>): Promise<void> {
    await this.page.evaluate(() => void (window.userFiles.hold = { finish: null }))
    await start()
    await this.page.waitForFunction(() => window.userFiles.hold?.finish)
    await act()
    await this.page.evaluate(() => window.userFiles.hold?.finish?.())
  }

  /** Null for a file that is not there. */
  async read(name: string): Promise<string | null> {
    return this.page.evaluate(async (path) => {
      const root = await navigator.storage.getDirectory()
      const handle = await root.getFileHandle(path).catch(() => null)
      return handle && (await handle.getFile()).text()
    }, name)
  }

  /** As another program does. */
  async write(name: string, content: string): Promise<void> {
    await this.page.evaluate(
      async ([path, text]) => {
        const root = await navigator.storage.getDirectory()
        const stream = await (await root.getFileHandle(path, { create: true })).createWritable()
        await stream.write(text)
        await stream.close()
      },
      [name, content] as const,
    )
  }

  async remove(name: string): Promise<void> {
    await this.page.evaluate(async (path) => (await navigator.storage.getDirectory()).removeEntry(path), name)
  }

  async save(): Promise<void> {
    await this.editor.action('file.save')
  }

  async answerSaveAs(name: string): Promise<void> {
    const dialog = this.page.getByRole('dialog', { name: 'Save the graph' })
    await dialog.getByLabel('File name').fill(name)
    await dialog.getByLabel('Readable text').check()
    await dialog.getByRole('button', { name: 'Save' }).click()
  }

  async answer(button: string): Promise<void> {
    await this.question.getByRole('button', { name: button }).click()
    await expect(this.question).toBeHidden()
  }

  async expectUnsaved(unsaved: boolean): Promise<void> {
    const mark = this.page.getByRole('img', { name: 'edited' })
    if (unsaved) await expect(mark).toBeVisible()
    else {
      // While a file is written its name gives way to that news, and the mark with it.
      const name = this.page.getByTestId('document-name')
      await expect(this.page.locator('.document-name').filter({ has: name, hasNot: mark })).toBeVisible()
    }
  }
}
