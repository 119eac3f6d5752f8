/**
 * The files that were open lately, as the window may know them: by a name of ours, never by a path. Spread into the
 * main contract.
 */
import * as v from 'valibot'
import type { Result } from '../base/result'
import { event, returns } from './define'
import type { FileProblem } from './file-problem'
import type { FileHandle, OpenedFile } from './main'

declare const brand: unique symbol
export type RecentId = string & { readonly [brand]: 'RecentId' }

export interface RecentFile {
  readonly id: RecentId
  readonly name: string
  /** Where it lies, shortened for the eye: `~/graphs`, `…/projects/faces`. Empty where that cannot be known. */
  readonly folder: string
  /** When it was opened or saved last, in milliseconds since 1970. */
  readonly time: number
  /** PNG, at most `MAX_THUMBNAIL_SIDE` pixels wide and high. */
  readonly thumbnail: Uint8Array | null
  /** It is not where it was. */
  readonly isMissing: boolean
}

/** How many files are remembered. */
export const MAX_RECENT = 20

/** In pixels. */
export const MAX_THUMBNAIL_SIDE = 256

/** In bytes: four for each pixel, which no PNG of that size needs, and some for its head. */
const MAX_THUMBNAIL_BYTES = 4 * MAX_THUMBNAIL_SIDE ** 2 + 4096

export function isRecentId(value: unknown): value is RecentId {
  return typeof value === 'string' && /^recent-[0-9a-f]{16}$/.test(value)
}

const id = v.custom<RecentId>(isRecentId)
const handle = v.custom<FileHandle>((value) => typeof value === 'string' && /^[a-z]+-[0-9a-z-]+$/.test(value))
const thumbnail = v.nullable(
  v.custom<Uint8Array>((value) => value instanceof Uint8Array && value.byteLength <= MAX_THUMBNAIL_BYTES),
)

export const recentTasks = {
  /** Newest first. */
  recentFiles: returns<readonly RecentFile[]>().call(),
  openRecent: returns<Result<OpenedFile, FileProblem>>().call(id),
  /**
   * The handle's file is open in the window now. A thumbnail replaces the one before; null keeps it. A file that cannot
   * be opened again as a graph is not remembered.
   */
  rememberRecent: returns<undefined>().call(handle, thumbnail),
  forgetRecent: returns<undefined>().call(id),
  clearRecent: returns<undefined>().call(),
  recentChanged: event(),
}
