import type { Page } from '@playwright/test'

interface Place {
  readonly x: number
  readonly y: number
}

/** Files of this machine in the hand of a pointer, as a file manager gives them to the browser. */
export async function carryFiles(page: Page, paths: readonly string[]) {
  const session = await page.context().newCDPSession(page)
  const data = { items: [], files: [...paths], dragOperationsMask: 1 }
  const send = (type: 'dragEnter' | 'dragOver' | 'drop', { x, y }: Place): Promise<unknown> =>
    session.send('Input.dispatchDragEvent', { type, x, y, data })
  return {
    async over(place: Place): Promise<void> {
      await send('dragEnter', place)
      await send('dragOver', place)
    },
    drop: (place: Place) => send('drop', place),
    /** The browser is not told of files that are carried out of the window here: this is what it would hear. */
    leave: () => page.evaluate(() => window.dispatchEvent(new DragEvent('dragleave'))),
  }
}

/** Carries the files there and lets them go. */
export async function dropFiles(page: Page, paths: readonly string[], place: Place): Promise<void> {
  const carried = await carryFiles(page, paths)
  await carried.over(place)
  await carried.drop(place)
}
