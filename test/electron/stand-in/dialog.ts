import { strict } from './strict'

/** Nobody sits before this screen: a test puts its own answer in the place of the dialog that it expects. */
function unanswered(name: string): () => Promise<never> {
  return () => Promise.reject(new Error(`dialog.${name} was shown, and the test has no answer`))
}

export const dialog = strict('dialog', {
  showOpenDialog: unanswered('showOpenDialog'),
  showSaveDialog: unanswered('showSaveDialog'),
  showMessageBox: unanswered('showMessageBox'),
  showErrorBox(title: string, text: string): void {
    console.error(`${title}: ${text}`)
  },
}) satisfies Partial<Record<keyof Electron.Dialog, unknown>>
