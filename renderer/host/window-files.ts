/**
 * Files that the window has by itself, without asking the system: examples of our own origin, and files dropped on
 * it. Their handles are its own; they can be read from, and never written over.
 */
import { fail, ok, type Result } from '../../core/base/result'
import { isCompanionName } from '../../core/contract/companion'
import {
  checkFileSize,
  fileProblem,
  type FileProblem,
  type FileProblemCode,
} from '../../core/contract/file-problem'
import { extensionOf } from '../../core/contract/file-types'
import type { FileHandle } from '../../core/contract/main'
import { words } from '../text/words'
import type { OpenResult } from './host'

type Companion = Result<Uint8Array | null, FileProblem>

export interface WindowFiles {
  openExample(name: string): Promise<OpenResult>
  /** `beside`: the files that were dropped with it. */
  openDropped(file: File, beside: readonly File[]): Promise<OpenResult>
  /** Null when the handle is none of ours. */
  readCompanion(handle: FileHandle, name: string): Promise<Companion> | null
  owns(handle: FileHandle): boolean
}

// In the order in which one of several chosen files is taken for the one that is meant.
const MAIN_EXTENSIONS = ['.loom', '.loom.json', '.png', '.safetensors', '.npz', '.npy']

type FetchFile = (url: URL) => Promise<Response>

/** @param base the URL of the page: examples lie beside it */
export function createWindowFiles(base: string, fetchFile: FetchFile = (url) => fetch(url)): WindowFiles {
  const companions = new Map<FileHandle, (name: string) => Promise<Companion>>()

  function hold(find: (name: string) => Promise<Companion>): FileHandle {
    const handle = `window-${companions.size + 1}` as FileHandle
    companions.set(handle, find)
    return handle
  }

  return {
    async openExample(name) {
      if (!isCompanionName(name)) return fail(fileProblem('not-found', name))
      const url = exampleUrl(base, name)
      const bytes = await fetchBytes(url, name, fetchFile)
      if (!bytes.ok) return bytes
      if (bytes.value === null) return fail(fileProblem('not-found', name))
      const handle = hold((companion) => fetchBytes(new URL(encodeURI(companion), url), companion, fetchFile))
      return ok({ handle, name: baseName(name), bytes: bytes.value })
    },
    async openDropped(file, beside) {
      const bytes = await readFileBytes(file)
      if (!bytes.ok) return bytes
      return ok({
        handle: hold((name) => findBeside(file, beside, name)),
        name: file.name,
        bytes: bytes.value,
      })
    },
    readCompanion(handle, name) {
      const find = companions.get(handle)
      if (find === undefined) return null
      return isCompanionName(name) ? find(name) : Promise.resolve(fail(fileProblem('outside-folder', name)))
    },
    owns: (handle) => companions.has(handle),
  }
}

/** Where a file of our own `examples/` folder is fetched from. `name` is a checked one. */
export function exampleUrl(base: string, name: string): URL {
  return new URL(`examples/${name.split('/').map(encodeURIComponent).join('/')}`, base)
}

export function chooseMainFile(files: readonly File[]): File | null {
  const rank = (file: File): number => {
    const index = MAIN_EXTENSIONS.indexOf(extensionOf(file.name))
    return index < 0 ? MAIN_EXTENSIONS.length : index
  }
  return [...files].sort((a, b) => rank(a) - rank(b))[0] ?? null
}

/** A companion among files chosen together: a web page sees their names, not their folders. */
export async function findBeside(
  main: File | null,
  files: readonly File[],
  name: string,
): Promise<Companion> {
  if (!isCompanionName(name)) return fail(fileProblem('outside-folder', name))
  const found = files.find((file) => file !== main && file.name === baseName(name))
  return found === undefined ? fail(fileProblem('unreachable', name)) : readFileBytes(found)
}

export async function readFileBytes(file: File): Promise<Result<Uint8Array, FileProblem>> {
  const tooLarge = checkFileSize(file.name, file.size)
  if (tooLarge !== null) return fail(tooLarge)
  try {
    return ok(new Uint8Array(await file.arrayBuffer()))
  } catch (thrown) {
    return fail(problemOfDom(thrown, file.name))
  }
}

/** The problem that a browser's error means for the user. Rethrows what is no such error: that is our bug. */
export function problemOfDom(
  thrown: unknown,
  file: string,
  meanings: Readonly<Record<string, FileProblemCode>> = {},
): FileProblem {
  if (!(thrown instanceof DOMException)) throw thrown
  const meaning = meanings[thrown.name]
  if (meaning !== undefined) return fileProblem(meaning, file)
  switch (thrown.name) {
    case 'NotFoundError':
      return fileProblem('not-found', file)
    case 'NotAllowedError':
    case 'SecurityError':
      return fileProblem('no-permission', file)
    case 'NoModificationAllowedError':
    case 'InvalidStateError':
      return fileProblem('busy', file)
    case 'QuotaExceededError':
      return fileProblem('disk-full', file)
    case 'TypeMismatchError':
      return fileProblem('is-folder', file)
    default:
      return fileProblem('failed', file, thrown.message)
  }
}

async function fetchBytes(url: URL, name: string, fetchFile: FetchFile): Promise<Companion> {
  try {
    const response = await fetchFile(url)
    if (response.status === 404) return ok(null)
    if (!response.ok) return fail(fileProblem('offline', name, words.files.answerWas(response.status)))
    return ok(new Uint8Array(await response.arrayBuffer()))
  } catch (thrown) {
    // `fetch` has one error for every failure of the network.
    if (!(thrown instanceof TypeError)) throw thrown
    return fail(fileProblem('offline', name, thrown.message))
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
