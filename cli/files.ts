/** Reading and writing for the command line: what the app's services say of a file, as a diagnostic that names its path. */
import { fail, ok, type Result } from '../core/base/result'
import { encodeUtf8 } from '../core/base/utf8'
import type { FileProblem } from '../core/contract/file-problem'
import type { Companion } from '../core/contract/save'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import { writeAtomically } from '../electron/services/atomic-write'
import { writeCompanions } from '../electron/services/companions'
import { readWholeFile } from '../electron/services/read-file'

/** What another program pipes in is read as well. */
export async function readInput(path: string): Promise<Result<Uint8Array, readonly Diagnostic[]>> {
  return told(path, await readWholeFile(path, { pipes: true }))
}

/** The target is whole or untouched, whatever happens. */
export async function writeOutput(
  path: string,
  bytes: Uint8Array | string,
): Promise<Result<null, readonly Diagnostic[]>> {
  const written = await writeAtomically(path, typeof bytes === 'string' ? encodeUtf8(bytes) : bytes)
  return told(path, written.ok ? ok(null) : written)
}

/** The files that the graph at `path` refers to, below its folder. */
export async function writeBeside(
  path: string,
  companions: readonly Companion[],
): Promise<Result<null, readonly Diagnostic[]>> {
  const written = await writeCompanions(path, companions)
  return told(path, written.ok ? ok(null) : written)
}

function told<Value>(path: string, result: Result<Value, FileProblem>): Result<Value, readonly Diagnostic[]> {
  if (result.ok) return result
  const { code, message, nextStep } = result.error
  return fail([error(`file/${code}`, { kind: 'file', path: 'file', file: path }, message, nextStep)])
}
