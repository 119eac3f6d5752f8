import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** What marks the place of the fuses in Electron's program; after it come the version of the wire and its length. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** As Electron is shipped: 0 off, 1 on, in the order of `FuseV1Options`. */
const SHIPPED = '101100010'

/**
 * Puts into `folder` what electron-builder looks at in an unpacked Electron for Linux. Packing needs no more of it,
 * and so no network.
 */
export function makeStubElectron(folder: string): void {
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  const wire = [Buffer.from(SENTINEL), Buffer.from([1, SHIPPED.length]), Buffer.from(SHIPPED)]
  const code = Buffer.alloc(1024, 0x90)
  writeFileSync(join(folder, 'electron'), Buffer.concat([code, ...wire, code]), { mode: 0o755 })
  writeFileSync(join(folder, 'LICENSE'), 'The licence of Electron.')
  writeFileSync(join(folder, 'LICENSES.chromium.html'), 'The licences of Chromium.')
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '')
  writeFileSync(join(folder, 'version'), '45.4.1')
}

/**
 * A program in the place of fpm, which makes the .deb: it keeps what it was called with, and the two small files that
 * it would have packed. Returns its path.
 */
export function makeStubFpm(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const program = join(folder, 'fpm')
  const script = [
    '#!/bin/sh',
    `cd '${folder}'`,
    `printf '%s\\n' "$@" > arguments`,
    'for argument in "$@"; do',
    '  case "$argument" in',
    '    *.desktop=*) cp "${argument%%=*}" desktop ;;',
    '    *.xml=*) cp "${argument%%=*}" types ;;',
    '  esac',
    'done',
  ]
  writeFileSync(program, script.join('\n'), { mode: 0o755 })
  return program
}
