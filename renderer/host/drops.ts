/** Files dropped on the window, as ones that a graph can be saved to again where the surroundings have a way. */
import type { Bridge } from '../../core/contract/bridge'
import { ok, type Result } from '../../core/base/result'
import type { FileProblem } from '../../core/contract/file-problem'
import type { FileHandle, MainClient } from '../../core/contract/main'
import type { OpenedFile } from './host'
import { readFileBytes, type WindowFiles } from './window-files'

export interface DroppedFile {
  readonly file: File
  /** By which a browser can write to the file; null where there is no such thing. Must be asked for during the drop. */
  readonly entry: Promise<FileSystemHandle | null> | null
}

export interface DroppedGraph {
  readonly opened: OpenedFile
  /** Saving may write over the file. */
  readonly isOurs: boolean
}

export interface HostDrops {
  /** Reads a graph; the files that were dropped with it count as lying beside it. */
  open(dropped: DroppedFile, beside: readonly File[]): Promise<Result<DroppedGraph, FileProblem>>
}

export function createElectronDrops(
  bridge: Pick<Bridge, 'handOver'>,
  client: Pick<MainClient, 'openDropped'>,
  files: WindowFiles,
): HostDrops {
  let tickets = 0
  return {
    async open({ file }, beside) {
      const ticket = `drop-${++tickets}`
      bridge.handOver(file, ticket)
      const opened = await client.openDropped(ticket)
      if (!opened.ok) return opened
      return opened.value === null
        ? readOnly(files, file, beside)
        : ok({ opened: opened.value, isOurs: true })
    },
  }
}

export function createBrowserDrops(
  files: WindowFiles,
  hold: (
    entry: FileSystemFileHandle,
    file: File,
    bytes: Uint8Array,
    beside: readonly File[],
  ) => Promise<FileHandle>,
): HostDrops {
  return {
    async open({ file, entry }, beside) {
      const target = await entry
      if (!isFile(target)) return readOnly(files, file, beside)
      const bytes = await readFileBytes(file)
      if (!bytes.ok) return bytes
      const handle = await hold(target, file, bytes.value, beside)
      return ok({ opened: { handle, name: file.name, bytes: bytes.value }, isOurs: true })
    },
  }
}

async function readOnly(
  files: WindowFiles,
  file: File,
  beside: readonly File[],
): Promise<Result<DroppedGraph, FileProblem>> {
  const opened = await files.openDropped(file, beside)
  return opened.ok ? ok({ opened: opened.value, isOurs: false }) : opened
}

function isFile(entry: FileSystemHandle | null): entry is FileSystemFileHandle {
  return entry?.kind === 'file'
}
