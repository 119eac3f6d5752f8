/**
 * The main process' end of the border to one window. Every message is checked before the contract sees it: it must
 * come from the main frame of that window, showing our own origin. A page that loads anew says hello anew.
 */
import { CHANNEL } from '../../core/contract/bridge'
import { createInbox, type Transport } from '../../core/contract/transport'
import { APP_ORIGIN } from './app-protocol'

/** What is used of Electron's `WebFrameMain`. */
export interface Frame {
  readonly url: string
  readonly parent: unknown
}
export interface FrameEvent {
  readonly senderFrame: Frame | null
}

/** What is used of Electron's `WebContents`. Its own `ipc` hears this window only. */
export interface Contents {
  readonly ipc: { on(channel: string, listener: (event: FrameEvent, message: unknown) => void): unknown }
  isDestroyed(): boolean
  send(channel: string, message: unknown): void
  once(event: 'destroyed', listener: () => void): unknown
}

export function createIpcTransport(contents: Contents, reportIntruder: (url: string) => void): Transport {
  const inbox = createInbox()
  contents.ipc.on(CHANNEL, (event, message) => {
    if (isOurMainFrame(event.senderFrame)) inbox.deliver(message)
    else reportIntruder(event.senderFrame?.url ?? 'a frame that is gone')
  })
  contents.once('destroyed', () => inbox.close('the window was closed'))
  return {
    post(message) {
      if (!contents.isDestroyed()) contents.send(CHANNEL, message)
    },
    ...inbox.listeners,
  }
}

export function isOurMainFrame(frame: Frame | null): boolean {
  return frame !== null && frame.parent === null && isOurPage(frame.url)
}

/** The slash matters: `app://styleloom.evil/` starts with our origin too. */
export function isOurPage(url: string): boolean {
  return url.startsWith(`${APP_ORIGIN}/`)
}
