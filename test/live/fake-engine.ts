/** Engines that answer when the test says so, and die when it wants them to. */
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { fail, ok, type Result } from '../../core/base/result'
import type { Cancellation } from '../../core/contract/cancellation'
import { createDocumentMirror, type DocumentUpdate } from '../../core/contract/document-mirror'
import type { EngineSettings, RenderReport, RunProgress } from '../../core/contract/engine-types'
import { ConnectionClosed } from '../../core/contract/wire-error'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { emptyDocument, type Document, type PortRef } from '../../core/doc/document'
import type { StoredValue } from '../../core/weights/tensor-store'
import type { EngineProcess } from '../../renderer/engine/engine-process'

type Outcome<T> = Result<T, readonly Diagnostic[]>

export const REPORT: RenderReport = {
  pictures: [{ node: nodeId('image'), width: 1, height: 1, samples: 1, rgba: [new Uint8ClampedArray(4)] }],
  backend: 'wasm',
  compileMs: 0,
  runMs: 1,
  diagnostics: [],
  fallback: null,
  halfPrecision: false,
  account: [],
  inspected: [],
  memory: { weights: 0, results: 0, sessions: 0, heap: 0 },
}

export interface FakeRun {
  /** As the engine's mirror holds it. */
  readonly document: Document
  readonly whole: boolean
  readonly inspected: readonly PortRef[]
  readonly cancellation: Cancellation | undefined
  finish(result?: Outcome<RenderReport>): Promise<void>
}

export interface FakeEngine extends EngineProcess {
  readonly runs: FakeRun[]
  /** All it was asked, in order, as `task details`. */
  readonly asked: string[]
  isAlive: boolean
  stores(value: StoredValue): void
  progress(progress: RunProgress): void
  /** Answers the save that waits. */
  finishSave(): Promise<void>
  die(reason: string): Promise<void>
}

export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve()
}

export function fakeEngine(): FakeEngine {
  const runs: FakeRun[] = []
  const asked: string[] = []
  const lost: ((reason: string) => void)[] = []
  const signs: (() => void)[] = []
  const pending = new Set<(reason: string) => void>()
  const saves: (() => void)[] = []
  const mirror = createDocumentMirror()
  let onStored: (value: StoredValue) => void = () => undefined
  let onProgress: (progress: RunProgress) => void = () => undefined

  /** A call that stays open until `settleWith` gets its answer, or the engine dies. */
  function call<T>(what: string, open: (resolve: (value: T) => void) => void): Promise<T> {
    asked.push(what)
    if (!engine.isAlive) return Promise.reject(new ConnectionClosed(`${what}: dead`))
    return new Promise<T>((resolve, reject) => {
      const abort = (reason: string): void => reject(new ConnectionClosed(reason))
      pending.add(abort)
      open((value) => {
        pending.delete(abort)
        for (const sign of signs) sign()
        resolve(value)
      })
    })
  }

  function end(reason: string): void {
    if (!engine.isAlive) return
    engine.isAlive = false
    for (const abort of pending) abort(reason)
    for (const listener of lost) listener(reason)
  }

  const engine: FakeEngine = {
    runs,
    asked,
    isAlive: true,
    stores: (value) => onStored(value),
    progress(progress) {
      for (const sign of signs) sign()
      onProgress(progress)
    },
    async finishSave() {
      required(saves.shift(), 'a save that waits')()
      await settle()
    },
    async die(reason) {
      end(reason)
      await settle()
    },
    onLost: (listener) => void lost.push(listener),
    onSign: (listener) => void signs.push(listener),
    end,
    client: {
      render(update: DocumentUpdate, inspected: readonly PortRef[], cancellation?: Cancellation) {
        const document = mirror.apply(update)
        return call(`render ${update.kind}`, (resolve) => {
          runs.push({
            document,
            whole: update.kind === 'whole',
            inspected,
            cancellation,
            async finish(result = ok(REPORT)) {
              resolve(result)
              await settle()
            },
          })
        })
      },
      configure: (change: Partial<EngineSettings>) =>
        call(`configure ${JSON.stringify(change)}`, (resolve) => resolve(null)),
      calibrate: () => call('calibrate', (resolve) => resolve(fail('nothing runs here'))),
      restore: (values) =>
        call(`restore ${values.map(({ sha256 }) => sha256).join(' ')}`, (resolve) => resolve(null)),
      keep: (names) => call(`keep ${names.join(' ')}`, (resolve) => resolve(null)),
      saveGraph: (_document, format) =>
        call(`save ${format}`, (resolve) =>
          saves.push(() => resolve(ok({ bytes: new Uint8Array(3), companions: [], warnings: [] }))),
        ),
      openGraph: (name) =>
        call(`open ${name}`, (resolve) =>
          resolve(
            ok({
              document: { project: emptyDocument(name).project, nodes: [], links: [], blocks: [] },
              companions: name.endsWith('.json') ? ['a.safetensors'] : [],
              warnings: [],
              expected: null,
            }),
          ),
        ),
      judgeResult: () => call('judge', (resolve) => resolve({ kind: 'identical' })),
      takeValues: () => call('take values', (resolve) => resolve(fail([]))),
      hashesIn: () => call('hashes', (resolve) => resolve([])),
      putCompanion: (path) => call(`companion ${path}`, (resolve) => resolve(ok(null))),
      importCheckpoint: () => call('import', (resolve) => resolve(fail([]))),
      putPicture: () => call('picture', (resolve) => resolve(fail([]))),
      renderAside: () => call('render aside', (resolve) => resolve(fail([]))),
      compareBackends: () => call('compare', (resolve) => resolve(fail([]))),
      saveForSharing: () => call('save for sharing', (resolve) => resolve(fail([]))),
      saveParityReport: () => call('save parity', (resolve) => resolve(fail([]))),
      exportOnnx: () => call('export', (resolve) => resolve(ok(new Uint8Array(1)))),
      onStored(listener) {
        onStored = listener
        return () => undefined
      },
      onProgress(listener) {
        onProgress = listener
        return () => undefined
      },
      onCompared: () => () => undefined,
      onProgressAside: () => () => undefined,
      onLifeline: () => () => undefined,
      onBroken: () => () => undefined,
    },
  }
  return engine
}

/** Hands out one engine after the other and remembers them. */
export function fakeEngines(): {
  readonly all: FakeEngine[]
  start(): FakeEngine
  readonly last: FakeEngine
} {
  const all: FakeEngine[] = []
  return {
    all,
    start() {
      const engine = fakeEngine()
      all.push(engine)
      return engine
    },
    get last() {
      return required(all.at(-1), 'an engine')
    },
  }
}
