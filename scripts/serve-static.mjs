// `node scripts/serve-static.mjs [--port N] [--under /path/]`: serves dist/web as a plain host does, below a path and
// with no header but the type. The tests show with it that the web build brings along what it needs.
import { createReadStream, statSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { closeOnSignal } from './serve.mjs'
import { ROOT } from './targets.mjs'

/** Few hosts know more; `.loom` and `.webmanifest` are bytes to them. */
const TYPES = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.wasm': 'application/wasm',
}

/**
 * @param {string} folder
 * @param {{ port?: number, under?: string }} [at] port 0: any that is free; `under`: a path with a slash at both ends
 */
export async function startStaticServer(folder, { port = 0, under = '/' } = {}) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host')
    const file = pathname.startsWith(under) ? fileAt(folder, pathname.slice(under.length)) : null
    if (file === null) {
      response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found')
      return
    }
    response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' })
    createReadStream(file).pipe(response)
  })
  await new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${server.address().port}${under}`,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(resolve))
    },
  }
}

/** `new URL` has taken `..` out of the path already. */
function fileAt(folder, path) {
  const file = join(folder, decodeURIComponent(path), path === '' || path.endsWith('/') ? 'index.html' : '')
  return statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { values } = parseArgs({ options: { port: { type: 'string' }, under: { type: 'string' } } })
  await ensureBuilt(['web'])
  const server = await startStaticServer(join(ROOT, 'dist', 'web'), {
    port: Number(values.port ?? 0),
    under: values.under ?? '/',
  })
  closeOnSignal(server)
  console.log(`The web build is served at ${server.url}`)
}
