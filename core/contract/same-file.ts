import type { FileHandle } from './main'

/** Another handle of one file. */
export interface SameFile {
  readonly handle: FileHandle
  /** What was read or written last by both of them is the same to the last byte. */
  readonly isAlike: boolean
}

/** Of the handles of one file one that knows it alike, else the first; null when none is of that file. */
export async function pickSame(
  among: readonly FileHandle[],
  compare: (handle: FileHandle) => Promise<'alike' | 'another version' | 'another file'>,
): Promise<SameFile | null> {
  let same: SameFile | null = null
  for (const handle of among) {
    const how = await compare(handle)
    if (how === 'alike') return { handle, isAlike: true }
    if (how === 'another version') same ??= { handle, isAlike: false }
  }
  return same
}
