/**
 * The border between the window and its engine worker. The worker holds weights and pictures, reads and writes
 * files, compiles and runs; the window holds the document and sends it along with each task.
 */
import * as v from 'valibot'
import type { Result } from '../base/result'
import type { Diagnostic } from '../diagnostic/diagnostic'
import type { LinkRecord, NodeRecord, PortRef } from '../doc/document'
import type { PictureRef } from '../nodedef/params'
import { defineContract, event, returns, wholeBuffers } from './define'
import type {
  DocumentData,
  EngineSettings,
  ImportedData,
  OpenedData,
  RenderReport,
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
    }),
    value,
  ),
)

const settings = v.custom<Partial<EngineSettings>>((value) =>
  v.is(
    v.partial(
      v.strictObject({
        backend: v.picklist(['auto', 'webgpu', 'wasm']),
        resultBudget: v.pipe(v.number(), v.finite(), v.minValue(0)),
        halfPrecision: v.boolean(),
        costs: v.record(v.picklist(['webgpu', 'wasm']), v.record(v.string(), v.number())),
      }),
    ),
    value,
  ),
)
const ports = v.custom<readonly PortRef[]>((value) =>
  v.is(v.array(v.object({ node: v.string(), port: v.string() })), value),
)

type Outcome<T> = Result<T, readonly Diagnostic[]>

export const engineContract = defineContract('engine', {
  configure: returns<null>().call(settings),

  /** Reads a graph file. What it holds is kept under its hashes; companions named in the answer follow. */
  openGraph: returns<Outcome<OpenedData>>()
    .call(v.string(), bytes)
    .moving(([, data]) => wholeBuffers([data])),
  /** One of the files beside the graph opened last, or null when there is none of that name. */
  putCompanion: returns<Outcome<null>>().call(v.string(), v.nullable(bytes)),
  saveGraph: returns<Outcome<SavedGraph>>({
    movesResult: (saved) => (saved.ok ? wholeBuffers([saved.value.bytes]) : []),
  }).call(documentData, v.picklist(['loom', 'loom.json']), v.nullable(bytes)),
  importCheckpoint: returns<Outcome<ImportedData>>()
    .call(v.string(), bytes)
    .moving(([, data]) => wholeBuffers([data])),
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
  }).call(documentData, ports),
  /** Told while `render` works, before each segment that has to run. */
  progress: event(
    v.custom<RunProgress>((value) =>
      v.is(v.object({ done: v.number(), total: v.number(), node: v.string() }), value),
    ),
  ),
  exportOnnx: returns<Outcome<Uint8Array>>({
    movesResult: (model) => (model.ok ? wholeBuffers([model.value]) : []),
  }).call(documentData, v.object({ opset: v.number() })),
})
