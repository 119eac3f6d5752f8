/**
 * The live picture: follows the editor, keeps the engine busy with the newest document and nothing older, and
 * never blocks the window. A run that fails leaves the last picture standing and says why.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { Sha256 } from '../../core/base/ids'
import { fail, type Result } from '../../core/base/result'
import { createCancelSource, type Cancellation, type CancelSource } from '../../core/contract/cancellation'
import {
  documentToData,
  type Calibration,
  type EngineSettings,
  type ParityProgress,
  type ParityReport,
  type Picture,
  type RenderReport,
  type ResultToSave,
  type RunProgress,
  type SavedGraph,
} from '../../core/contract/engine-types'
import { ConnectionClosed } from '../../core/contract/wire-error'
import { error, type Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document, NodeRecord, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import type { ExpectedResult } from '../../core/file/expected'
import type { ActualResult, Reproduction } from '../../core/file/reproduction'
import { namedValues } from '../../core/weights/named-values'
import type { StoredValue } from '../../core/weights/tensor-store'
import { everyNode } from '../../core/doc/block'
import { expand } from '../../core/doc/expand'
import { ourWords } from '../blocks/our-words'
import { words } from '../text/words'
import { systemClock, type Clock } from './clock'
import { concernsPicture } from './concerns-picture'
import { startWorker, type EngineClient, type EngineProcess } from './engine-process'
import { createDropping, createIntake, type Holding } from './intake'
import { START, type LiveState } from './live-state'
import { createSupervisor } from './supervisor'
import type { Work } from './watchdog'

export type { LiveState }

type Outcome<T> = Result<T, readonly Diagnostic[]>

export interface Live {
  readonly state: ReadonlySignal<LiveState>
  configure(change: Partial<EngineSettings>): void
  /** Looks into these ports at every run from now on. */
  inspect(ports: readonly PortRef[]): void
  /** Runs the newest document, whether or not anything changed. */
  run(): void
  /** Stops the run under way; the last picture stays, and the next edit runs again. */
  stop(): void
  /** Another engine instead of the one there is; then runs. */
  restart(): void
  /**
   * Hears why an engine was lost: when another has taken its place, once for several in a row, and when none will until
   * `restart`.
   */
  onLost(listener: (reason: string, isReplaced: boolean) => void): void
  /** Weights and pictures that these nodes name outlive the document, as on the clipboard. */
  alsoKeep(nodes: () => Iterable<NodeRecord>): void
  /** Whether this window has the values of a weight or picture. */
  holds(name: Sha256): boolean
  /** Those of the named values that this window has. */
  valuesOf(names: readonly Sha256[]): readonly StoredValue[]
  /** Hands values to the engine, which holds them for as long as an open graph names them. */
  giveValues(values: readonly StoredValue[]): void
  /**
   * While `work` goes on, no weight and no picture goes from the engine. What takes some in ends with the document or the
   * edit that names them: then those that nobody names may go.
   */
  readonly holding: Holding
  /** `result` is written into a `.loom`, for whoever opens it. */
  saveGraph(
    document: Document,
    format: 'loom' | 'loom.json',
    thumbnail: Uint8Array | null,
    result?: ResultToSave | null,
  ): Promise<Outcome<SavedGraph>>
  /** A copy as `.loom` without what tells of its author; titles and notes as wanted. */
  saveForSharing(
    document: Document,
    what: { readonly titles: boolean; readonly notes: boolean },
    thumbnail: Uint8Array | null,
    result: ResultToSave | null,
  ): Promise<Outcome<Uint8Array>>
  /** Does a run still give what the graph's file says? Rejects with `ConnectionClosed` when the engine dies over it. */
  judgeResult(expected: ExpectedResult, actual: ActualResult): Promise<Reproduction>
  /** The names of all values in a file. */
  hashesIn(bytes: Uint8Array): Promise<readonly Sha256[]>
  /** Takes about a second to measure the backend in use; says why it could not. */
  calibrate(cancellation: Cancellation): Promise<Result<Calibration, string>>
  exportOnnx(document: Document, options: { readonly opset: number }): Promise<Outcome<Uint8Array>>
  /**
   * The pictures of a document beside the one that is followed, whose runs find everything as they left it. Cancelled, it
   * fails without a diagnostic.
   */
  renderAside(
    document: Document,
    cancellation: Cancellation,
    onProgress: (progress: RunProgress) => void,
  ): Promise<Outcome<readonly Picture[]>>
  /** Runs the newest document on both backends. Cancelled, it fails without a diagnostic. */
  compareBackends(
    cancellation: Cancellation,
    onProgress: (progress: ParityProgress) => void,
  ): Promise<Outcome<ParityReport>>
  /** A `.loom` with the report in it. */
  saveParityReport(document: Document, report: ParityReport): Promise<Outcome<Uint8Array>>
}

