/**
 * The border between the window and its engine worker. The worker holds weights and pictures, reads and writes
 * files, compiles and runs; the window holds the document and sends it along with each task. The worker may die at any
 * time: whatever it holds, the window has too. No argument is moved, so that a task can be asked of the next worker.
 */
import * as v from 'valibot'
import { isSha256, type Sha256 } from '../base/ids'
import type { Result } from '../base/result'
import { areCosts, type Costs } from '../compile/rewrites/costs'
import type { Diagnostic } from '../diagnostic/diagnostic'
import type { BlockData } from '../doc/block'
import type { LinkRecord, NodeRecord, PortRef } from '../doc/document'
import type { ExpectedResult } from '../file/expected'
import type { ActualResult, Reproduction } from '../file/reproduction'
import type { PictureRef } from '../nodedef/params'
import type { StoredValue } from '../weights/tensor-store'
import { defineContract, event, returns, wholeBuffers } from './define'
import type { DocumentUpdate } from './document-mirror'
import type {
  Calibration,
  DocumentData,
  EngineSettings,
  ImportedData,
  OpenedData,
  ParityProgress,
  ParityReport,
  Picture,
  RenderReport,
  ResultToSave,
  RunProgress,
  SavedGraph,
} from './engine-types'

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array)
const record = (value: unknown): boolean => typeof value === 'object' && value !== null && 'id' in value
const documentData = v.custom<DocumentData>((value) =>
  v.is(
    v.object({
      project: v.object({ name: v.string(), description: v.string() }),
      nodes: v.array(v.custom<NodeRecord>(record)),
      links: v.array(v.custom<LinkRecord>(record)),
      blocks: v.array(v.custom<BlockData>(record)),
    }),
    value,
  ),
)

const records = v.object({ added: v.instance(Map), updated: v.instance(Map), removed: v.instance(Map) })
const documentUpdate = v.custom<DocumentUpdate>((value) =>
  v.is(
    v.variant('kind', [
      v.object({ kind: v.literal('whole'), document: documentData }),
      v.object({
        kind: v.literal('diff'),
        step: v.number(),
        diff: v.object({
          nodes: records,
          links: records,
          blocks: records,
          project: v.nullable(v.object({})),
        }),
      }),
    ]),
    value,
  ),
)

const storedValue = v.custom<StoredValue>((value) =>
  v.is(
    v.variant('kind', [
      v.object({
        kind: v.literal('tensor'),
        sha256: v.string(),
        tensor: v.object({ dims: v.array(v.number()), data: v.instance(Float32Array) }),
      }),
      v.object({ kind: v.literal('picture'), sha256: v.string(), png: bytes }),
    ]),
    value,
  ),
)
const storedValues = v.custom<readonly StoredValue[]>((value) => v.is(v.array(storedValue), value))
const hashes = v.custom<readonly Sha256[]>((value) =>
  v.is(v.array(v.pipe(v.string(), v.check(isSha256))), value),
)

const costs = v.custom<Costs>(areCosts)
const settings = v.custom<Partial<EngineSettings>>((value) =>
  v.is(
    v.partial(
      v.strictObject({
        backend: v.picklist(['auto', 'webgpu', 'wasm']),
        resultBudget: v.pipe(v.number(), v.finite(), v.minValue(0)),
        halfPrecision: v.boolean(),
        costs: v.partial(v.strictObject({ webgpu: costs, wasm: costs })),
      }),
    ),
    value,
  ),
)
const ports = v.custom<readonly PortRef[]>((value) =>
  v.is(v.array(v.object({ node: v.string(), port: v.string() })), value),
)

const port = v.object({ node: v.string(), port: v.string() })
const parityReport = v.custom<ParityReport>((value) =>
  v.is(
    v.object({
      tolerance: v.number(),
      entries: v.array(v.object({ port, difference: v.number(), dims: v.array(v.number()) })),
      first: v.nullable(port),
      adapter: v.string(),
      runtime: v.string(),
      runMs: v.object({ webgpu: v.number(), wasm: v.number() }),
    }),
    value,
  ),
)

const runProgress = v.custom<RunProgress>((value) =>
  v.is(v.object({ done: v.number(), total: v.number(), node: v.string() }), value),
)

const picture = v.object({
  node: v.string(),
  width: v.number(),
  height: v.number(),
  samples: v.number(),
  rgba: v.array(v.instance(Uint8ClampedArray)),
})
const expectedShape = v.object({
  appVersion: v.string(),
  backend: v.picklist(['webgpu', 'wasm']),
  pictures: v.array(v.object({ node: v.string(), sha256: v.string(), pngs: v.array(bytes) })),
})
const expectedResult = v.custom<ExpectedResult>((value) => v.is(expectedShape, value))
const actualResult = v.custom<ActualResult>((value) =>
  v.is(v.object({ backend: v.string(), standIns: v.number(), pictures: v.array(picture) }), value),
)
const resultToSave = v.custom<ResultToSave>((value) =>
  v.is(
    v.variant('kind', [
      v.object({ kind: v.literal('shown'), backend: v.string(), pictures: v.array(picture) }),
      v.object({ kind: v.literal('kept'), expected: expectedShape }),
    ]),
    value,
  ),
)

