/** The border between one window and the main process, without Electron: its pipe, both ends, and what they report. */
import { CHANNEL, type Bridge } from '../../core/contract/bridge'
import { DROP_CHANNEL } from '../../core/contract/dropped'
import { mainContract, type MainHandlers } from '../../core/contract/main'
import { serve } from '../../core/contract/serve'
import {
  createIpcTransport,
  type Contents,
  type Frame,
  type FrameEvent,
} from '../../electron/services/ipc-transport'
import { createElectronHost } from '../../renderer/host/electron-host'

export const OUR_PAGE = 'app://styleloom/index.html'

/**
 * Electron's pipe between one window and the main process, as `ipcMain` and the preload script see it. `pathOf` stands for
 * the system, which knows where a `File` lies.
 */
export function createPipe(url = OUR_PAGE, pathOf: (file: object) => string = () => '') {
  const mainFrame: Frame = { url, parent: null }
  const toMain: { channel: string; listener: (event: FrameEvent, message: unknown) => void }[] = []
  const toPage: ((message: unknown) => void)[] = []
  const destroyed: (() => void)[] = []
  let isDestroyed = false
  const contents: Contents = {
    ipc: { on: (channel, listener) => toMain.push({ channel, listener }) },
    isDestroyed: () => isDestroyed,
    send: (_channel, message) => toPage.forEach((listener) => listener(structuredClone(message))),
    once: (_event, listener) => destroyed.push(listener),
  }
  const postFrom = (senderFrame: Frame | null, message: unknown, on: string = CHANNEL): void =>
    toMain
      .filter(({ channel }) => channel === on)
      .forEach(({ listener }) => listener({ senderFrame }, structuredClone(message)))
  const bridge: Bridge = {
    post: (message) => postFrom(mainFrame, message),
    onMessage: (listener) => void toPage.push(listener),
    handOver: (file, ticket) => postFrom(mainFrame, { ticket, path: pathOf(file) }, DROP_CHANNEL),
  }
  const destroy = (): void => {
    isDestroyed = true
    destroyed.forEach((listener) => listener())
  }
  return { contents, bridge, mainFrame, postFrom, destroy }
}

/** Handlers of every task of the contract; those that are not given note their call and answer with nothing. */
export function everyHandler(
  given: Partial<MainHandlers>,
  note: (task: string, args: readonly unknown[]) => void = () => undefined,
): MainHandlers {
  const tasks = Object.entries(mainContract.spec).filter(([, spec]) => spec.kind === 'task')
  const noting = tasks.map(([task]) => [task, (...args: readonly unknown[]) => note(task, args)])
  return { ...(Object.fromEntries(noting) as unknown as MainHandlers), ...given }
}

export function openWindow(overrides: Partial<MainHandlers> = {}, url = OUR_PAGE) {
  const pipe = createPipe(url)
  const bugs: string[] = []
  const reportBug = (bug: Error): void => void bugs.push(bug.message)
  const intruders: string[] = []
  const transport = createIpcTransport(pipe.contents, (from) => intruders.push(from))
  const server = serve(mainContract, everyHandler(overrides), transport, { reportBug })
  const host = createElectronHost(pipe.bridge, OUR_PAGE, reportBug)
  return { host, server, bugs, intruders, pipe }
}

/** Lets everything that is under way in microtasks arrive. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))
