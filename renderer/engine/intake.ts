/**
 * Weights and pictures on their way into the engine. Between their reading and the document that names them nobody knows
 * them by name, so whatever takes some in does all of it as one piece of work, during which nothing is dropped.
 */
import type { Sha256 } from '../../core/base/ids'
import { ok, type Result } from '../../core/base/result'
import { documentFromData, type ImportedCheckpoint, type OpenedGraph } from '../../core/contract/engine-types'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { PictureRef } from '../../core/nodedef/params'
import type { EngineClient } from './engine-process'
import type { Supervisor } from './supervisor'

type Outcome<T> = Result<T, readonly Diagnostic[]>

/** All that puts values into the engine. */
export interface Intake {
  openGraph(name: string, bytes: Uint8Array): Promise<Outcome<OpenedGraph>>
  /** Hands over a file that the opened graph refers to; null says there is none. */
  putCompanion(path: string, bytes: Uint8Array | null): Promise<Outcome<null>>
  /** Keeps those of the named values that a file holds, and names them. Fails when it holds none. */
  takeValues(bytes: Uint8Array, wanted: readonly Sha256[]): Promise<Outcome<readonly Sha256[]>>
  importCheckpoint(name: string, bytes: Uint8Array): Promise<Outcome<ImportedCheckpoint>>
  putPicture(name: string, png: Uint8Array): Promise<Outcome<PictureRef>>
}

export type Holding = <Value>(work: (intake: Intake) => Promise<Value>) => Promise<Value>

/** Asks the engine for something that has to do with this many bytes. */
export type AskFor = <T>(
  work: { readonly bytes: number },
  task: (client: EngineClient) => Promise<Outcome<T>>,
) => Promise<Outcome<T>>

export function createIntake(ask: AskFor, engine: Pick<Supervisor, 'prepareWith'>): Intake {
  return {
    async openGraph(name, bytes) {
      const opened = await ask({ bytes: bytes.length }, (client) => client.openGraph(name, bytes))
      if (!opened.ok) return opened
      // The worker knows which files are awaited; another one must learn it before they come.
      const awaitsMore = opened.value.companions.length > 0
      engine.prepareWith(awaitsMore ? (client) => client.openGraph(name, bytes) : null)
      return ok({ ...opened.value, document: documentFromData(opened.value.document) })
    },
    putCompanion: (path, bytes) =>
      ask({ bytes: bytes?.length ?? 0 }, (client) => client.putCompanion(path, bytes)),
    takeValues: (bytes, wanted) => ask({ bytes: bytes.length }, (client) => client.takeValues(bytes, wanted)),
    async importCheckpoint(name, bytes) {
      const imported = await ask({ bytes: bytes.length }, (client) => client.importCheckpoint(name, bytes))
      return imported.ok
        ? ok({ ...imported.value, document: documentFromData(imported.value.document) })
        : imported
    },
    putPicture: (name, png) => ask({ bytes: png.length }, (client) => client.putPicture(name, png)),
  }
}

/** Drops what is not needed any more, at once or when the last piece of work that takes something in has ended. */
export interface Dropping {
  due(): void
  during<Value>(work: () => Promise<Value>): Promise<Value>
}

export function createDropping(drop: () => void): Dropping {
  let underWay = 0
  let isDue = false

  function dropIfDue(): void {
    if (!isDue || underWay > 0) return
    isDue = false
    drop()
  }

  return {
    due() {
      isDue = true
      dropIfDue()
    },
    async during(work) {
      underWay++
      try {
        return await work()
      } finally {
        underWay--
        dropIfDue()
      }
    },
  }
}
