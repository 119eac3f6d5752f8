/** What a spec needs of a running desktop app, be it on Electron itself or on its stand-in. */
import type { Page } from '@playwright/test'
import type * as Electron from 'electron'

export type ElectronModule = typeof Electron

export interface DesktopApp {
  /** The page in the window, as it is now: after a crash it is another one. */
  page(): Page
  /**
   * Runs a function in the main process. It gets Electron's own calls; everything else that it needs must be in
   * `argument`, as plain data.
   */
  evaluate<Result, Argument = undefined>(
    run: (electron: ElectronModule, argument: Argument) => Result | Promise<Result>,
    ...argument: [Argument] extends [undefined] ? [] : [argument: Argument]
  ): Promise<Result>
  /** Resolves with the exit code when the process has ended, null when it was killed. */
  readonly exited: Promise<number | null>
  /** What the main process has written so far. */
  output(): string
  /** What went wrong on the page that the user was not told: exceptions, console errors, requests to strangers. */
  readonly complaints: string[]
  /** Ends the process at once, as a power cut would. */
  kill(): Promise<void>
}

export interface Screen {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly scaleFactor: number
}

export interface Start {
  /** The folder that holds the user's home and the app's own data. */
  readonly profile: string
  readonly args: readonly string[]
  /** Where it is started: relative arguments begin here. */
  readonly folder: string
  readonly isDark: boolean
  readonly screens: readonly Screen[]
}

export interface Launcher {
  readonly kind: 'electron' | 'stand-in'
  /** Resolves when the window shows its page. */
  launch(start: Start): Promise<DesktopApp>
  /** A start that finds the app running already; resolves with its exit code. */
  launchAgain(start: Start): Promise<number | null>
}

export function electronArguments({ profile, args }: Start): string[] {
  return [`--user-data-dir=${profile}/data`, ...args]
}

/** The environment of a user whose home is the profile. */
export function environmentOf({ profile }: Start): Record<string, string> {
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return { ...Object.fromEntries(inherited), HOME: profile, XDG_CONFIG_HOME: `${profile}/config` }
}
