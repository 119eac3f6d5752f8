import { safeParse } from 'valibot'
import { assert } from '../base/assert'
import type { Cancellation } from './cancellation'
import type { ClientOf, Contract, ContractSpec } from './define'
import { complaint, parseMessage } from './message'
import type { Call, Message, Reply, Transport } from './transport'
import { ConnectionClosed, RemoteError } from './wire-error'

export interface Connection<C> {
  readonly client: ClientOf<C>
  /** The reason why the border is gone, told once: the other side died, is of another version, or `close` was called. */
  onClosed(listener: (reason: string) => void): void
  /** Rejects every pending and later call with `reason`. Does not end the other side. */
  close(reason: string): void
}

export interface ClientOptions {
  /** Gets what cannot be thrown at a caller: a message that is none, an event of the wrong shape. */
  readonly reportBug: (bug: Error) => void
}

interface Pending {
  readonly task: string
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: Error) => void
}

/**
 * The calling side of a border. Says hello first; calls made before the answer wait for it. Register event
 * listeners in the same turn: the other side holds its events back until our hello.
 */
export function connect<Spec extends ContractSpec>(
  contract: Contract<Spec>,
  transport: Transport,
  options: ClientOptions,
): Connection<Contract<Spec>> {
  const pending = new Map<number, Pending>()
  const listeners = new Map<string, Set<(value: unknown) => void>>()
  const closeListeners: ((reason: string) => void)[] = []
  let waiting: (() => void)[] = []
  let session: number | null = null
  let closed: string | null = null
  let lastId = 0

  function close(reason: string): void {
    if (closed !== null) return
    closed = reason
    waiting = []
    for (const { task, reject } of pending.values()) reject(closedError(task, reason))
    pending.clear()
    for (const listener of closeListeners) listener(reason)
  }

  function closedError(task: string, reason: string): ConnectionClosed {
    return new ConnectionClosed(`${contract.name}.${task} was not finished: ${reason}`)
  }

  function afterHello(action: () => void): void {
    if (session === null) waiting.push(action)
    else action()
  }

  function send(message: Call, transfer: readonly ArrayBuffer[]): void {
    try {
      transport.post(message, transfer)
    } catch (thrown) {
      const call = pending.get(message.id)
      pending.delete(message.id)
      call?.reject(
        new Error(`${contract.name}.${message.task} could not be sent: ${String(thrown)}`, { cause: thrown }),
      )
    }
  }

  function call(
    task: string,
    args: readonly unknown[],
    cancellation: Cancellation | undefined,
  ): Promise<unknown> {
    const spec = contract.spec[task]
    assert(spec?.kind === 'task', `contract "${contract.name}" has no task "${task}"`)
    if (closed !== null) return Promise.reject(closedError(task, closed))
    const id = ++lastId
    const result = new Promise<unknown>((resolve, reject) => pending.set(id, { task, resolve, reject }))
    afterHello(() => send({ kind: 'call', id, task, args }, spec.movedArgs(args)))
    if (cancellation === undefined) return result
    // A call that still waits is sent all the same, so that its reply says that it was cancelled.
    const stop = cancellation.onCancelled(() => {
      afterHello(() => {
        if (pending.has(id)) transport.post({ kind: 'cancel', id })
      })
    })
    return result.finally(stop)
  }

  function greet(version: string, theirSession: number): void {
    if (session !== null) return
    if (version !== contract.version) {
      close(
        `the two sides speak different versions of "${contract.name}" (${contract.version} here, ${version} there); restart Styleloom to bring them together`,
      )
      return
    }
    session = theirSession
    for (const action of waiting) action()
    waiting = []
  }

  function settle({ id, session: theirs, outcome }: Reply): void {
    // Replies to a window that this one replaced are no concern of ours.
    if (theirs !== session) return
    const call = pending.get(id)
    if (call === undefined) {
      options.reportBug(new Error(`Internal error: "${contract.name}" sent a second reply to call ${id}`))
      return
    }
    pending.delete(id)
    if ('error' in outcome) call.reject(new RemoteError(`${contract.name}.${call.task}`, outcome.error))
    else call.resolve(outcome.value)
  }

  function tell(name: string, value: unknown): void {
    const spec = Object.hasOwn(contract.spec, name) ? contract.spec[name] : undefined
    if (spec?.kind !== 'event') {
      options.reportBug(new Error(`Internal error: contract "${contract.name}" has no event "${name}"`))
      return
    }
    const parsed = safeParse(spec.guard, value)
    if (parsed.success) for (const listener of [...(listeners.get(name) ?? [])]) listener(parsed.output)
    else
      options.reportBug(
        new Error(`Internal error: event ${contract.name}.${name}: ${complaint(parsed.issues)}`),
      )
  }

  function receive(message: Message | null): void {
    switch (message?.kind) {
      case 'hello':
        return greet(message.version, message.session)
      case 'reply':
        return settle(message)
      case 'event':
        return tell(message.name, message.value)
      default:
        options.reportBug(
          new Error(`Internal error: the calling side of "${contract.name}" got no known message`),
        )
    }
  }

  transport.onMessage((data) => {
    if (closed === null) receive(parseMessage(data))
  })
  transport.onClose(close)
  if (closed === null) {
    transport.post({ kind: 'hello', contract: contract.name, version: contract.version, session: 0 })
  }

  const members = Object.entries(contract.spec).map(([name, spec]) => {
    if (spec.kind === 'event') return [`on${name.charAt(0).toUpperCase()}${name.slice(1)}`, subscribe(name)]
    const arity = spec.guards.length
    return [
      name,
      (...given: readonly unknown[]) =>
        call(name, given.slice(0, arity), given[arity] as Cancellation | undefined),
    ]
  })

  function subscribe(name: string) {
    return (listener: (value: unknown) => void): (() => void) => {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set.add(listener))
      return () => void set.delete(listener)
    }
  }

  return {
    client: Object.fromEntries(members) as ClientOf<Contract<Spec>>,
    close,
    onClosed(listener) {
      if (closed === null) closeListeners.push(listener)
      else listener(closed)
    },
  }
}
