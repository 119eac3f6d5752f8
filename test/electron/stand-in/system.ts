/** What the system around the app offers: its clipboard, and its file manager. */
import { strict } from './strict'

let copied = ''

export const clipboard = strict('clipboard', {
  readText: async () => copied,
  writeText: async (text: string) => void (copied = text),
})

export const shell = strict('shell', {
  openPath: (path: string) => Promise.reject(new Error(`${path} was opened, and the test has no answer`)),
}) satisfies Partial<Record<keyof Electron.Shell, unknown>>
