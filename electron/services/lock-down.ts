/** What no page of the app can do, whatever it holds: leave our origin, open windows, ask for permissions, reach the net. */
import { APP_ORIGIN } from './app-protocol'
import { isOurPage } from './ipc-transport'

/** The developer tools are pages too, of Chromium's own files. */
const DEV_TOOLS = 'devtools://'

interface Preventable {
  preventDefault(): void
}
interface Navigation extends Preventable {
  readonly url: string
}

/** What is used of Electron's `WebContents`. */
export interface LockedContents {
  on(
    event: 'will-navigate' | 'will-frame-navigate' | 'will-redirect',
    listener: (event: Navigation) => void,
  ): unknown
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown
  getURL(): string
  setWindowOpenHandler(handler: () => { action: 'deny' }): void
  setWebRTCIPHandlingPolicy(policy: 'disable_non_proxied_udp'): void
}

/** What is used of Electron's `Session`. */
export interface LockedSession {
  setPermissionRequestHandler(
    handler: (contents: unknown, permission: string, answer: (granted: boolean) => void) => void,
  ): void
  setPermissionCheckHandler(handler: () => boolean): void
  setDevicePermissionHandler(handler: () => boolean): void
  readonly webRequest: {
    onBeforeRequest(
      listener: (
        request: { readonly url: string },
        answer: (response: { readonly cancel: boolean }) => void,
      ) => void,
    ): void
  }
}

/** For every page there is: denies new windows, navigation away from our own page, and embedded pages. */
export function lockContents(contents: LockedContents): void {
  function stay(event: Navigation): void {
    const isTools = contents.getURL().startsWith(DEV_TOOLS) && event.url.startsWith(DEV_TOOLS)
    if (!isOurPage(event.url) && !isTools) event.preventDefault()
  }
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.on('will-navigate', stay)
  contents.on('will-frame-navigate', stay)
  contents.on('will-redirect', stay)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  // A content security policy says nothing of WebRTC.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}

/** Denies every permission, and every request that is not for our own files. */
export function lockSession(session: LockedSession, refused: (url: string) => void): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    const cancel = !staysHere(url)
    if (cancel) refused(url)
    answer({ cancel })
  })
}

/** True for addresses that lead to our own files, to memory of our own page, or to the built-in developer tools. */
export function staysHere(url: string): boolean {
  return (
    isOurPage(url) ||
    [`blob:${APP_ORIGIN}/`, 'data:', DEV_TOOLS].some((beginning) => url.startsWith(beginning))
  )
}

/** Chromium's own services look names up too: none is ever found. */
export const OFFLINE_SWITCHES = [['host-resolver-rules', 'MAP * ~NOTFOUND']] as const
