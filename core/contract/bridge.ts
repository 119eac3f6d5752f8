/** What the preload script puts into the page as `window.styleloom`: a transport without an end of its own. */
import { createInbox, type Transport } from './transport'

/** The one channel between the window and the main process. */
export const CHANNEL = 'styleloom:main'

export interface Bridge {
  post(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Tells the main process where a `File` lies, under a ticket that the page may ask for: see `dropped.ts`. */
  handOver(file: object, ticket: string): void
}

/** The page's end of the border. It never closes: without its main process there is no page. */
export function createBridgeTransport(bridge: Pick<Bridge, 'post' | 'onMessage'>): Transport {
  const inbox = createInbox()
  bridge.onMessage(inbox.deliver)
  return { post: (message) => bridge.post(message), ...inbox.listeners }
}
