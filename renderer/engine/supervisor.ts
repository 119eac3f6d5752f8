/**
 * Keeps one engine alive. When it dies, hangs or has grown too large, another takes its place and gets everything that
 * the one before it had been given; calls under way are asked again. Whoever calls does not notice.
 */
import { ConnectionClosed } from '../../core/contract/wire-error'
import { createDocumentSender, type DocumentSender } from '../../core/contract/document-mirror'
import type { EngineSettings, MemoryUse, RunProgress } from '../../core/contract/engine-types'
import type { Sha256 } from '../../core/base/ids'
import type { StoredValue } from '../../core/weights/tensor-store'
import { words } from '../text/words'
import type { Clock } from './clock'
import type { EngineClient, EngineProcess } from './engine-process'
import { silenceWords } from './loss-words'
import { createRecycling } from './recycling'
import { createRestartLimit } from './restart-limit'
import { createVault } from './vault'
import { createWatchdog, NO_WORK, type Watch, type Work } from './watchdog'

/** What a call may use of the engine of the moment. */
export interface RunningEngine {
  readonly client: EngineClient
  readonly documents: DocumentSender
}

export interface Supervisor {
  /**
   * Asks the engine, and asks the next one once more when it dies over it. Rejects with `ConnectionClosed` when that one
   * dies too. Where none is left, one is started for it.
   */
  call<Value>(
    work: Partial<Work>,
    ask: (engine: RunningEngine) => Promise<Value>,
    options?: CallOptions,
  ): Promise<Value>
  configure(change: Partial<EngineSettings>): void
  /** What each new engine is asked first, beside its settings and values. */
  prepareWith(ask: ((client: EngineClient) => Promise<unknown>) | null): void
  /** Another graph was opened: drops weights and pictures that nothing names any more. */
  opened(names: ReadonlySet<Sha256>): void
  /** A run came to its end. */
  finished(memory: MemoryUse): void
  /** A new engine now, and a clean slate. */
  restart(): void
  /** Bytes of weights and pictures held. */
  readonly heldBytes: number
  /** Whether a weight or picture of this name is held. */
  holds(name: Sha256): boolean
  /** Those of them that are held. */
  valuesOf(names: readonly Sha256[]): readonly StoredValue[]
  /** Holds these, and hands them to the engine. */
  give(values: readonly StoredValue[]): void
}

export interface CallOptions {
  /** The caller itself asks again. */
  readonly once?: boolean
}

export interface SupervisorOptions {
  readonly start: () => EngineProcess
  readonly clock: Clock
  readonly onProgress: (progress: RunProgress) => void
  /** Another engine took the place of one that died. `isFirst`: of the deaths in a row. */
  readonly onRestarted: (reason: string, isFirst: boolean) => void
  /** Too many died in a row: the next one comes with `restart`, or when something is asked. */
  readonly onHalted: (reason: string) => void
  readonly reportBug: (bug: unknown) => void
}

interface Life extends RunningEngine {
  readonly process: EngineProcess
}

/** Quiet for this long, the engine counts as idle. */
const IDLE_MS = 3_000

export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { clock, reportBug } = options
  const vault = createVault()
  const limit = createRestartLimit()
  const recycling = createRecycling()
  const watchdog = createWatchdog(clock, (ms) => current?.process.end(silenceWords(ms)))
  const watches = new Set<Watch>()
  let settings: Partial<EngineSettings> = {}
  let prepare: ((client: EngineClient) => Promise<unknown>) | null = null
  let current: Life | null = null
  let forgetRecycling = (): void => undefined

  function begin(): Life {
    const process = options.start()
    const { client } = process
    const life: Life = { process, client, documents: createDocumentSender() }
    current = life
    process.onSign(watchdog.sign)
    process.onLost((reason) => lose(life, reason))
    client.onStored(vault.put)
    client.onProgress((progress) => {
      for (const watch of watches)
        watch.expect({ macs: progress.total - progress.done, bytes: vault.byteLength })
      options.onProgress(progress)
    })
    if (Object.keys(settings).length > 0) tell(client.configure(settings))
    const values = vault.all()
    if (values.length > 0) tell(client.restore(values))
    if (prepare) tell(prepare(client))
    return life
  }

  /** Nobody waits for it; an engine that dies over it is replaced by one that is told anew. */
  function tell(told: Promise<unknown>): void {
    told.catch((thrown: unknown) => {
      if (!(thrown instanceof ConnectionClosed)) reportBug(thrown)
    })
  }

  function lose(life: Life, reason: string): void {
    if (current !== life) return
    current = null
    life.process.end(reason)
    if (limit.mayRestart(clock.now())) {
      begin()
      options.onRestarted(reason, limit.deaths === 1)
    } else {
      options.onHalted(reason)
    }
  }

  function replace(reason: string): void {
    const old = current
    current = null
    old?.process.end(reason)
    begin()
  }

  function recycleWhenIdle(): void {
    forgetRecycling = clock.after(IDLE_MS, () => {
      if (watches.size > 0 || current === null) return
      recycling.recycled()
      replace(words.engine.wasReplaced)
    })
  }

  begin()
  return {
    async call(work, ask, { once = false } = {}) {
      forgetRecycling()
      const watch = watchdog.begin({ ...NO_WORK, ...work })
      watches.add(watch)
      try {
        for (let isRetry = once; ; isRetry = true) {
          try {
            return await ask(current ?? begin())
          } catch (thrown) {
            if (isRetry || !(thrown instanceof ConnectionClosed)) throw thrown
          }
        }
      } finally {
        watches.delete(watch)
        watch.end()
      }
    },
    configure(change) {
      settings = { ...settings, ...change }
      if (current) tell(current.client.configure(change))
    },
    prepareWith(ask) {
      prepare = ask
    },
    opened(names) {
      vault.keep(names)
      recycling.opened()
      if (current) tell(current.client.keep([...names]))
    },
    finished(memory) {
      limit.worked()
      forgetRecycling()
      if (recycling.isDue(memory)) recycleWhenIdle()
    },
    restart() {
      limit.worked()
      replace(words.engine.wasRestarted)
    },
    holds: (name) => vault.has(name),
    valuesOf: (names) => vault.of(names),
    give(values) {
      for (const value of values) vault.put(value)
      if (current && values.length > 0) tell(current.client.restore(values))
    },
    get heldBytes() {
      return vault.byteLength
    },
  }
}
