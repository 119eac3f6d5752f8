/**
 * The live picture: follows the editor, keeps the worker busy with the newest document and nothing older, and
 * never blocks the window. A run that fails leaves the last picture standing and says why.
 */
import { signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import { ok, type Result } from '../../core/base/result'
import { createCancelSource, type CancelSource } from '../../core/contract/cancellation'
import { connect } from '../../core/contract/client'
import type { ClientOf } from '../../core/contract/define'
import { engineContract } from '../../core/contract/engine'
import {
  documentFromData,
  documentToData,
  type Backend,
  type EngineSettings,
  type ImportedCheckpoint,
  type OpenedGraph,
  type Picture,
  type RenderReport,
  type SavedGraph,
} from '../../core/contract/engine-types'
import { createPortTransport } from '../../core/contract/port-transport'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { DocumentDiff } from '../../core/doc/diff'
import type { Document, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import type { PictureRef } from '../../core/nodedef/params'

export interface LiveState {
  readonly status: 'starting' | 'idle' | 'running' | 'failed'
  readonly backend: Backend | null
  /** Why the wanted backend is not in use, when it is not. */
  readonly fallback: string | null
  readonly report: RenderReport | null
  readonly pictures: ReadonlyMap<NodeId, Picture>
  /** What kept the last run, or some outputs of it, from a picture. */
  readonly diagnostics: readonly Diagnostic[]
  /** The worker itself is gone or broken: one sentence. */
  readonly problem: string | null
}

type Outcome<T> = Result<T, readonly Diagnostic[]>

export interface Live {
  readonly state: ReadonlySignal<LiveState>
  configure(change: Partial<EngineSettings>): void
  /** Looks into these ports at every run from now on. */
  inspect(ports: readonly PortRef[]): void
  openGraph(name: string, bytes: Uint8Array): Promise<Outcome<OpenedGraph>>
  /** Hands over a file that the opened graph refers to; null says there is none. */
  putCompanion(path: string, bytes: Uint8Array | null): Promise<Outcome<null>>
  saveGraph(
    document: Document,
    format: 'loom' | 'loom.json',
    thumbnail: Uint8Array | null,
  ): Promise<Outcome<SavedGraph>>
  importCheckpoint(name: string, bytes: Uint8Array): Promise<Outcome<ImportedCheckpoint>>
  putPicture(name: string, png: Uint8Array): Promise<Outcome<PictureRef>>
  exportOnnx(document: Document, options: { readonly opset: number }): Promise<Outcome<Uint8Array>>
}

/** During a drag over slow nodes a run is let through this often, so that the picture moves at all. */
const PATIENCE_MS = 700

const START: LiveState = {
  status: 'starting',
  backend: null,
  fallback: null,
  report: null,
  pictures: new Map(),
  diagnostics: [],
  problem: null,
}

export function createLive(editor: Editor): Live {
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), {
    type: 'module',
    name: 'engine',
  })
  const transport = createPortTransport(worker)
  worker.addEventListener('error', (event) =>
    transport.close(`the engine stopped: ${event.message || 'it could not be loaded'}`),
  )
  const { client, onClosed } = connect(engineContract, transport, { reportBug: (bug) => reportError(bug) })
  return followEditor(editor, client, onClosed)
}

/** The part that needs no worker, only somebody who answers the contract. */
export function followEditor(
  editor: Editor,
  client: ClientOf<typeof engineContract>,
  onClosed: (listener: (reason: string) => void) => void,
): Live {
  const state = signal<LiveState>(START)
  let wanted = false
  let running: CancelSource | null = null
  let lastPicture = 0
  let inspected: readonly PortRef[] = []

  function change(part: Partial<LiveState>): void {
    state.value = { ...state.value, ...part }
  }

  /** Latest wins: an edit stops the run under way, unless the picture has stood still for too long already. */
  async function follow(): Promise<void> {
    wanted = true
    if (running) {
      if (performance.now() - lastPicture < PATIENCE_MS) running.cancel()
      return
    }
    while (wanted && state.value.problem === null) {
      wanted = false
      running = createCancelSource()
      change({ status: 'running' })
      try {
        const result = await client.render(documentToData(editor.document), inspected, running.cancellation)
        if (result.ok || !running.cancellation.cancelled) show(result)
      } catch (bug) {
        change({ status: 'failed', problem: bug instanceof Error ? bug.message : String(bug) })
        reportError(bug)
      }
    }
    running = null
  }

  function show(result: Outcome<RenderReport>): void {
    if (!result.ok) {
      change({ status: 'failed', diagnostics: result.error })
      return
    }
    const { pictures, backend, fallback, diagnostics } = result.value
    lastPicture = performance.now()
    const known = new Map([...state.value.pictures].filter(([node]) => editor.document.nodes.has(node)))
    for (const picture of pictures) known.set(picture.node, picture)
    change({ status: 'idle', report: result.value, backend, fallback, diagnostics, pictures: known })
  }

  onClosed((reason) => change({ status: 'failed', problem: reason }))
  editor.subscribe(({ diff, replaced }) => {
    if (replaced) change({ pictures: new Map(), report: null })
    if (replaced || concernsPicture(diff)) void follow()
  })

  return {
    state,
    configure(change) {
      void client.configure(change).then(follow)
    },
    inspect(ports) {
      inspected = ports
      void follow()
    },
    async openGraph(name, bytes) {
      const opened = await client.openGraph(name, bytes)
      return opened.ok ? ok({ ...opened.value, document: documentFromData(opened.value.document) }) : opened
    },
    putCompanion: (path, bytes) => client.putCompanion(path, bytes),
    saveGraph: (document, format, thumbnail) => client.saveGraph(documentToData(document), format, thumbnail),
    async importCheckpoint(name, bytes) {
      const imported = await client.importCheckpoint(name, bytes)
      return imported.ok
        ? ok({ ...imported.value, document: documentFromData(imported.value.document) })
        : imported
    },
    putPicture: (name, png) => client.putPicture(name, png),
    exportOnnx: (document, options) => client.exportOnnx(documentToData(document), options),
  }
}

/** Moving and renaming nodes changes no picture. */
function concernsPicture({ nodes, links }: DocumentDiff): boolean {
  if (nodes.added.size + nodes.removed.size + links.added.size + links.removed.size + links.updated.size > 0)
    return true
  return [...nodes.updated.values()].some(
    ({ from, to }) =>
      from.params !== to.params || from.weights !== to.weights || from.weightSeed !== to.weightSeed,
  )
}
