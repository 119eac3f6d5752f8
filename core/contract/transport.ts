/**
 * What carries messages across a process border, and the messages themselves. A transport knows nothing of
 * contracts: it delivers plain data in order, and says once, with a reason, when the other side is gone.
 */
export interface Transport {
  /** Throws when the message holds something that cannot be cloned. Does nothing after the close. */
  post(message: Message, transfer?: readonly ArrayBuffer[]): void
  onMessage(listener: (message: unknown) => void): void
  /** Called at most once; called at once when the transport is closed already. */
  onClose(listener: (reason: string) => void): void
}

/** A thrown error as plain data. `cause` is one level of the same, to any depth an error had. */
export interface WireError {
  readonly name: string
  readonly message: string
  readonly stack?: string
  readonly cause?: WireError
}

export type Message = Hello | Call | Cancel | Reply | ContractEvent

/** The first message of each side. The serving side answers with the `session` that its replies will carry. */
export interface Hello {
  readonly kind: 'hello'
  readonly contract: string
  readonly version: string
  readonly session: number
}

export interface Call {
  readonly kind: 'call'
  readonly id: number
  readonly task: string
  readonly args: readonly unknown[]
}

/** Asks a running call to end early; the call still gets its reply. */
export interface Cancel {
  readonly kind: 'cancel'
  readonly id: number
}

/** `session` keeps a reply meant for a window before its reload from reaching the window after it. */
export interface Reply {
  readonly kind: 'reply'
  readonly session: number
  readonly id: number
  readonly outcome: { readonly value?: unknown } | { readonly error: WireError }
}

export interface ContractEvent {
  readonly kind: 'event'
  readonly name: string
  readonly value?: unknown
}

/** Two transports that talk to each other in one process: for tests, and for a caller that needs no worker. */
export interface TransportPair {
  readonly near: Transport
  readonly far: Transport
  /** Ends both sides, as the death of a process would. */
  close(reason: string): void
}

/**
 * Delivers in later microtasks, never inside `post`, so that code sees the order that a real border has.
 * @param clone what happens to a message on the way; a test passes `structuredClone` to be as strict as a process
 */
export function createTransportPair(
  clone: (message: Message, transfer: readonly ArrayBuffer[]) => Message = (message) => message,
): TransportPair {
  const near = createInbox()
  const far = createInbox()
  return {
    near: { post: (message, transfer) => far.deliver(clone(message, transfer ?? [])), ...near.listeners },
    far: { post: (message, transfer) => near.deliver(clone(message, transfer ?? [])), ...far.listeners },
    close(reason) {
      near.close(reason)
      far.close(reason)
    },
  }
}

interface Inbox {
  readonly listeners: Pick<Transport, 'onMessage' | 'onClose'>
  deliver(message: unknown): void
  close(reason: string): void
}

/** The listening half of a transport: what arrived before anybody listened is kept, and the close is told once. */
export function createInbox(): Inbox {
  const waiting: unknown[] = []
  let receive: ((message: unknown) => void) | null = null
  let closed: string | null = null
  const closeListeners: ((reason: string) => void)[] = []

  function flush(): void {
    while (receive !== null && closed === null && waiting.length > 0) receive(waiting.shift())
  }
  return {
    listeners: {
      onMessage(listener) {
        receive = listener
        void Promise.resolve().then(flush)
      },
      onClose(listener) {
        if (closed === null) closeListeners.push(listener)
        else listener(closed)
      },
    },
    deliver(message) {
      waiting.push(message)
      void Promise.resolve().then(flush)
    },
    close(reason) {
      if (closed !== null) return
      closed = reason
      for (const listener of closeListeners) listener(reason)
    },
  }
}
