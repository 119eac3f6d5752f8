/**
 * The app's own scheme. Chromium alone cannot open it, so a loopback server asks the app's handler with the address
 * it knows, and hands its answer on as it is; `toChromium` and `toApp` translate between the two.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { isReady } from './lifecycle'
import { mayRequest } from './session'
import { strict } from './strict'

type Handler = Parameters<Electron.Protocol['handle']>[1]

const privileged = new Set<string>()
let served: { readonly scheme: string; readonly origin: Promise<string> } | null = null
// The part of an address between scheme and path, which the loopback server has no place for.
let host = ''
let origin = ''

export const protocol = strict('protocol', {
  registerSchemesAsPrivileged(schemes: Electron.CustomScheme[]): void {
    if (isReady())
      throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
    for (const { scheme } of schemes) privileged.add(scheme)
  },
  handle(scheme: string, handler: Handler): void {
    if (!isReady()) throw new Error('protocol.handle cannot be called before app is ready')
    if (!privileged.has(scheme))
      throw new Error(`The stand-in serves privileged schemes only, not ${scheme}:`)
    if (served !== null) throw new Error('The stand-in serves one scheme')
    served = { scheme, origin: listen(handler) }
  },
}) satisfies Pick<Electron.Protocol, 'registerSchemesAsPrivileged' | 'handle'>

/** The address that Chromium opens for one of ours. */
export async function toChromium(url: string): Promise<string> {
  const { protocol: scheme, host: ours, pathname, search, hash } = new URL(url)
  if (served === null || scheme !== `${served.scheme}:`) return url
  if (host !== '' && host !== ours) throw new Error(`The stand-in serves ${host} only, not ${ours}`)
  host = ours
  origin = await served.origin
  return `${origin}${pathname}${search}${hash}`
}

/** The address that the app's main process sees for one of Chromium's. */
export function toApp(url: string): string {
  const isOurs = origin !== '' && (url === origin || url.startsWith(`${origin}/`))
  return isOurs ? `${served?.scheme}://${host}${url.slice(origin.length)}` : url
}

async function listen(handler: Handler): Promise<string> {
  const server = createServer((request, response) => {
    answer(handler, request, response).catch((thrown: unknown) => {
      // Chromium gave up on the file, or the handler failed: told, and seen by the test.
      if (!response.destroyed) console.error(thrown)
      response.destroy()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  server.unref()
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function answer(handler: Handler, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = toApp(`${origin}${request.url ?? '/'}`)
  if (!(await mayRequest(url))) return void response.destroy()
  const reply = await handler(new Request(url, { method: request.method ?? 'GET' }))
  response.writeHead(reply.status, Object.fromEntries(reply.headers))
  if (reply.body === null) response.end()
  else await pipeline(Readable.fromWeb(reply.body as Parameters<typeof Readable.fromWeb>[0]), response)
}
