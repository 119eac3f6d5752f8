/** The app's life: one instance, its own scheme, one window. Each piece of work is a service beside this file. */
import { app, net, protocol } from 'electron'
import { createReadStream } from 'node:fs'
import { join, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { answerRequest, APP_SCHEME, type Answer } from './services/app-protocol'
import { gpuSwitches, graphArgument } from './services/window-options'
import { openEditorWindow, type EditorWindow } from './window'

const PAGE_ROOT = join(import.meta.dirname, '..', 'renderer')

let editor: Promise<EditorWindow> | null = null
let requested: string | null = null

if (app.requestSingleInstanceLock({ argv: process.argv, folder: process.cwd() })) start()
else app.quit()

function start(): void {
  // Both must happen before the app is ready.
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
  if (!process.argv.includes('--no-gpu')) {
    for (const [name, value] of gpuSwitches(process.platform)) app.commandLine.appendSwitch(name, value)
  }

  app.on('open-file', (event, path) => {
    event.preventDefault()
    openGraph(path)
  })
  app.on('second-instance', (_event, _argv, _folder, start) => {
    const { argv, folder } = start as { readonly argv: readonly string[]; readonly folder: string }
    const graph = graphArgument(argv)
    if (graph !== null) openGraph(resolve(folder, graph))
    void editor?.then((window) => window.focus())
  })
  app.on('window-all-closed', () => app.quit())
  app.on('child-process-gone', (_event, { type, reason }) =>
    report(new Error(`The ${type} process ended: ${reason}`)),
  )

  const graph = graphArgument(process.argv)
  if (graph !== null) openGraph(resolve(graph))
  app.whenReady().then(openWindow).catch(fatal)
}

async function openWindow(): Promise<void> {
  protocol.handle(APP_SCHEME, async (request) => {
    const { pathname } = new URL(request.url)
    return toResponse(await answerRequest(PAGE_ROOT, request.method, pathname), request.method)
  })
  editor = openEditorWindow(report)
  const window = await editor
  if (requested !== null) await window.open(requested)
}

function openGraph(path: string): void {
  if (editor === null) requested = path
  else void editor.then((window) => window.open(path)).catch(report)
}

function toResponse(answer: Answer, method: string): Response | Promise<Response> {
  const { status, headers, body } = answer
  if (method === 'HEAD') return new Response(null, { status, headers })
  if ('text' in body) return new Response(body.text, { status, headers })
  // An untouched response of `net.fetch` is passed on natively: much faster, and only this kind of file is large.
  if (body.file.endsWith('.wasm')) return net.fetch(pathToFileURL(body.file).href)
  return new Response(Readable.toWeb(createReadStream(body.file)) as ReadableStream, { status, headers })
}

function report(bug: unknown): void {
  console.error(bug)
}

function fatal(thrown: unknown): void {
  report(thrown)
  app.exit(1)
}
