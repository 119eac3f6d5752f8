import { dirname, join } from 'node:path'
import { APP_VERSION } from '../core/app-version'
import { fail, ok, type Result } from '../core/base/result'
import { isCompanionName } from '../core/contract/companion'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import type { Document } from '../core/doc/document'
import type { ExpectedResult } from '../core/file/expected'
import { createGraphFiles, writeGraphFile } from '../core/file/graph-file'
import { missingInStore } from '../core/file/loom'
import { isAboutMissing } from '../core/file/stored-values'
import { createTensorStore, type MutableTensorStore, type TensorStore } from '../core/weights/tensor-store'
import { inFile } from '../core/file/problems'
import type { Arguments } from './command'
import { readInput, writeBeside, writeOutput } from './files'
import { findValues } from './find-values'
import { registry } from './registry'

export interface LoadedGraph {
  readonly document: Document
  readonly store: MutableTensorStore
  readonly warnings: readonly Diagnostic[]
  /** What the graph gave when it was saved; null when the file does not say. */
  readonly expected: ExpectedResult | null
}

export const WEIGHTS_OPTIONS = { 'weights-folder': {} } as const

/** Opens a graph file and what lies beside it; what is missing is looked for in the `--weights-folder`. */
export async function openGraph(
  path: string,
  args?: Arguments,
): Promise<Result<LoadedGraph, readonly Diagnostic[]>> {
  const bytes = await readInput(path)
  if (!bytes.ok) return bytes
  const store = createTensorStore()
  const files = createGraphFiles(registry, store, APP_VERSION)
  const opened = files.open(path, bytes.value)
  if (!opened.ok) return opened
  const { document, companions, warnings, expected } = opened.value
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
  const folder = args?.value('weights-folder')
  if (folder === undefined) return ok({ document, store, warnings: [...warnings, ...missing], expected })
  const searched = await findValues(folder, document, store)
  if (!searched.ok) return searched
  const stillMissing = missingInStore(document, store)
  // A companion that is not there is no loss when the folder holds what it held.
  const others = [...warnings, ...missing].filter((warning) => !isAboutMissing(warning))
  return ok({ document, store, warnings: [...others, ...inFile(path, stillMissing)], expected })
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
  const beside = await writeBeside(path, written.value.companions)
  return beside.ok ? writeOutput(path, written.value.bytes) : beside
}

function outside(path: string, companion: string): Diagnostic {
  return error(
    'file/companion-outside',
    { kind: 'file', path: companion, file: path },
    'The graph refers to a file outside its own folder, which is not read.',
    'Move the file beside the graph and refer to it by its name.',
  )
}
