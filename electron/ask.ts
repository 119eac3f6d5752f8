import { BrowserWindow, dialog, type MessageBoxOptions } from 'electron'
import type { Question } from './services/trouble'

/** Asks over the window, or alone where there is none; answers with the button's index. */
export async function askUser(question: Question, signal?: AbortSignal): Promise<number> {
  const options: MessageBoxOptions = {
    type: 'warning',
    title: 'Styleloom',
    message: question.message,
    detail: question.detail,
    buttons: [...question.buttons],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
    ...(signal === undefined ? {} : { signal }),
  }
  const [window] = BrowserWindow.getAllWindows()
  const { response } =
    window === undefined ? await dialog.showMessageBox(options) : await dialog.showMessageBox(window, options)
  return response
}
