/**
 * What the desktop remembers of itself from one start to the next: the window's place and the theme. A lost or damaged
 * file means a first start, never a failure: nothing in it is anybody's work.
 */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { THEME_CHOICES, type ThemeChoice } from '../../core/contract/desktop'
import { errnoOf } from './file-problems'
import type { WindowState } from './window-state'

export interface Settings {
  readonly window: WindowState | null
  readonly theme: ThemeChoice
}

export interface SettingsFile {
  readonly current: Settings
  change(part: Partial<Settings>): void
}

export const FIRST_SETTINGS: Settings = { window: null, theme: 'system' }

/** @param report gets what keeps the file from being written; the settings then last until the app ends */
export function openSettings(path: string, report: (bug: unknown) => void): SettingsFile {
  let current = readSettings(path)
  return {
    get current() {
      return current
    },
    change(part) {
      const next = { ...current, ...part }
      if (JSON.stringify(next) === JSON.stringify(current)) return
      current = next
      try {
        mkdirSync(dirname(path), { recursive: true })
        // At once, because the app may be ending; whole, because it may be killed.
        writeFileSync(`${path}.new`, `${JSON.stringify(current, null, 2)}\n`)
        renameSync(`${path}.new`, path)
      } catch (thrown) {
        if (errnoOf(thrown) === null) throw thrown
        report(thrown)
      }
    },
  }
}

function readSettings(path: string): Settings {
  try {
    return toSettings(JSON.parse(readFileSync(path, 'utf8')))
  } catch (thrown) {
    if (errnoOf(thrown) === null && !(thrown instanceof SyntaxError)) throw thrown
    return FIRST_SETTINGS
  }
}

function toSettings(data: unknown): Settings {
  const { window, theme } = fieldsOf(data)
  return {
    window: toWindowState(window),
    theme: THEME_CHOICES.find((choice) => choice === theme) ?? 'system',
  }
}

function toWindowState(data: unknown): WindowState | null {
  const { bounds, maximized, fullScreen } = fieldsOf(data)
  const { x, y, width, height } = fieldsOf(bounds)
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return null
  return {
    bounds: { x, y, width, height },
    maximized: maximized === true,
    fullScreen: fullScreen === true,
  }
}

function isWhole(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 1e6
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  return typeof data === 'object' && data !== null ? { ...data } : {}
}
