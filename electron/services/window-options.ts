import { extensionOf } from '../../core/contract/file-types'
import { isOurPage } from './ipc-transport'

/** The window's settings: everything that a page could use to get out of its sandbox is off. */
export function windowOptions(preload: string) {
  return {
    width: 1440,
    height: 900,
    minWidth: 800,
    minHeight: 500,
    show: false,
    backgroundColor: '#16171d',
    title: 'Styleloom',
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
    },
  } as const
}

interface Preventable {
  preventDefault(): void
}
interface NavigatingContents {
  on(event: 'will-navigate', listener: (event: Preventable & { readonly url: string }) => void): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
}
interface AskingSession {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void
  setPermissionCheckHandler(handler: () => boolean): void
}

/** Denies new windows, navigation away from our page, embedded pages and every permission. */
export function lockDown(contents: NavigatingContents, session: AskingSession): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', (event) => {
    if (!isOurPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
}

/** Chromium's switches. On Linux WebGPU is off for most graphics cards unless asked for, and needs Vulkan. */
export function gpuSwitches(platform: string): readonly (readonly [name: string, value?: string])[] {
  return platform === 'linux' ? [['enable-unsafe-webgpu'], ['enable-features', 'Vulkan']] : []
}

/** The graph among the arguments of a start by double click. Chromium adds switches of its own, in any order. */
export function graphArgument(argv: readonly string[]): string | null {
  const files = argv.slice(1).filter((argument) => !argument.startsWith('-'))
  return files.find((file) => ['.loom', '.loom.json', '.png'].includes(extensionOf(file))) ?? null
}
