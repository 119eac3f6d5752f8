/** The app's life: one instance, its own scheme, one window. Each piece of work is a service beside this file. */
import { app, net, protocol, session } from 'electron'
import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pathToFileURL } from 'node:url'
import { askUser } from './ask'
import { answerRequest, APP_SCHEME, type Answer } from './services/app-protocol'
import { lockContents, lockSession, OFFLINE_SWITCHES } from './services/lock-down'
import { createLog } from './services/log'
import { openSettings } from './services/settings-file'
import { argumentsWithoutFiles, filesToOpen, NO_GPU, startOf, type Start } from './services/start-arguments'
import { createGpuWatch } from './services/trouble'
import { gpuSwitches } from './services/window-options'
import { openEditorWindow, type EditorWindow } from './window'

const PAGE_ROOT = join(import.meta.dirname, '..', 'renderer')
/** As in the packages' description: Windows finds the app's jump list by it. */
const APP_ID = 'io.github.styleloom'

const thisStart: Start = { argv: process.argv, folder: process.cwd() }
const log = createLog({ folder: app.getPath('logs'), home: app.getPath('home') })
let editor: Promise<EditorWindow> | null = null
/** Asked for before there is a window. */
let early: string[] = []
/** The arguments of the start that follows when the app has ended. */
let nextStart: string[] | null = null

if (app.requestSingleInstanceLock(thisStart)) start()
else app.quit()

function start(): void {
  process.on('uncaughtExceptionMonitor', log.bug)
  process.on('unhandledRejection', report)
  const { electron, chrome, node } = process.versions
  log.info(
    `Styleloom ${app.getVersion()} starts on ${process.platform} ${process.arch}: Electron ${electron}, Chromium ${chrome}, Node ${node}`,
  )
  app.setAppUserModelId(APP_ID)
  // All of this must happen before the app is ready.
  protocol.registerSchemesAsPrivileged([
    {
      scheme: APP_SCHEME,
      privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
    },
  ])
  for (const [name, value] of OFFLINE_SWITCHES) app.commandLine.appendSwitch(name, value)
  if (process.argv.includes(NO_GPU)) app.disableHardwareAcceleration()
  else for (const [name, value] of gpuSwitches(process.platform)) app.commandLine.appendSwitch(name, value)

  app.on('web-contents-created', (_event, contents) => lockContents(contents))
  app.on('open-file', (event, path) => {
    event.preventDefault()
    openGraphs([path])
  })
  app.on('second-instance', (_event, _argv, _folder, data) => {
    const other = startOf(data)
    if (other !== null) openGraphs(filesToOpen(other))
    void editor?.then((window) => window.focus())
  })
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => {
    if (nextStart !== null) app.relaunch({ args: nextStart })
  })
  const gpuWatch = createGpuWatch({ ask: askUser, log, restartWithoutGpu })
  app.on('child-process-gone', (_event, { type, reason, exitCode }) =>
    gpuWatch.ended(type, { reason, exitCode }),
  )

  openGraphs(filesToOpen(thisStart))
  app.whenReady().then(openWindow).catch(fatal)
}

async function openWindow(): Promise<void> {
  protocol.handle(APP_SCHEME, async (request) => {
    const { pathname } = new URL(request.url)
    return toResponse(await answerRequest(PAGE_ROOT, request.method, pathname), request.method)
  })
  lockSession(session.defaultSession, (url) => log.info(`A request was refused: ${url.slice(0, 200)}`))
  const settings = openSettings(join(app.getPath('userData'), 'settings.json'), report)
  editor = openEditorWindow({
    isGiven: early.length > 0,
    settings,
    log,
    report,
    keptOpen: () => (nextStart = null),
  })
  await editor
  openGraphs(early)
  early = []
}

/** One after the other, so that their tabs stand in the order asked for. */
function openGraphs(paths: readonly string[]): void {
  if (editor === null) early.push(...paths)
  else
    editor
      .then(async (window) => {
        for (const path of paths) await window.open(path)
      })
      .catch(report)
}

function restartWithoutGpu(): void {
  nextStart = [...argumentsWithoutFiles(thisStart), NO_GPU]
  app.quit()
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
  log.bug(bug)
}

function fatal(thrown: unknown): void {
  report(thrown)
  app.exit(1)
}
