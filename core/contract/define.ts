/**
 * A process border described once, as a value: its tasks, with a guard for each argument, and its events. The
 * client, the handlers' types, the argument guards and the version handshake all derive from that value.
 */
import type { GenericSchema, InferOutput } from 'valibot'
import { undefined as nothing } from 'valibot'
import { assert } from '../base/assert'
import type { Cancellation } from './cancellation'
import { fingerprint } from './fingerprint'

export type Guard = GenericSchema

/** Methods, not function properties: every task must be assignable to the general `TaskSpec`. */
export interface TaskSpec<
  Args extends readonly unknown[] = readonly unknown[],
  Out = unknown,
  Cancellable extends boolean = boolean,
> {
  readonly kind: 'task'
  readonly guards: readonly Guard[]
  readonly cancellable: Cancellable
  /** Buffers of the arguments that move to the other side instead of being copied. */
  movedArgs(args: Args): readonly ArrayBuffer[]
  movedResult(result: Out): readonly ArrayBuffer[]
}

export interface EventSpec<Value = unknown> {
  readonly kind: 'event'
  readonly guard: GenericSchema<unknown, Value>
}

export type ContractSpec = Readonly<Record<string, TaskSpec | EventSpec>>

export interface Contract<Spec extends ContractSpec> {
  readonly name: string
  /** Changes with every task, event and guard, so that two builds which disagree never talk past each other. */
  readonly version: string
  readonly spec: Spec
}

type Tasks<Spec extends ContractSpec> = {
  [Key in keyof Spec as Spec[Key] extends TaskSpec ? Key : never]: Spec[Key]
}
type Events<Spec extends ContractSpec> = {
  [Key in keyof Spec as Spec[Key] extends EventSpec ? Key : never]: Spec[Key]
}

type CallOf<Task> =
  Task extends TaskSpec<infer Args, infer Out, infer Cancellable>
    ? true extends Cancellable
      ? (...args: [...args: Args, cancellation?: Cancellation]) => Promise<Out>
      : (...args: Args) => Promise<Out>
    : never
type HandlerOf<Task> =
  Task extends TaskSpec<infer Args, infer Out, infer Cancellable>
    ? true extends Cancellable
      ? (...args: [...args: Args, cancellation: Cancellation]) => Promise<Out> | Out
      : (...args: Args) => Promise<Out> | Out
    : never
type ValueOf<Event> = Event extends EventSpec<infer Value> ? Value : never

/** What the calling side gets: each task as a method, each event `name` as `onName(listener)`. */
export type ClientOf<C> =
  C extends Contract<infer Spec>
    ? { readonly [Key in keyof Tasks<Spec>]: CallOf<Spec[Key]> } & {
        readonly [Key in keyof Events<Spec> as `on${Capitalize<Key & string>}`]: (
          listener: (value: ValueOf<Spec[Key]>) => void,
        ) => () => void
      }
    : never

/** What the serving side must implement, every task of it. */
export type HandlersOf<C> =
  C extends Contract<infer Spec> ? { readonly [Key in keyof Tasks<Spec>]: HandlerOf<Spec[Key]> } : never

/** What the serving side may tell at any time. */
export type EmittersOf<C> =
  C extends Contract<infer Spec>
    ? { readonly [Key in keyof Events<Spec>]: (value: ValueOf<Spec[Key]>) => void }
    : never

export function defineContract<const Spec extends ContractSpec>(name: string, spec: Spec): Contract<Spec> {
  for (const member of Object.keys(spec)) {
    assert(/^[a-z][A-Za-z0-9]*$/.test(member), `contract "${name}" has a member named "${member}"`)
  }
  return { name, version: fingerprint(name, spec), spec }
}

interface TaskOptions<Out, Cancellable extends boolean> {
  /** The handler then gets a `Cancellation` after its arguments, and the caller may pass one. */
  readonly cancellable?: Cancellable
  /** Buffers of the result that move to the caller; the handler must not use them again. */
  readonly movesResult?: (result: Out) => readonly ArrayBuffer[]
}

interface ArgumentsOf<Out, Cancellable extends boolean> {
  /** One guard for each argument; they give the argument types too. */
  call<const Guards extends readonly Guard[]>(
    ...guards: Guards
  ): MovableTask<{ -readonly [I in keyof Guards]: InferOutput<Guards[I]> }, Out, Cancellable>
}

interface MovableTask<Args extends readonly unknown[], Out, Cancellable extends boolean> extends TaskSpec<
  Args,
  Out,
  Cancellable
> {
  /** Names the buffers of the arguments that move; the caller must not use them again. */
  moving(buffers: (args: Args) => readonly ArrayBuffer[]): TaskSpec<Args, Out, Cancellable>
}

/** Never for plain data; otherwise the part that a process border would not carry. */
type NotPlain<T> = T extends
  string | number | boolean | bigint | null | undefined | ArrayBuffer | ArrayBufferView
  ? never
  : T extends (...args: never[]) => unknown
    ? T
    : T extends readonly (infer Item)[]
      ? NotPlain<Item>
      : T extends object
        ? { [Key in keyof T]-?: NotPlain<T[Key]> }[keyof T]
        : never

type OptionsFor<Out, Cancellable extends boolean> = [NotPlain<Out>] extends [never]
  ? [options?: TaskOptions<Out, Cancellable>]
  : [problem: 'only plain data and typed arrays cross a process border', part: NotPlain<Out>]

/** Starts a task: `returns<Result<Info, Problem>>().call(v.string(), bytes)`. */
export function returns<Out, Cancellable extends boolean = false>(
  ...given: OptionsFor<Out, Cancellable>
): ArgumentsOf<Out, Cancellable> {
  const options = given[0] as TaskOptions<Out, Cancellable> | undefined
  return {
    call(...guards) {
      const task = {
        kind: 'task',
        guards,
        cancellable: (options?.cancellable ?? false) as Cancellable,
        movedArgs: () => [],
        movedResult: options?.movesResult ?? (() => []),
      } as const
      return { ...task, moving: (buffers) => ({ ...task, movedArgs: buffers }) }
    },
  }
}

export function event(): EventSpec<undefined>
export function event<Value>(guard: GenericSchema<unknown, Value>): EventSpec<Value>
export function event(guard: GenericSchema = nothing()): EventSpec {
  return { kind: 'event', guard }
}

/** The buffers of views that fill their buffer. A view of a part is left out, so it is copied: its rest has another owner. */
export function wholeBuffers(views: readonly ArrayBufferView[]): readonly ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  for (const { buffer, byteLength } of views) {
    if (buffer instanceof ArrayBuffer && byteLength === buffer.byteLength && byteLength > 0)
      buffers.add(buffer)
  }
  return [...buffers]
}
