import { safeParse } from 'valibot'
import { required } from '../base/assert'
import { createCancelSource, type CancelSource } from './cancellation'
import type { Contract, ContractSpec, EmittersOf, HandlersOf, TaskSpec } from './define'
import { complaint, parseMessage } from './message'
import type { Call, Message, Reply, Transport } from './transport'
import { toWireError } from './wire-error'

export interface Server<C> {
  /** One function an event. What is told before the other side's hello waits for it. */
  readonly emit: EmittersOf<C>
  /** Called when the other side is gone; the work it had asked for is cancelled then. */
  onClosed(listener: (reason: string) => void): void
}

export interface ServerOptions {
  /** Gets what no caller can be told: a message that is none, an error after the caller has died. */
  readonly reportBug: (bug: Error) => void
}

type AnyHandler = (...args: readonly unknown[]) => unknown

/**
 * The serving side of a border. Runs the contract's guards on the arguments of every call before its handler
 * sees them; an argument that fails is our bug, and is thrown at the caller as one.
 */
export function serve<Spec extends ContractSpec>(
  contract: Contract<Spec>,
  handlers: HandlersOf<Contract<Spec>>,
  transport: Transport,
  options: ServerOptions,
): Server<Contract<Spec>> {
  const running = new Map<number, CancelSource>()
  let early: Message[] = []
  // 0: nobody has said hello yet, or whoever did speaks another version.
  let session = 0
  let sessions = 0
  let closed: string | null = null

  function post(message: Message, transfer?: readonly ArrayBuffer[]): void {
    if (closed === null) transport.post(message, transfer)
  }

  function greet(version: string): void {
    cancelAll()
    session = version === contract.version ? ++sessions : 0
    post({ kind: 'hello', contract: contract.name, version: contract.version, session })
    if (session === 0) return
    for (const message of early) post(message)
    early = []
  }

  function cancelAll(): void {
    for (const source of running.values()) source.cancel()
    running.clear()
  }

  async function answer({ id, task, args }: Call): Promise<void> {
    const asked = session
    const source = createCancelSource()
    running.set(id, source)
    try {
      const spec = findTask(contract, task)
      const checked = guardArguments(`${contract.name}.${task}`, spec, args)
      const handler = required<unknown>(Reflect.get(handlers, task), `the handler of ${task}`) as AnyHandler
      const value = await (spec.cancellable ? handler(...checked, source.cancellation) : handler(...checked))
      post({ kind: 'reply', session: asked, id, outcome: { value } }, spec.movedResult(value))
    } catch (thrown) {
      if (closed === null && asked === session) refuse(asked, id, thrown)
      else
        options.reportBug(
          new Error(`Internal error: ${contract.name}.${task} failed unheard`, { cause: thrown }),
        )
    } finally {
      // After a new hello the same id may belong to another call.
      if (running.get(id) === source) running.delete(id)
    }
  }

  function refuse(asked: number, id: number, thrown: unknown): void {
    const reply: Reply = { kind: 'reply', session: asked, id, outcome: { error: toWireError(thrown) } }
    post(reply)
  }

  function receive(message: Message | null): void {
    switch (message?.kind) {
      case 'hello':
        return greet(message.version)
      case 'call':
        if (session === 0)
          refuse(0, message.id, new Error(`"${contract.name}" was called before a matching hello`))
        else void answer(message)
        return
      case 'cancel':
        running.get(message.id)?.cancel()
        return
      default:
        options.reportBug(
          new Error(`Internal error: the serving side of "${contract.name}" got no known message`),
        )
    }
  }

  const closeListeners: ((reason: string) => void)[] = []
  transport.onClose((reason) => {
    closed = reason
    cancelAll()
    for (const listener of closeListeners) listener(reason)
  })
  transport.onMessage((data) => receive(parseMessage(data)))

  const emitters = Object.entries(contract.spec)
    .filter(([, spec]) => spec.kind === 'event')
    .map(([name]) => [
      name,
      (value: unknown): void => {
        if (session === 0) early.push({ kind: 'event', name, value })
        else post({ kind: 'event', name, value })
      },
    ])
  return {
    emit: Object.fromEntries(emitters) as EmittersOf<Contract<Spec>>,
    onClosed(listener) {
      if (closed === null) closeListeners.push(listener)
      else listener(closed)
    },
  }
}

function findTask(contract: Contract<ContractSpec>, task: string): TaskSpec {
  const spec = Object.hasOwn(contract.spec, task) ? contract.spec[task] : undefined
  if (spec?.kind !== 'task')
    throw new Error(`Internal error: contract "${contract.name}" has no task "${task}"`)
  return spec
}

function guardArguments(where: string, spec: TaskSpec, args: readonly unknown[]): readonly unknown[] {
  if (args.length !== spec.guards.length) {
    throw new Error(`Internal error: ${where} takes ${spec.guards.length} arguments, got ${args.length}`)
  }
  return spec.guards.map((guard, index) => {
    const parsed = safeParse(guard, args[index])
    if (!parsed.success)
      throw new Error(`Internal error: ${where}, argument ${index + 1}: ${complaint(parsed.issues)}`)
    return parsed.output
  })
}
