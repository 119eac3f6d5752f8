/** What a start asks for: the files among its arguments, be it our own start or a second one that hands them over. */
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { extensionOf } from '../../core/contract/file-types'

/** Files that a start opens; anything else among its arguments is Chromium's, or none of ours. */
const OPENED = ['.loom', '.loom.json', '.png']

export interface Start {
  readonly argv: readonly string[]
  /** Where it was started: relative paths are relative to it. */
  readonly folder: string
}

/**
 * Absolute paths, each once, in the order given. They need not exist: opening them says so. Chromium adds switches of
 * its own in any place; everything behind `--` is a file.
 */
export function filesToOpen({ argv, folder }: Start): readonly string[] {
  const given = argv.slice(1)
  const border = given.indexOf('--')
  const before = border < 0 ? given : given.slice(0, border)
  const behind = border < 0 ? [] : given.slice(border + 1)
  const files = [...before.filter((argument) => !argument.startsWith('-')), ...behind]
  const graphs = files.filter((file) => OPENED.includes(extensionOf(file)))
  return [...new Set(graphs.map((file) => pathOf(file, folder)))]
}

/** An AppImage's desktop entry hands files over as addresses. */
function pathOf(file: string, folder: string): string {
  if (!file.startsWith('file:///')) return resolve(folder, file)
  // A malformed address is taken for a name, and opening it says that there is no such file.
  try {
    const path = fileURLToPath(file)
    return path.includes('\0') ? resolve(folder, file) : path
  } catch {
    return resolve(folder, file)
  }
}

/** Starts the app without graphics acceleration. */
export const NO_GPU = '--no-gpu'

/** For a start of the same app that opens none of this one's files; the app's own folder, in development, stays. */
export function argumentsWithoutFiles(start: Start): readonly string[] {
  const files = filesToOpen(start)
  return start.argv.slice(1).filter((argument) => !files.includes(pathOf(argument, start.folder)))
}

/** What a second instance has sent; null when it is something else. Another version of the app may be the sender. */
export function startOf(data: unknown): Start | null {
  if (typeof data !== 'object' || data === null || !('argv' in data) || !('folder' in data)) return null
  const { argv, folder } = data
  if (typeof folder !== 'string' || !Array.isArray(argv)) return null
  return argv.every((argument): argument is string => typeof argument === 'string') ? { argv, folder } : null
}
