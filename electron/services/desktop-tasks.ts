/** The window's questions to the system around it, over what is used of Electron as arguments. */
import { LONGEST_CLIPBOARD, type ThemeChoice } from '../../core/contract/desktop'
import type { MainHandlers } from '../../core/contract/main'
import type { Log } from './log'
import type { SettingsFile } from './settings-file'

export interface DesktopParts {
  readonly settings: SettingsFile
  readonly log: Log
  /** Electron's `nativeTheme`. */
  readonly nativeTheme: { themeSource: ThemeChoice }
  /** Electron's `clipboard`. */
  readonly clipboard: { readText(): Promise<string>; writeText(text: string): Promise<void> }
  /** Whether the user is at this window: a page in the background has no business with the clipboard. */
  isFocused(): boolean
  /** Shows a folder in the system's own file manager; answers with what went wrong, or with nothing. */
  openFolder(path: string): Promise<string>
  /** The user goes on working: a quit or a restart that was under way is off. */
  keepOpen(): void
}

export type DesktopTasks = Pick<
  MainHandlers,
  | 'setThemeChoice'
  | 'readClipboard'
  | 'writeClipboard'
  | 'reportBug'
  | 'recentLog'
  | 'openLogsFolder'
  | 'keepOpen'
>

export function createDesktopTasks(parts: DesktopParts): DesktopTasks {
  const { settings, log, nativeTheme, clipboard, isFocused, openFolder, keepOpen } = parts
  return {
    setThemeChoice(choice) {
      nativeTheme.themeSource = choice
      settings.change({ theme: choice })
      return undefined
    },
    async readClipboard() {
      if (!isFocused()) return null
      const text = await clipboard.readText()
      return text.length > LONGEST_CLIPBOARD ? null : text
    },
    async writeClipboard(text) {
      if (!isFocused()) return false
      await clipboard.writeText(text)
      return true
    },
    reportBug({ message, stack }) {
      log.bug(windowBug(message, stack))
      return undefined
    },
    recentLog: () => log.tail(),
    async openLogsFolder() {
      const problem = await openFolder(log.folder)
      if (problem !== '') log.bug(new Error(`The logs folder could not be opened: ${problem}`))
      return undefined
    },
    keepOpen() {
      keepOpen()
      return undefined
    },
  }
}

function windowBug(message: string, stack: string): Error {
  const bug = new Error(`in the window: ${message}`)
  bug.stack = stack
  return bug
}
