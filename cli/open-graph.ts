import { dirname, join } from 'node:path'
import { mkdir } from 'node:fs/promises'
import { APP_VERSION } from '../core/app-version'
import { fail, ok, type Result } from '../core/base/result'
import { isCompanionName } from '../core/contract/companion'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import type { Document } from '../core/doc/document'
import { createGraphFiles, writeGraphFile } from '../core/file/graph-file'
import { createTensorStore, type MutableTensorStore, type TensorStore } from '../core/weights/tensor-store'
import { inFile } from '../core/file/problems'
import { readInput, writeOutput } from './files'
import { registry } from './registry'

export interface LoadedGraph {
  readonly document: Document
  readonly store: MutableTensorStore
  readonly warnings: readonly Diagnostic[]
}

/** Opens a graph file and what lies beside it. */
export async function openGraph(path: string): Promise<Result<LoadedGraph, readonly Diagnostic[]>> {
  const bytes = await readInput(path)
  if (!bytes.ok) return bytes
  const store = createTensorStore()
  const files = createGraphFiles(registry, store, APP_VERSION)
  const opened = files.open(path, bytes.value)
  if (!opened.ok) return opened
  const { document, companions, warnings } = opened.value
  const missing: Diagnostic[] = []
  for (const companion of companions) {
    if (!isCompanionName(companion)) return fail([outside(path, companion)])
    const beside = join(dirname(path), companion)
    const found = await readInput(beside)
    const taken = files.putCompanion(companion, found.ok ? found.value : null)
    if (taken.ok) continue
    if (found.ok) return fail(inFile(beside, taken.error))
    // The graph is still worth looking at without its weights; running it will say what it lacks.
    missing.push(...inFile(path, taken.error).map((d) => ({ ...d, severity: 'warning' as const })))
  }
  return ok({ document, store, warnings: [...warnings, ...missing] })
}

/** Writes a graph as `.loom` or `.loom.json`, whichever the path ends with; companions go beside it. */
export async function saveGraph(
  path: string,
  document: Document,
  store: TensorStore,
): Promise<Result<null, readonly Diagnostic[]>> {
  const format = path.endsWith('.loom') ? 'loom' : path.endsWith('.loom.json') ? 'loom.json' : null
  if (format === null) {
    return fail([
      error(
        'file/unknown-format',
        { kind: 'file', path: 'file', file: path },
        'A graph file ends with .loom or .loom.json.',
      ),
    ])
  }
  const written = writeGraphFile(document, store, format, { appVersion: APP_VERSION })
  if (!written.ok) return written
  for (const companion of written.value.companions) {
    const beside = join(dirname(path), companion.path)
    await mkdir(dirname(beside), { recursive: true })
    const saved = await writeOutput(beside, companion.bytes)
    if (!saved.ok) return saved
  }
  return writeOutput(path, written.value.bytes)
}

function outside(path: string, companion: string): Diagnostic {
  return error(
    'file/companion-outside',
    { kind: 'file', path: companion, file: path },
    'The graph refers to a file outside its own folder, which is not read.',
    'Move the file beside the graph and refer to it by its name.',
  )
}
