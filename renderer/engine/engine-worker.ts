/**
 * The worker that holds weights, reads and writes files, compiles and runs. It wires the engine and the node
 * types to the engine contract, and does nothing else.
 */
import { APP_VERSION } from '../../core/app-version'
import { sha256Hex } from '../../core/base/hash'
import { fail, ok } from '../../core/base/result'
import { compile } from '../../core/compile/compile'
import { createDocumentMirror } from '../../core/contract/document-mirror'
import { engineContract } from '../../core/contract/engine'
import {
  documentFromData,
  documentToData,
  type ParityProgress,
  type ResultToSave,
  type RunProgress,
} from '../../core/contract/engine-types'
import { expand } from '../../core/doc/expand'
import { createPortTransport, type Port } from '../../core/contract/port-transport'
import { serve } from '../../core/contract/serve'
import { expectPictures, type ExpectedResult } from '../../core/file/expected'
import { writeForSharing } from '../../core/file/for-sharing'
import { createGraphFiles } from '../../core/file/graph-file'
import { writeLoom } from '../../core/file/loom'
import { writeParity } from '../../core/file/parity-file'
import { judgeReproduction } from '../../core/file/reproduction'
import { namesIn, takeValues } from '../../core/file/values-in'
import { readPng } from '../../core/image/png'
import { importCheckpoint } from '../../core/import/import-checkpoint'
import { createRegistry } from '../../core/nodedef/registry'
import { encodeOnnx } from '../../core/onnx/encode'
import { createSharedStore } from '../../core/weights/shared-store'
import { nodeDefinitions } from '../../nodes/index.gen'
import { isFatal } from '../../runtime/fatal'
import { holdLifeline } from '../../runtime/lifeline'
import { isPicture, toPicture } from '../../runtime/pictures'
import { createWebEngine } from '../../runtime/web-engine'

/** Inside a worker `self` is the port to the window; the window's DOM types do not know that. */
declare const self: Port

const registry = createRegistry(nodeDefinitions)
const store = createSharedStore({
  share: globalThis.crossOriginIsolated,
  tell: (value) => emit.stored(value),
})
const files = createGraphFiles(registry, store, APP_VERSION)
const engine = createWebEngine({ registry, store, standIns: true })
const mirror = createDocumentMirror()

const { emit } = serve(
  engineContract,
  {
    async configure(change) {
      ;(await engine).configure(change)
      return null
    },
    calibrate: async (cancellation) => (await engine).calibrate(cancellation),
    openGraph(name, bytes) {
      const opened = files.open(name, bytes)
      return opened.ok ? ok({ ...opened.value, document: documentToData(opened.value.document) }) : opened
    },
    putCompanion: (path, bytes) => files.putCompanion(path, bytes),
    saveGraph(document, format, thumbnail, result) {
      const expected = result && expectedOf(result)
      return files.save(documentFromData(document), format, thumbnail, expected)
    },
    saveForSharing(data, { titles, notes, ours }, thumbnail, result) {
      const written = writeForSharing(documentFromData(data), registry, store, {
        titles,
        notes,
        ours: new Set(ours),
        appVersion: APP_VERSION,
        ...(thumbnail ? { thumbnail } : {}),
        ...(result ? { expected: expectedOf(result) } : {}),
      })
      return written.ok ? ok(written.value.bytes) : written
    },
    judgeResult: (expected, actual) => judgeReproduction(expected, actual),
    takeValues: (bytes, wanted) => takeValues(bytes, new Set(wanted), store),
    hashesIn: (bytes) => namesIn(bytes),
    importCheckpoint(name, bytes) {
      const imported = importCheckpoint(bytes, store, { name: name.replace(/\.[^.]+$/, '') })
      if (!imported.ok) return imported
      const { document, scheme, unusedKeys } = imported.value
      return ok({ document: documentToData(document), scheme, unusedKeys })
    },
    putPicture(name, png) {
      const image = readPng(png)
      if (!image.ok) return image
      const sha256 = sha256Hex(png)
      store.putPicture(sha256, png)
      return ok({ sha256, width: image.value.width, height: image.value.height, name: name.slice(0, 255) })
    },
    async render(update, inspected, cancellation) {
      // Before anything else: every update counts, whatever becomes of its run.
      const document = mirror.apply(update)
      const report = await (
        await engine
      ).run({ document, inspected, cancellation, onProgress: (progress) => emit.progress(progress) })
      if (!report.ok) {
        const fatal = report.error.find(({ code, message }) => code === 'run/failed' && isFatal(message))
        if (fatal) emit.broken(fatal.message)
        return report
      }
      const { outputs, ...rest } = report.value
      return ok({
        ...rest,
        pictures: outputs.filter(isPicture).map((output) => toPicture(expand(document), output)),
      })
    },
    async renderAside(data, cancellation) {
      const document = documentFromData(data)
      const onProgress = (progress: RunProgress): void => emit.progressAside(progress)
      const report = await (await engine).run({ document, cancellation, onProgress, aside: true })
      if (!report.ok) return report
      const pictures = report.value.outputs.filter(isPicture)
      if (pictures.length === 0 && report.value.diagnostics.length > 0) return fail(report.value.diagnostics)
      return ok(pictures.map((output) => toPicture(expand(document), output)))
    },
    async compareBackends(data, cancellation) {
      const document = documentFromData(data)
      const onProgress = (progress: ParityProgress): void => emit.compared(progress)
      return (await engine).compare({ document, cancellation, onProgress })
    },
    saveParityReport(data, report) {
      const document = documentFromData(data)
      const parity = writeParity(report, document, APP_VERSION)
      const loom = writeLoom(document, store, { appVersion: APP_VERSION, parity })
      return loom.ok ? ok(loom.value.bytes) : loom
    },
    exportOnnx(data, { opset }) {
      const document = documentFromData(data)
      const compiled = compile(document, registry, store, { mode: 'export', opset })
      if (!compiled.ok) return fail(compiled.error)
      return ok(encodeOnnx(compiled.value, { name: document.project.name, producerVersion: APP_VERSION }))
    },
    restore(values) {
      store.restore(values)
      return null
    },
    keep(names) {
      store.keep(new Set(names))
      return null
    },
  },
  createPortTransport(self),
  {
    // A bug without a caller: an uncaught error reaches the window's error handler and the console.
    reportBug: (bug) => reportError(bug),
  },
)

function expectedOf(result: ResultToSave): ExpectedResult {
  return result.kind === 'kept'
    ? result.expected
    : expectPictures(result.pictures, result.backend, APP_VERSION)
}

holdLifeline((name) => emit.lifeline(name))
