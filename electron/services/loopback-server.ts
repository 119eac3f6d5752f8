/**
 * Serves the built editor to browsers on this machine, with the same answers as the app's own scheme. Only requests
 * addressed to this machine by name are answered: a foreign page that rebinds its name to 127.0.0.1 gets nothing.
 */
import { createReadStream } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { answerRequest, textAnswer, type Answer } from './app-protocol'

export interface LoopbackServer {
  /** `http://127.0.0.1:PORT/` */
  readonly url: string
  close(): Promise<void>
}

/** @param port 0 takes any free one. Rejects with EADDRINUSE when the port is taken. */
export async function startLoopbackServer(root: string, port: number): Promise<LoopbackServer> {
  const server = createServer((request, response) => {
    answer(root, request, response).catch((thrown: unknown) => {
      // The reader has gone, or the file changed under us: this response is lost, the server is not.
      response.destroy(thrown instanceof Error ? thrown : new Error(String(thrown)))
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const address = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${address.port}/`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve, reject) => server.close((error) => (error ? reject(error) : resolve())))
    },
  }
}

async function answer(root: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const method = request.method ?? 'GET'
  const reply = await answerTo(root, method, request)
  response.writeHead(reply.status, reply.headers)
  if (method === 'HEAD') response.end()
  else if ('text' in reply.body) response.end(reply.body.text)
  else await pipeline(createReadStream(reply.body.file), response)
}

async function answerTo(root: string, method: string, request: IncomingMessage): Promise<Answer> {
  const host = request.headers.host ?? ''
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(host))
    return textAnswer(403, 'Only this machine is answered.')
  // Not `new URL`: it would resolve `..` before anybody could refuse it.
  const pathname = (request.url ?? '/').split(/[?#]/, 1)[0] ?? '/'
  return answerRequest(root, method, pathname)
}
