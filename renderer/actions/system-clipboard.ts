/** The system's clipboard outside of its own events. It may be forbidden to the page: then the answers say so. */

/** True when the text is there. */
export async function writeClipboard(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    return writeByCommand(text)
  }
}

/** Null when it may not be read. */
export async function readClipboard(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText()
  } catch {
    return null
  }
}

/** What the desktop window allows after a click. Deprecated, and without a successor. */
function writeByCommand(text: string): boolean {
  let isWritten = false
  function write(event: ClipboardEvent): void {
    event.clipboardData?.setData('text/plain', text)
    event.preventDefault()
    // The window's own listener would copy again.
    event.stopImmediatePropagation()
    isWritten = event.clipboardData !== null
  }
  window.addEventListener('copy', write, { capture: true })
  document.execCommand('copy')
  window.removeEventListener('copy', write, { capture: true })
  return isWritten
}