/** What the live picture stands on. */
export interface LiveParts {
  readonly start: () => EngineProcess
  readonly clock: Clock
  readonly reportBug: (bug: unknown) => void
}

/** During a drag over slow nodes a run is let through this often, so that the picture moves at all. */
const PATIENCE_MS = 700

export function createLive(
  editor: Editor,
  { start, clock, reportBug }: LiveParts = { start: startWorker, clock: systemClock, reportBug: reportError },
): Live {
  const state = signal<LiveState>(START)
  const lossListeners: ((reason: string, isReplaced: boolean) => void)[] = []
  let wanted = false
  let running: CancelSource | null = null
  let lastPicture = Number.NEGATIVE_INFINITY
  let inspected: readonly PortRef[] = []
  /** Of the graph: grows with every edit that may change its picture. */
  let generation = 0
  /** Counts the documents that were shown. */
  let showings = 0
  let keptBeside: () => Iterable<NodeRecord> = () => []

  const engine = createSupervisor({
    start,
    clock,
    reportBug,
    onProgress(progress) {
      if (state.value.status === 'running') change({ progress })
    },
    onRestarted(reason, isFirst) {
      if (isFirst) for (const listener of lossListeners) listener(reason, true)
      if (state.value.status !== 'stopped') follow()
    },
    onHalted(reason) {
      change({ ...NOT_RUNNING, status: 'failed', problem: words.engine.stopped(reason) })
      for (const listener of lossListeners) listener(reason, false)
    },
  })

  function change(part: Partial<LiveState>): void {
    state.value = { ...state.value, ...part }
  }

  /** Latest wins: an edit stops the run under way, unless the picture has stood still for too long already. */
  function follow(isOther = false): void {
    if (state.value.problem !== null) return
    wanted = true
    if (running === null) void runWanted()
    else {
      change({ status: 'running', runningSince: state.value.runningSince ?? clock.now() })
      if (isOther || clock.now() - lastPicture < PATIENCE_MS) running.cancel()
    }
  }

  async function runWanted(): Promise<void> {
    while (wanted && state.value.problem === null) {
      wanted = false
      const source = createCancelSource()
      running = source
      change({ status: 'running', progress: null, runningSince: state.value.runningSince ?? clock.now() })
      const asked = generation
      const askedFor = showings
      try {
        const result = await run(source)
        if (result.ok) engine.finished(result.value.memory)
        // What the graph that was left gives at its end belongs to nobody who is looking.
        if (askedFor !== showings) continue
        if (result.ok || !source.cancellation.cancelled) show(result, asked)
      } catch (thrown) {
        // The supervisor has started another engine, or says itself that it will not.
        if (thrown instanceof ConnectionClosed) wanted ||= !source.cancellation.cancelled
        else {
          change({
            ...NOT_RUNNING,
            status: 'failed',
            problem: thrown instanceof Error ? thrown.message : String(thrown),
          })
          reportBug(thrown)
        }
      }
    }
    running = null
  }

  function run({ cancellation }: CancelSource): Promise<Outcome<RenderReport>> {
    return engine.call(
      { bytes: engine.heldBytes },
      async ({ client, documents }) => {
        try {
          return await client.render(documents.update(editor.document), inspected, cancellation)
        } catch (thrown) {
          documents.forget()
          throw thrown
        }
      },
      { once: true },
    )
  }

  function show(result: Outcome<RenderReport>, asked: number): void {
    if (!result.ok) {
      change({ ...NOT_RUNNING, status: 'failed', diagnostics: result.error })
      return
    }
    const { pictures, backend, fallback, diagnostics } = result.value
    lastPicture = clock.now()
    const { nodes } = expand(editor.document)
    const known = new Map([...state.value.pictures].filter(([node]) => nodes.has(node)))
    for (const picture of pictures) known.set(picture.node, picture)
    change({
      ...NOT_RUNNING,
      status: 'idle',
      report: result.value,
      isCurrent: asked === generation,
      backend,
      fallback,
      diagnostics,
      pictures: known,
    })
  }

  /** Asks for something that is not a run. An engine that dies over it twice is the world's fault, so it is told. */
  async function ask<T>(
    work: Partial<Work>,
    task: (client: EngineClient) => Promise<Outcome<T>>,
  ): Promise<Outcome<T>> {
    try {
      return await engine.call(work, ({ client }) => task(client))
    } catch (thrown) {
      if (!(thrown instanceof ConnectionClosed)) throw thrown
      return fail([engineLost(thrown)])
    }
  }

  const intake = createIntake(ask, engine)
  const dropping = createDropping(() =>
    engine.opened(namedValues([...everyNode(editor.document), ...keptBeside()])),
  )

  editor.subscribe(({ diff, replaced }) => {
    const isOther = replaced || concernsPicture(diff)
    if (isOther) generation++
    if (isOther && state.value.isCurrent) change({ isCurrent: false })
    if (replaced) {
      showings++
      change({ pictures: new Map(), report: null })
      dropping.due()
    }
    if (isOther) follow(replaced)
  })

  return {
    state,
    configure(change) {
      engine.configure(change)
      follow()
    },
    inspect(ports) {
      inspected = ports
      follow()
    },
    run: () => follow(),
    stop() {
      wanted = false
      running?.cancel()
      change({ ...NOT_RUNNING, status: 'stopped' })
    },
    async calibrate(cancellation) {
      try {
        return await engine.call({}, ({ client }) => client.calibrate(cancellation), { once: true })
      } catch (thrown) {
        if (!(thrown instanceof ConnectionClosed)) throw thrown
        return fail(words.engine.lost)
      }
    },
    restart() {
      change({ problem: null })
      engine.restart()
      follow()
    },
    onLost: (listener) => void lossListeners.push(listener),
    alsoKeep(nodes) {
      keptBeside = nodes
    },
    holds: (name) => engine.holds(name),
    valuesOf: (names) => engine.valuesOf(names),
    giveValues: (values) => engine.give(values),
    holding: (work) => dropping.during(() => work(intake)),
    saveGraph: (document, format, thumbnail, result = null) =>
      ask({ bytes: engine.heldBytes }, (client) =>
        client.saveGraph(documentToData(document), format, thumbnail, result),
      ),
    saveForSharing: (document, what, thumbnail, result) =>
      ask({ bytes: engine.heldBytes }, (client) =>
        client.saveForSharing(documentToData(document), { ...what, ours: [...ourWords] }, thumbnail, result),
      ),
    judgeResult: (expected, actual) =>
      engine.call({ bytes: bytesOf(actual.pictures) }, ({ client }) => client.judgeResult(expected, actual)),
    hashesIn: (bytes) => engine.call({ bytes: bytes.length }, ({ client }) => client.hashesIn(bytes)),
    exportOnnx: (document, options) =>
      ask({ bytes: engine.heldBytes }, (client) => client.exportOnnx(documentToData(document), options)),
    async renderAside(document, cancellation, onProgress) {
      const macs = state.value.report?.account.reduce((sum, entry) => sum + entry.macs, 0) ?? 0
      return ask({ bytes: engine.heldBytes, macs }, async (client) => {
        const forget = client.onProgressAside(onProgress)
        try {
          return await client.renderAside(documentToData(document), cancellation)
        } finally {
          forget()
        }
      })
    },
    async compareBackends(cancellation, onProgress) {
      // One node may take WebGPU in software as long as the whole graph takes a slow processor.
      const macs = state.value.report?.account.reduce((sum, entry) => sum + entry.macs, 0) ?? 0
      const compared = await ask({ bytes: engine.heldBytes, macs }, async (client) => {
        const forget = client.onCompared(onProgress)
        try {
          return await client.compareBackends(documentToData(editor.document), cancellation)
        } finally {
          forget()
        }
      })
      // The engine may now keep away from WebGPU.
      if (compared.ok && compared.value.first !== null) follow()
      return compared
    },
    saveParityReport: (document, report) =>
      ask({ bytes: engine.heldBytes }, (client) => client.saveParityReport(documentToData(document), report)),
  }
}

const NOT_RUNNING = { progress: null, runningSince: null } as const

function engineLost({ message }: ConnectionClosed): Diagnostic {
  return error(
    'engine/lost',
    { kind: 'graph' },
    `The engine was lost twice over this: ${message}.`,
    'Your graph is untouched. Try again, with less in memory if you can.',
  )
}

function bytesOf(pictures: readonly Picture[]): number {
  return pictures.reduce((sum, { width, height, samples }) => sum + 4 * width * height * samples, 0)
}
