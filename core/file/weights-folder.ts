/**
 * The search for weights and pictures in a folder of the user's, by hash. What a file holds is remembered for as long as its
 * size and time stay the same, and a file is only read when what is known does not answer the question: the first search
 * takes as long as reading the files, the next ones no time.
 */
import * as v from 'valibot'
import { isSha256, type Sha256 } from '../base/ids'

/** How far a search goes; a folder that is larger is searched in part. */
export const FOLDER_LIMITS = {
  depth: 8,
  /** Files that are looked at, in the order of their paths. */
  files: 2000,
  /** Folders that are walked through. */
  folders: 2000,
  /** Of all files that are handed over at once. */
  bytes: 2 ** 31,
} as const

export interface FolderFile {
  /** Below the folder, with forward slashes. */
  readonly path: string
  readonly size: number
  /** Milliseconds. */
  readonly modified: number
  /** Null when it cannot be read: gone, locked, too large. */
  read(): Promise<Uint8Array | null>
}

export interface IndexedFile {
  readonly size: number
  readonly modified: number
  readonly hashes: readonly Sha256[]
}

/** What the files of a folder hold, by path. */
export type FolderIndex = ReadonlyMap<string, IndexedFile>

export interface FoundFile {
  /** Without its folder. */
  readonly name: string
  readonly bytes: Uint8Array
}

export interface FolderSearch {
  readonly found: readonly FoundFile[]
  readonly index: FolderIndex
}

/** The files that together hold what is wanted, as far as it is there. `hashesOf` gives nothing for a file that is broken. */
export async function searchFolder(
  files: readonly FolderFile[],
  wanted: ReadonlySet<Sha256>,
  known: FolderIndex,
  hashesOf: (bytes: Uint8Array) => readonly Sha256[] | Promise<readonly Sha256[]>,
): Promise<FolderSearch> {
  // What has gone is forgotten.
  const index = new Map(
    files.flatMap((file) => {
      const entry = known.get(file.path)
      return entry && isSame(file, entry) ? [[file.path, entry] as const] : []
    }),
  )
  const found: FoundFile[] = []
  const left = new Set(wanted)
  let room: number = FOLDER_LIMITS.bytes

  async function take(file: FolderFile): Promise<void> {
    const bytes = file.size <= room ? await file.read() : null
    if (!bytes) return
    const entry = index.get(file.path) ?? {
      size: file.size,
      modified: file.modified,
      hashes: [...new Set(await hashesOf(bytes))],
    }
    index.set(file.path, entry)
    const useful = entry.hashes.filter((sha256) => left.delete(sha256))
    if (useful.length === 0) return
    found.push({ name: nameOf(file.path), bytes })
    room -= bytes.length
  }

  const isUseful = ({ path }: FolderFile): boolean =>
    index.get(path)?.hashes.some((sha256) => left.has(sha256)) ?? false
  for (const file of files) if (isUseful(file)) await take(file)
  for (const file of files) {
    if (left.size === 0) break
    if (!index.has(file.path)) await take(file)
  }
  return { found, index }
}

function isSame(file: FolderFile, { size, modified }: IndexedFile): boolean {
  return file.size === size && file.modified === modified
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

const VERSION = 1

const choiceSchema = v.object({ version: v.literal(VERSION), folder: v.pipe(v.string(), v.minLength(1)) })

const schema = v.object({
  version: v.literal(VERSION),
  folder: v.string(),
  files: v.array(
    v.object({
      path: v.string(),
      size: v.number(),
      modified: v.number(),
      hashes: v.array(v.custom<Sha256>((value) => typeof value === 'string' && isSha256(value))),
    }),
  ),
})

export function writeIndex(folder: string, index: FolderIndex): string {
  const files = [...index].map(([path, { size, modified, hashes }]) => ({ path, size, modified, hashes }))
  return JSON.stringify({ version: VERSION, folder, files })
}

/** Empty when the text is of another folder or version, or broken: then everything is read once more. */
export function readIndex(folder: string, text: string): FolderIndex {
  const read = v.safeParse(schema, parsed(text))
  if (!read.success || read.output.folder !== folder) return new Map()
  return new Map(read.output.files.map(({ path, ...entry }) => [path, entry]))
}

/** Which folder it is, as text to keep. */
export function writeChoice(folder: string): string {
  return `${JSON.stringify({ version: VERSION, folder }, null, 1)}\n`
}

/** Null when none was chosen, or when the text is damaged. */
export function readChoice(text: string): string | null {
  const read = v.safeParse(choiceSchema, parsed(text))
  return read.success ? read.output.folder : null
}

/** Null for what is no JSON, as a file that somebody has damaged. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
