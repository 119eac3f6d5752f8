import type { Workspace } from './workspace'

/** Files dropped anywhere on the window are opened; without this the browser would leave the page for them. */
export function listenToFiles(window: Window, { session }: Workspace): void {
  const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true
  window.addEventListener('dragover', (event) => {
    if (hasFiles(event)) event.preventDefault()
  })
  window.addEventListener('drop', (event) => {
    if (!hasFiles(event)) return
    event.preventDefault()
    void session.openDropped([...(event.dataTransfer?.files ?? [])]).catch(reportError)
  })
}
