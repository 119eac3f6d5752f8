/** What the preload script puts into the page as `window.styleloom`: a transport without an end of its own. */
import { createInbox, type Transport } from './transport'

/** The one channel between the window and the main process. */
export const CHANNEL = 'styleloom:main'

export interface Bridge {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

/** The page's end of the border. It never closes: without its main process there is no page. */
export function createBridgeTransport(bridge: Bridge): Transport {
  const inbox = createInbox()
  bridge.onMessage(inbox.deliver)
  return { post: (message) => bridge.post(message), ...inbox.listeners }
}
