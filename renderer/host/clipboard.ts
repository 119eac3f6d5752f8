/** The system's clipboard outside of its own events. It may be forbidden to the page: then the answers say so. */
import type { MainClient } from '../../core/contract/main'

export interface HostClipboard {
  /** Null when it may not be read, or holds no text. */
  read(): Promise<string | null>
  /** True when the text is there. */
  write(text: string): Promise<boolean>
}

export function createElectronClipboard(client: MainClient): HostClipboard {
  return { read: () => client.readClipboard(), write: (text) => client.writeClipboard(text) }
}

export function createBrowserClipboard(window: Window): HostClipboard {
  return {
    async read() {
      try {
        return await window.navigator.clipboard.readText()
      } catch {
        return null
      }
    },
    async write(text) {
      try {
        await window.navigator.clipboard.writeText(text)
        return true
      } catch {
        return writeByCommand(window, text)
      }
    },
  }
}

/** What a page may do after a click where it lacks the permission. Deprecated, and without a successor. */
function writeByCommand(window: Window, text: string): boolean {
  let isWritten = false
  function write(event: ClipboardEvent): void {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    // The window's own listener would copy again.
    event.stopImmediatePropagation()
    isWritten = event.clipboardData !== null
  }
  window.addEventListener('copy', write, { capture: true })
  window.document.execCommand('copy')
  window.removeEventListener('copy', write, { capture: true })
  return isWritten
}
