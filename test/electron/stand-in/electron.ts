/**
 * A stand-in of the part of Electron that the app's main process uses; its windows are pages of a real Chromium. It is
 * resolved in the place of `electron` (`launch.mjs`), and throws at everything that it does not have.
 */
import { pathToFileURL } from 'node:url'
import { app, startApp } from './app'
import { BrowserWindow } from './browser-window'
import { dialog } from './dialog'
import { answerDisplay, beginning } from './display'
import { Menu } from './menu'
import { nativeTheme } from './native-theme'
import { net } from './net'
import { protocol } from './protocol'
import { screen } from './screen'
import { session } from './session'
import { clipboard, shell } from './system'
import { strict } from './strict'

export { app, BrowserWindow, clipboard, dialog, Menu, nativeTheme, net, protocol, screen, session, shell }

const electron = strict('electron', {
  app,
  BrowserWindow,
  clipboard,
  dialog,
  Menu,
  nativeTheme,
  net,
  protocol,
  screen,
  session,
  shell,
})

answerDisplay({
  async evaluate(source, argument) {
    // The same text runs in a real Electron through Playwright.
    const run = (0, eval)(`(${source})`) as (module: typeof electron, given: unknown) => unknown
    return run(electron, argument)
  },
})

export const mainModule = pathToFileURL(beginning.main).href

/** Runs the app's main module, then becomes ready. */
export async function start(importMain: () => Promise<unknown>): Promise<void> {
  await importMain()
  startApp()
}
