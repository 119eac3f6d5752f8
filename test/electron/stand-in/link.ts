/**
 * What the two processes of a run ask of each other: the one that runs the app's main on the stand-in, and the test's,
 * which has the Chromium. Between them lies Node's channel of a child process, which clones as Electron's does.
 */
export interface Size {
  readonly width: number
  readonly height: number
}

export interface FrameInfo {
  readonly url: string
  readonly isMain: boolean
}

/** The number of a window within its process. */
export type WindowId = number

/** The screens and pages, in the test's process. Addresses are those that Chromium can open. */
export interface Display {
  openWindow(window: WindowId, size: Size, preload: string | null, granted: readonly string[]): Promise<void>
  /** Resolves when the page has loaded. */
  load(window: WindowId, url: string): Promise<void>
  reload(window: WindowId): Promise<void>
  send(window: WindowId, channel: string, args: readonly unknown[]): Promise<void>
  execute(window: WindowId, code: string): Promise<unknown>
  press(window: WindowId, keys: string): Promise<void>
  resize(window: WindowId, size: Size): Promise<void>
  setDark(isDark: boolean): Promise<void>
  crash(window: WindowId): Promise<void>
  close(window: WindowId): Promise<void>
}

/** The app's main process, on the stand-in. */
export interface MainProcess {
  /** Runs the text of a function with the stand-in and an argument. */
  evaluate(source: string, argument: unknown): Promise<unknown>
  message(window: WindowId, channel: string, args: readonly unknown[], frame: FrameInfo): Promise<void>
  /** True when a frame of the page may go there by itself. */
  mayNavigate(window: WindowId, url: string, isMain: boolean): Promise<boolean>
  /** True when a page may ask a foreign server. */
  mayRequest(url: string): Promise<boolean>
  windowAsked(window: WindowId, url: string): Promise<void>
  finishedLoad(window: WindowId): Promise<void>
  crashed(window: WindowId): Promise<void>
}

/** How a run begins; travels in the environment. */
export interface Beginning {
  readonly main: string
  readonly appPath: string
  readonly isDark: boolean
  readonly displays: readonly (Size & {
    readonly x: number
    readonly y: number
    readonly scaleFactor: number
  })[]
}

export const BEGINNING = 'STYLELOOM_STAND_IN'
