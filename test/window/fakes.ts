/** A window's surroundings that answer at once and note what they were asked. */
import { signal } from '@preact/signals'
import { required } from '../../core/base/assert'
import { fail, ok } from '../../core/base/result'
import { encodeUtf8 } from '../../core/base/utf8'
import { fileProblem } from '../../core/contract/file-problem'
import { fileError } from '../../core/diagnostic/diagnostic'
import { createDocument, type Document } from '../../core/doc/document'
import type { Live } from '../../renderer/engine/live'
import { START } from '../../renderer/engine/live-state'
import type { FileHandle, Host, OpenedFile } from '../../renderer/host/host'

export interface FakeHost extends Host {
  /** The file the next dialog gives; null stands for a user who cancels. */
  next: OpenedFile | null
  /** What was written where: `handle name (bytes)`. */
  readonly written: string[]
  /** True: every write fails for want of room. */
  isFull: boolean
}

export function fakeHost(): FakeHost {
  const host: FakeHost = {
    next: null,
    written: [],
    isFull: false,
    kind: 'browser',
    hasNativeMenu: false,
    appInfo: () => Promise.resolve({ version: '0', platform: 'test', engines: {} }),
    openFile: () => Promise.resolve(ok(host.next)),
    openExample: () => Promise.resolve(host.next ? ok(host.next) : fail(fileProblem('not-found', 'example'))),
    openDropped: () => Promise.resolve(ok(required(host.next, 'the dropped file'))),
    readCompanion: (_handle, name) => Promise.resolve(fail(fileProblem('unreachable', name))),
    saveGraph(handle, name, bytes) {
      if (host.isFull) return Promise.resolve(fail(fileProblem('disk-full', name)))
      host.written.push(`${handle ?? 'new'} ${name} (${bytes.length})`)
      return Promise.resolve(ok({ handle: handle ?? fileHandle('saved'), name }))
    },
    exportFile(kind, name, bytes) {
      host.written.push(`${kind} ${name} (${bytes.length})`)
      return Promise.resolve(ok({ handle: fileHandle(kind), name }))
    },
    setDocumentState: () => undefined,
    setMenuKeys: () => undefined,
    setMenuWords: () => undefined,
    closeNow: () => undefined,
    onOpenRequested: () => () => undefined,
    onMenuChosen: () => () => undefined,
    onCloseAsked: () => () => undefined,
  }
  return host
}

export function fileHandle(name: string): FileHandle {
  return name as FileHandle
}

/** A file whose text is the name of the graph in it; `broken` cannot be read. */
export function graphFile(name: string, text: string): OpenedFile {
  return { handle: fileHandle('opened'), name, bytes: encodeUtf8(text) }
}

export interface FakeLive extends Live {
  /** What the opened graph asks for beside it. */
  companions: readonly string[]
  readonly companionsGiven: string[]
  /** Runs while a save is under way. */
  duringSave: () => void
}

export function fakeLive(): FakeLive {
  const live: FakeLive = {
    companions: [],
    companionsGiven: [],
    duringSave: () => undefined,
    state: signal({ ...START, status: 'idle' }),
    configure: () => undefined,
    calibrate: () => Promise.resolve(fail('nothing runs here')),
    inspect: () => undefined,
    run: () => undefined,
    stop: () => undefined,
    restart: () => undefined,
    onLost: () => undefined,
    alsoKeep: () => undefined,
    holds: () => false,
    openGraph(_name, bytes) {
      const text = new TextDecoder().decode(bytes)
      if (text === 'broken')
        return Promise.resolve(fail([fileError('file/broken', 'nodes', 'It is broken.')]))
      return Promise.resolve(ok({ document: named(text), companions: live.companions, warnings: [] }))
    },
    putCompanion(path, bytes) {
      live.companionsGiven.push(`${path}: ${bytes === null ? 'missing' : bytes.length}`)
      return Promise.resolve(ok(null))
    },
    saveGraph(document) {
      live.duringSave()
      return Promise.resolve(ok({ bytes: encodeUtf8(document.project.name), companions: [] }))
    },
    importCheckpoint: (name) =>
      Promise.resolve(ok({ document: named(`from ${name}`), scheme: 'fake names', unusedKeys: ['a', 'b'] })),
    putPicture: () => Promise.resolve(fail([])),
    exportOnnx: (_document, { opset }) => Promise.resolve(ok(new Uint8Array(opset))),
    renderAside: () => Promise.resolve(fail([])),
    compareBackends: () => Promise.resolve(fail([])),
    saveParityReport: (_document, { entries }) => Promise.resolve(ok(new Uint8Array(entries.length))),
  }
  return live
}

function named(name: string): Document {
  return createDocument({ name, description: '' }, [], [])
}
