/** Calls in both directions over a channel of messages. Calls begin in the order in which they were made. */
export interface Channel {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
}

type Call = { readonly kind: 'call'; readonly id: number; readonly name: string; readonly args: unknown[] }
type Reply = { readonly kind: 'reply'; readonly id: number; readonly value: unknown }
type Failure = { readonly kind: 'failure'; readonly id: number; readonly text: string }

export type Methods<T> = { readonly [Key in keyof T]: (...args: never[]) => Promise<unknown> }

export interface Peer<Theirs> {
  readonly theirs: Theirs
  /** The other side is gone: what it was asked fails. */
  close(reason: string): void
}

export function createPeer<Theirs extends Methods<Theirs>, Ours extends Methods<Ours>>(
  channel: Channel,
  ours: Ours,
): Peer<Theirs> {
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  let lastId = 0
  let closed: string | null = null

  async function answer({ id, name, args }: Call): Promise<void> {
    try {
      const method = Object.hasOwn(ours, name) ? ours[name as keyof Ours] : undefined
      if (method === undefined) throw new Error(`There is no "${name}" on this side`)
      const value: unknown = await Reflect.apply(method, ours, args)
      if (closed === null) channel.send({ kind: 'reply', id, value } satisfies Reply)
    } catch (thrown) {
      const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown)
      if (closed === null) channel.send({ kind: 'failure', id, text } satisfies Failure)
    }
  }

  channel.onMessage((data) => {
    const message = data as Call | Reply | Failure
    if (message.kind === 'call') return void answer(message)
    const call = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.kind === 'reply') call?.resolve(message.value)
    else call?.reject(new Error(message.text))
  })

  const theirs = new Proxy(
    {},
    {
      get: (_target, name) =>
        typeof name === 'symbol' || name === 'then'
          ? undefined
          : (...args: unknown[]) =>
              new Promise((resolve, reject) => {
                if (closed !== null) return reject(new Error(closed))
                const id = ++lastId
                waiting.set(id, { resolve, reject })
                channel.send({ kind: 'call', id, name, args } satisfies Call)
              }),
    },
  ) as Theirs

  return {
    theirs,
    close(reason) {
      closed = reason
      for (const { reject } of waiting.values()) reject(new Error(reason))
      waiting.clear()
    },
  }
}