type Outcome<T> = Result<T, readonly Diagnostic[]>

export const engineContract = defineContract('engine', {
  configure: returns<null>().call(settings),
  /** Takes about a second to measure the backend in use, or says why it could not. */
  calibrate: returns<Result<Calibration, string>, true>({ cancellable: true }).call(),

  /** Reads a graph file. What it holds is kept under its hashes; companions named in the answer follow. */
  openGraph: returns<Outcome<OpenedData>>().call(v.string(), bytes),
  /** One of the files beside the graph opened last, or null when there is none of that name. */
  putCompanion: returns<Outcome<null>>().call(v.string(), v.nullable(bytes)),
  saveGraph: returns<Outcome<SavedGraph>>({
    movesResult: (saved) => (saved.ok ? wholeBuffers([saved.value.bytes]) : []),
  }).call(documentData, v.picklist(['loom', 'loom.json']), v.nullable(bytes), v.nullable(resultToSave)),
  /**
   * A copy as `.loom` that tells nothing of its author: without file names, and without titles and notes if wanted. What
   * the program itself calls things, `ours`, stays.
   */
  saveForSharing: returns<Outcome<Uint8Array>>({
    movesResult: (file) => (file.ok ? wholeBuffers([file.value]) : []),
  }).call(
    documentData,
    v.object({ titles: v.boolean(), notes: v.boolean(), ours: v.array(v.string()) }),
    v.nullable(bytes),
    v.nullable(resultToSave),
  ),
  /** Does a run still give what the graph's file says? */
  judgeResult: returns<Reproduction>().call(expectedResult, actualResult),
  /** Keeps those of the named values that a file holds, and names them. Fails when it holds none. */
  takeValues: returns<Outcome<readonly Sha256[]>>().call(bytes, hashes),
  /** The names of all values in a file; none of a file that is no such file. */
  hashesIn: returns<readonly Sha256[]>().call(bytes),
  importCheckpoint: returns<Outcome<ImportedData>>().call(v.string(), bytes),
  putPicture: returns<Outcome<PictureRef>>().call(v.string(), bytes),

  /**
   * Runs every output that can run, and what the inspected ports need. Cancelled, it stops at the next segment and
   * fails without a diagnostic.
   */
  render: returns<Outcome<RenderReport>, true>({
    cancellable: true,
    movesResult: (report) =>
      report.ok
        ? wholeBuffers([
            ...report.value.pictures.flatMap((picture) => picture.rgba),
            ...report.value.inspected.flatMap(({ channels }) => (channels ? [channels.grey] : [])),
          ])
        : [],
  }).call(documentUpdate, ports),
  /** The pictures of another document, beside the runs of the one that is followed. Cancelled, it fails as `render`. */
  renderAside: returns<Outcome<readonly Picture[]>, true>({
    cancellable: true,
    movesResult: (pictures) => (pictures.ok ? wholeBuffers(pictures.value.flatMap(({ rgba }) => rgba)) : []),
  }).call(documentData),
  /** Told while `renderAside` works, as `progress` is. */
  progressAside: event(runProgress),
  /** Told while `render` works, before each segment that has to run. */
  progress: event(runProgress),
  /** Runs every node on WebGPU and on WASM, in seconds or minutes. Cancelled, it fails without a diagnostic. */
  compareBackends: returns<Outcome<ParityReport>, true>({ cancellable: true }).call(documentData),
  /** Told while `compareBackends` works, before each node. */
  compared: event(
    v.custom<ParityProgress>((value) =>
      v.is(v.object({ done: v.number(), total: v.number(), node: v.string() }), value),
    ),
  ),
  /** A `.loom` that opens as any other and holds the report as well. */
  saveParityReport: returns<Outcome<Uint8Array>>({
    movesResult: (file) => (file.ok ? wholeBuffers([file.value]) : []),
  }).call(documentData, parityReport),
  exportOnnx: returns<Outcome<Uint8Array>>({
    movesResult: (model) => (model.ok ? wholeBuffers([model.value]) : []),
  }).call(documentData, v.object({ opset: v.number() })),

  /** A weight or picture has entered the worker's store. Shared memory where there is any, else a copy. */
  stored: event(storedValue),
  /** Gives a new worker what the one before it had told of. */
  restore: returns<null>().call(storedValues),
  /** Drops all weights and pictures but these. */
  keep: returns<null>().call(hashes),
  /** The name of a lock that the worker holds for as long as it lives: whoever gets it next knows that it died. */
  lifeline: event(v.string()),
  /** The worker cannot run anything any more, with what broke it. */
  broken: event(v.string()),
})
