/** A transport over what workers and message ports have in common. Core knows neither, only this shape. */
import { createInbox, type Transport } from './transport'

export interface Port {
  postMessage(message: unknown, transfer: ArrayBuffer[]): void
  addEventListener(
    type: 'message' | 'messageerror',
    listener: (event: { readonly data: unknown }) => void,
  ): void
}

export interface PortTransport extends Transport {
  /** Whoever owns the worker tells that it is gone: a port itself never says so. */
  close(reason: string): void
}

export function createPortTransport(port: Port): PortTransport {
  const inbox = createInbox()
  port.addEventListener('message', (event) => inbox.deliver(event.data))
  port.addEventListener('messageerror', () => inbox.close('a message could not be read'))
  return {
    post: (message, transfer) => port.postMessage(message, [...(transfer ?? [])]),
    ...inbox.listeners,
    close: inbox.close,
  }
}
