/** A Chromium of its own with a profile that outlives it, which can be killed as a power cut would. */
import { chromium, expect, type Browser, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { EditorPage } from './editor-page'

export interface Session {
  readonly editor: EditorPage
  /** Takes the whole browser away, without a word to it. */
  kill(): Promise<void>
}

/** What `use` gets starts the browser, again and again on the same profile. All of them are gone in the end. */
export async function withProfile(
  baseURL: string | undefined,
  use: (start: (query: string) => Promise<Session>) => Promise<void>,
): Promise<void> {
  const profile = mkdtempSync(join(tmpdir(), 'styleloom-profile-'))
  const started: Session[] = []
  try {
    await use(async (query) => {
      const session = await start(profile, new URL(query, baseURL).href)
      started.push(session)
      return session
    })
  } finally {
    for (const session of started) await session.kill()
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
  }
}

async function start(profile: string, url: string): Promise<Session> {
  const child = spawn(
    process.env['STYLELOOM_CHROMIUM'] ?? 'chromium',
    [
      '--headless',
      '--no-sandbox',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--remote-debugging-port=0',
      '--window-size=1280,800',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  )
  const browser = await chromium.connectOverCDP(await addressOf(child))
  const page = await openPage(browser, url)
  const editor = new EditorPage(page)
  return {
    editor,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      // The group: Chromium's processes live on for a moment without their parent.
      process.kill(-(child.pid ?? 0), 'SIGKILL')
      await ended
      await browser.close()
    },
  }
}

async function openPage(browser: Browser, url: string): Promise<Page> {
  const context = browser.contexts()[0]
  if (!context) throw new Error('The browser has no context.')
  const page = await context.newPage()
  await page.addInitScript(() => {
    Reflect.deleteProperty(window, 'showOpenFilePicker')
    Reflect.deleteProperty(window, 'showSaveFilePicker')
  })
  await page.goto(url)
  await expect(page.getByTestId('graph-canvas')).toBeVisible()
  return page
}

/** Chromium tells where it listens, in its first lines. */
async function addressOf({ stderr }: ChildProcess): Promise<string> {
  if (!stderr) throw new Error('Chromium says nothing.')
  for await (const line of createInterface(stderr)) {
    const address = /^DevTools listening on (ws:\S+)/.exec(line)?.[1]
    if (address !== undefined) {
      stderr.resume()
      return address
    }
  }
  throw new Error('Chromium ended before it listened.')
}
