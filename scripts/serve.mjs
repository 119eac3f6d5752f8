// `npm run serve [-- --port N]`: serves the built editor to browsers on this machine, until Ctrl+C.
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ensureBuilt } from './build.mjs'
import { ROOT } from './targets.mjs'

/** A fixed port where it is free: a browser keeps unsaved work by address. */
export const USUAL_PORT = 5177

/** Builds what is missing and serves it. @param {number | null} port null: the usual one, or any that is free */
export async function serveEditor(port, { root = ROOT } = {}) {
  await ensureBuilt(['serve', 'renderer'], { root })
  const { startLoopbackServer } = await import(pathToFileURL(join(root, 'dist', 'serve', 'server.js')).href)
  const page = join(root, 'dist', 'renderer')
  try {
    return await startLoopbackServer(page, port ?? USUAL_PORT)
  } catch (thrown) {
    if (thrown.code !== 'EADDRINUSE' || port !== null) throw thrown
    return startLoopbackServer(page, 0)
  }
}

/** Closes the server on Ctrl+C or a polite kill. */
export function closeOnSignal(server) {
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => void server.close().then(() => process.exit(0)))
  }
}

async function main() {
  const { values } = parseArgs({ options: { port: { type: 'string' } } })
  const port = values.port === undefined ? null : Number(values.port)
  if (port !== null && !(Number.isInteger(port) && port >= 0 && port < 65536)) {
    throw new Error(`"${values.port}" is no port: give a number from 0 to 65535.`)
  }
  const server = await serveEditor(port)
  closeOnSignal(server)
  console.log(`Styleloom is served at ${server.url}`)
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  main().catch((thrown) => {
    console.error(
      thrown.code === 'EADDRINUSE' ? `Port ${thrown.port} is taken: choose another.` : thrown.message,
    )
    process.exitCode = 1
  })
}
