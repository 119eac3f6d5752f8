/** A window's surroundings that answer at once and note what they were asked. */
import { signal } from '@preact/signals'
import { required } from '../../core/base/assert'
import { fail, ok } from '../../core/base/result'
import { sha256Hex } from '../../core/base/hash'
import { encodeUtf8 } from '../../core/base/utf8'
import { fileProblem, type FileProblemCode } from '../../core/contract/file-problem'
import { PLAIN_SAVE } from '../../core/contract/save'
import { fileError, type Diagnostic } from '../../core/diagnostic/diagnostic'
import { createDocument, type Document } from '../../core/doc/document'
import type { ExpectedResult } from '../../core/file/expected'
import type { ActualResult, Reproduction } from '../../core/file/reproduction'
import type { Intake } from '../../renderer/engine/intake'
import type { Live } from '../../renderer/engine/live'
import { START } from '../../renderer/engine/live-state'
import type { HostClipboard } from '../../renderer/host/clipboard'
import { createNoDesktop } from '../../renderer/host/desktop'
import type { FileHandle, Host, OpenedFile, SameFile } from '../../renderer/host/host'
import { createMemoryJournal } from '../journal/memory-journal'
import { createNoRecent } from '../../renderer/host/recent'
import { createNoWeights } from '../../renderer/host/weights'
import { node } from '../helpers/test-command'

export interface FakeHost extends Host {
  /** The file the next dialog gives; null stands for a user who cancels. */
  next: OpenedFile | null
  /** What was written where: `handle name (bytes)`. */
  readonly written: string[]
  /** True: every write fails for want of room. */
  isFull: boolean
  /** What stands against the next writes, unless they are to be over it. */
  readonly against: FileProblemCode[]
  kind: Host['kind']
  /** What is known of files that are open already. */
  same: SameFile | null
}

export function fakeHost(): FakeHost {
  const host: FakeHost = {
    next: null,
    written: [],
    isFull: false,
    against: [],
    kind: 'browser',
    same: null,
    findSame: (_handle, among) =>
      Promise.resolve(host.same !== null && among.includes(host.same.handle) ? host.same : null),
    clipboard: fakeClipboard(),
    desktop: createNoDesktop(),
    journal: createMemoryJournal(),
    recent: createNoRecent(),
    drops: {
      open: () => Promise.resolve(ok({ opened: required(host.next, 'the dropped file'), isOurs: false })),
    },
    weights: createNoWeights(),
    hasNativeMenu: false,
    appInfo: () => Promise.resolve({ version: '0', platform: 'test', engines: {} }),
    openFile: () => Promise.resolve(ok(host.next)),
    openExample: () => Promise.resolve(host.next ? ok(host.next) : fail(fileProblem('not-found', 'example'))),
    readAgain: () => Promise.resolve(ok(required(host.next, 'the file'))),
    readCompanion: (_handle, name) => Promise.resolve(fail(fileProblem('unreachable', name))),
    saveGraph(handle, name, bytes, { companions, over } = PLAIN_SAVE) {
      if (host.isFull) return Promise.resolve(fail(fileProblem('disk-full', name)))
      const against = over ? undefined : host.against.shift()
      if (against) return Promise.resolve(fail(fileProblem(against, name)))
      const beside = companions.map(({ path }) => ` with ${path}`).join('')
      host.written.push(`${handle ?? 'new'} ${name} (${bytes.length})${beside}`)
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

function fakeClipboard(): HostClipboard {
  let text: string | null = null
  return {
    read: () => Promise.resolve(text),
    write(next) {
      text = next
      return Promise.resolve(true)
    },
  }
}

export function fileHandle(name: string): FileHandle {
  return name as FileHandle
}

/** A file whose text is the name of the graph in it; `broken` cannot be read. */
export function graphFile(name: string, text: string): OpenedFile {
  return { handle: fileHandle('opened'), name, bytes: encodeUtf8(text) }
}

export interface FakeLive extends Live, Intake {
  /** Pieces of work that hold values now. */
  heldNow: number
  /** What the worker has not got when it saves. */
  missing: readonly Diagnostic[]
  /** What the opened graph asks for beside it. */
  companions: readonly string[]
  readonly companionsGiven: string[]
  /** What the opened file says its graph gives. */
  expected: ExpectedResult | null
  /** Judges what a run gave. */
  judge: (expected: ExpectedResult, actual: ActualResult) => Reproduction
  /** Runs while a save is under way. */
  duringSave: () => void
}

export function fakeLive(): FakeLive {
  const live: FakeLive = {
    heldNow: 0,
    missing: [],
    async holding(work) {
      live.heldNow++
      try {
        return await work(live)
      } finally {
        live.heldNow--
      }
    },
    companions: [],
    companionsGiven: [],
    expected: null,
    judge: () => ({ kind: 'identical' }),
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
    valuesOf: () => [],
    giveValues: () => undefined,
    openGraph(_name, bytes) {
      const text = new TextDecoder().decode(bytes)
      if (text === 'broken')
        return Promise.resolve(fail([fileError('file/broken', 'nodes', 'It is broken.')]))
      const { companions, expected } = live
      const document = companions.length > 0 ? withLoadedWeight(text) : named(text)
      return Promise.resolve(ok({ document, companions, warnings: [], expected }))
    },
    putCompanion(path, bytes) {
      live.companionsGiven.push(`${path}: ${bytes === null ? 'missing' : bytes.length}`)
      return Promise.resolve(ok(null))
    },
    saveGraph(document, format) {
      live.duringSave()
      const beside = format === 'loom.json' ? live.companions : []
      const companions = beside.map((path) => ({ path, bytes: new Uint8Array(1) }))
      return Promise.resolve(
        ok({ bytes: encodeUtf8(document.project.name), companions, warnings: live.missing }),
      )
    },
    judgeResult: (expected, actual) => Promise.resolve(live.judge(expected, actual)),
    takeValues: () => Promise.resolve(fail([])),
    hashesIn: () => Promise.resolve([]),
    saveForSharing: (document) => Promise.resolve(ok(encodeUtf8(document.project.name))),
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

/** Its values lie in a file beside the graph. */
function withLoadedWeight(name: string): Document {
  const weights = { const: { sha256: sha256Hex(encodeUtf8(name)), dims: [1, 2, 4, 4] } }
  return createDocument({ name, description: '' }, [node('const', 'input/constant', {}, { weights })], [])
}
