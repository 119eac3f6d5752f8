import { readFileSync } from 'node:fs'

/** The bytes of `test/fixtures/<path>`. */
export function fixture(path: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`../fixtures/${path}`, import.meta.url)))
}
