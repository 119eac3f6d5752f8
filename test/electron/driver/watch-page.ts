import type { Page } from '@playwright/test'

/** Tells what goes wrong on a page that its user would not see. */
export function watchPage(page: Page, complain: (complaint: string) => void): void {
  page.on('pageerror', (error) => complain(error.stack ?? error.message))
  page.on('console', (message) => {
    if (message.type() === 'error') complain(message.text())
  })
}

/** Whether an address leads away from the app. @param origin the app's own */
export function isForeign(url: string, origin: string): boolean {
  return !url.startsWith(`${origin}/`) && !/^(blob|data|about|devtools):/.test(url)
}
