/** Files dropped on the window: a path that the preload script has told becomes a handle, if it is a graph's. */
import { isAbsolute } from 'node:path'
import * as v from 'valibot'
import { ok } from '../../core/base/result'
import { DROP_CHANNEL, dropMessage } from '../../core/contract/dropped'
import { extensionOf } from '../../core/contract/file-types'
import type { MainHandlers } from '../../core/contract/main'
import type { FileTasks } from './file-tasks'
import { isOurMainFrame, type Contents } from './ipc-transport'

/** Tickets that nobody came for are forgotten, the oldest first. */
const MOST_TICKETS = 64

/** What a drop may give the page to write over. All else it reads by itself, from the `File`. */
const GRAPHS = ['.loom', '.loom.json']

export function createDroppedFiles(
  contents: Pick<Contents, 'ipc'>,
  openPath: FileTasks['openPath'],
  reportIntruder: (what: string) => void,
): Pick<MainHandlers, 'openDropped'> {
  const paths = new Map<string, string>()

  contents.ipc.on(DROP_CHANNEL, (event, message) => {
    const parsed = v.safeParse(dropMessage, message)
    if (!parsed.success || !isOurMainFrame(event.senderFrame)) {
      reportIntruder('A dropped file was refused: the message is none of our page’s')
      return
    }
    const { ticket, path } = parsed.output
    if (!isAbsolute(path) || !GRAPHS.includes(extensionOf(path))) return
    paths.set(ticket, path)
    const [oldest] = paths.keys()
    if (paths.size > MOST_TICKETS && oldest !== undefined) paths.delete(oldest)
  })

  return {
    async openDropped(ticket) {
      const path = paths.get(ticket)
      paths.delete(ticket)
      return path === undefined ? ok(null) : openPath(path, 'graph')
    },
  }
}
