import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { strict } from './strict'

// What Chromium calls the files that the app asks for in this way.
const TYPES: Readonly<Record<string, string>> = { '.wasm': 'application/wasm' }

export const net = strict('net', {
  async fetch(url: string): Promise<Response> {
    if (!url.startsWith('file:')) throw new Error(`The stand-in fetches files only, not ${url}`)
    const path = fileURLToPath(url)
    const type = TYPES[extname(path)]
    if (type === undefined) throw new Error(`The stand-in does not know what Chromium would call ${path}`)
    return new Response(await readFile(path), { headers: { 'Content-Type': type } })
  },
}) satisfies Partial<Record<keyof Electron.Net, unknown>>
