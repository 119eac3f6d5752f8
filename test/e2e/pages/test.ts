import { expect, test as base } from '@playwright/test'
import { EditorPage } from './editor-page'

/**
 * A test with the editor's page. It fails when the page reports an error of any kind: an exception, a console
 * error, or a violation of the content security policy.
 */
export const test = base.extend<{ editor: EditorPage }>({
  editor: async ({ page }, use) => {
    const complaints: string[] = []
    page.on('pageerror', (error) => complaints.push(error.stack ?? error.message))
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    // The pickers of the File System Access API cannot be answered from here; without them the page downloads.
    await page.addInitScript(() => {
      Reflect.deleteProperty(window, 'showOpenFilePicker')
      Reflect.deleteProperty(window, 'showSaveFilePicker')
      document.addEventListener('securitypolicyviolation', (event) => {
        console.error(`CSP: ${event.violatedDirective} ${event.blockedURI}`)
      })
    })
    await use(new EditorPage(page))
    expect(complaints, 'errors on the page').toEqual([])
  },
})

export { expect }
