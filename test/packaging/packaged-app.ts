/** Packs the app as `npm run dist` does, with stand-ins for what would have to be downloaded. */
import { createHash } from 'node:crypto'
import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { extractAll, getRawHeader, listPackage } from '@electron/asar'
import { ensureBuilt } from '../../scripts/build.mjs'
import { ROOT } from '../../scripts/targets.mjs'
import { makeStubElectron, makeStubFpm } from './stub-electron'

export interface PackagedApp {
  /** What would be installed. */
  readonly folder: string
  readonly program: string
  readonly asar: string
  /** What fpm was called with, one a line; the desktop entry; the types of files. */
  readonly deb: { readonly arguments: string; readonly desktop: string; readonly types: string }
}

/** @param folder an empty one. Throws with what electron-builder said when it fails. */
export async function packApp(folder: string): Promise<PackagedApp> {
  await ensureBuilt(['renderer', 'electron'], { quiet: true })
  const electron = join(folder, 'electron')
  const output = join(folder, 'packages')
  const fpm = join(folder, 'fpm')
  makeStubElectron(electron)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules', 'electron-builder', 'cli.js'),
      ...['--linux', 'dir', 'deb', '--x64'],
      `-c.electronDist=${electron}`,
      `-c.directories.output=${output}`,
    ],
    {
      cwd: ROOT,
      env: { ...process.env, CUSTOM_FPM_PATH: makeStubFpm(fpm) },
      encoding: 'utf8',
    },
  )
  if (status !== 0) throw new Error(`electron-builder failed:\n${stdout}\n${stderr}`)
  const unpacked = join(output, 'linux-unpacked')
  const read = (name: string): string => readFileSync(join(fpm, name), 'utf8')
  return {
    folder: unpacked,
    program: join(unpacked, 'styleloom'),
    asar: join(unpacked, 'resources', 'app.asar'),
    deb: { arguments: read('arguments'), desktop: read('desktop'), types: read('types') },
  }
}

interface AsarEntry {
  readonly files?: Readonly<Record<string, AsarEntry>>
  readonly size?: number
  readonly unpacked?: boolean
  readonly integrity?: { readonly algorithm: string; readonly hash: string }
}
export interface PackedFile {
  readonly path: string
  /** Bytes. */
  readonly size: number
  readonly isUnpacked: boolean
  /** The SHA-256 that the archive's header holds the file to; null when there is none. */
  readonly hash: string | null
}

/** The archive's files by its header, with forward slashes. */
export function filesOf(asar: string): readonly PackedFile[] {
  function walk(entry: AsarEntry, path: string): readonly PackedFile[] {
    if (entry.files !== undefined) {
      return Object.entries(entry.files).flatMap(([name, child]) =>
        walk(child, path === '' ? name : `${path}/${name}`),
      )
    }
    const { size = 0, unpacked = false, integrity } = entry
    return [
      { path, size, isUnpacked: unpacked, hash: integrity?.algorithm === 'SHA256' ? integrity.hash : null },
    ]
  }
  return walk(getRawHeader(asar).header, '')
}

/** Takes the archive apart, as a reader that trusts nothing but its bytes. */
export function unpackAsar(asar: string, folder: string): void {
  if (listPackage(asar, { isPack: false }).length === 0) throw new Error('The archive is empty.')
  extractAll(asar, folder)
}

export function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}
