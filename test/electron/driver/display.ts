/** The screens of an app on the stand-in: each window is a page of one Chromium, which does what a window does. */
import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from '@playwright/test'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assert, required } from '../../../core/base/assert'
import { decodeClone, encodeClone } from '../stand-in/clone'
import type { Display, MainProcess, WindowId } from '../stand-in/link'
import { isForeign, watchPage } from './watch-page'

interface Shown {
  readonly page: Page
  readonly devtools: CDPSession
  readonly preload: string | null
  /** Where the main process sends the page by itself: nobody is asked about that. */
  expected: string | null
}

export interface StandInDisplay {
  readonly methods: Display
  readonly complaints: string[]
  readonly firstLoad: Promise<void>
  page(): Page
  /** What pages complain about from now on is that their app has gone. */
  end(): void
  close(): Promise<void>
}

const PAGE_SCRIPT = join(import.meta.dirname, '..', '..', '..', 'dist', 'stand-in', 'page.cjs')

export function createDisplay(browser: Browser, isDark: boolean, main: () => MainProcess): StandInDisplay {
  const windows = new Map<WindowId, Shown>()
  const crashedPages = new WeakSet<Page>()
  /** What stood in the session storage of windows whose page was made to crash. */
  const kept = new Map<WindowId, [key: string, value: string][]>()
  const complaints: string[] = []
  let context: Promise<BrowserContext> | null = null
  let closing: Promise<void> | null = null
  let hasEnded = false
  let last: Page | null = null
  let loaded: () => void = () => undefined
  const firstLoad = new Promise<void>((resolve) => (loaded = resolve))

  function find(id: WindowId): Shown {
    return required(windows.get(id), `window ${id}`)
  }

  function idOf(page: Page): WindowId | null {
    for (const [id, shown] of windows) if (shown.page === page) return id
    return null
  }

  async function openContext(options: BrowserContextOptions): Promise<BrowserContext> {
    const opened = await browser.newContext({ colorScheme: isDark ? 'dark' : 'light', ...options })
    await opened.exposeBinding('__toMain', async ({ page, frame }, channel: string, encoded: string) => {
      const id = idOf(page)
      if (id === null) return
      const args = decodeClone(encoded) as readonly unknown[]
      await main().message(id, channel, args, { url: frame.url(), isMain: frame === page.mainFrame() })
    })
    await opened.exposeBinding('__askWindow', async ({ page }, url: string) => {
      const id = idOf(page)
      if (id !== null) await main().windowAsked(id, url)
    })
    return opened
  }

  async function openPage(id: WindowId, preload: string | null): Promise<void> {
    const opened = required(await context, 'the browser context')
    const page = await opened.newPage()
    const devtools = await opened.newCDPSession(page)
    const shown: Shown = { page, devtools, preload, expected: null }
    windows.set(id, shown)
    last = page
    watchPage(page, (complaint) => {
      if (!hasEnded) complaints.push(complaint)
    })
    await page.addInitScript({ content: pageScript(preload) })
    await guardNavigation(id, shown)
    page.on('load', () => {
      loaded()
      tell(main().finishedLoad(id))
    })
    page.on('crash', () => {
      crashedPages.add(page)
      tell(main().crashed(id))
    })
    page.on('popup', (popup) => tell(popup.close().then(() => main().windowAsked(id, popup.url()))))
  }

  /** What the app throws at an event of its page is its bug; that it has gone is not. */
  function tell(told: Promise<unknown>): void {
    told.catch((thrown: unknown) => {
      if (!hasEnded) complaints.push(String(thrown))
    })
  }

  /** Chromium asks before it fetches a document or anything foreign; the app's main process says whether it may. */
  async function guardNavigation(id: WindowId, shown: Shown): Promise<void> {
    const { devtools } = shown
    let origin = ''
    const { frameTree } = await devtools.send('Page.getFrameTree')
    devtools.on('Fetch.requestPaused', ({ requestId, frameId, request, resourceType }) => {
      const isMain = frameId === frameTree.frame.id
      tell(
        may(request.url, resourceType === 'Document', isMain).then((yes) => {
          if (!yes) return devtools.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
          if (isForeign(request.url, origin)) complaints.push(`A request leaves the app: ${request.url}`)
          return devtools.send('Fetch.continueRequest', { requestId })
        }),
      )
    })
    async function may(url: string, isDocument: boolean, isMain: boolean): Promise<boolean> {
      if (!isDocument) return main().mayRequest(url)
      if (!isMain || url !== shown.expected) return main().mayNavigate(id, url, isMain)
      shown.expected = null
      origin = new URL(url).origin
      return true
    }
    // What the page fetches from its own origin asks nobody here: its server does.
    const foreign = ['https://*', 'ws://*', 'wss://*'].map((urlPattern) => ({ urlPattern }))
    await devtools.send('Fetch.enable', {
      patterns: [{ urlPattern: '*', resourceType: 'Document' }, ...foreign],
    })
  }

  async function goTo(id: WindowId, url: string): Promise<void> {
    const shown = find(id)
    shown.expected = url
    const { page, devtools } = shown
    try {
      // Not `page.goto`: the response that it answers with may be gone by then, with the page, and Playwright fails.
      const [, { errorText }] = await Promise.all([
        page.waitForEvent('load', { timeout: 0 }),
        devtools.send('Page.navigate', { url }),
      ])
      if (errorText !== undefined) throw new Error(`${url} was not loaded: ${errorText}`)
    } catch (thrown) {
      // A page that dies or is closed before it has loaded is told as that, not as a failure to load.
      if (!/crashed|has been closed|detached/i.test(String(thrown))) throw thrown
    }
  }

  const methods: Display = {
    async openWindow(id, size, preload, granted) {
      context ??= openContext({ viewport: size, permissions: [...granted] })
      await openPage(id, preload)
    },
    load: goTo,
    async reload(id) {
      const { page, preload } = find(id)
      const url = page.url()
      // A page of Playwright's does not outlive a crash: its storage does, and a new one takes its place.
      if (crashedPages.has(page)) {
        await openPage(id, preload)
        await find(id).page.addInitScript(
          (entries) => {
            if (window === window.top && window.sessionStorage.length === 0)
              for (const [key, value] of entries) window.sessionStorage.setItem(key, value)
          },
          kept.get(id) ?? [],
        )
        await goTo(id, url)
        await page.close()
      } else await goTo(id, url)
    },
    send: (id, channel, args) =>
      find(id).page.evaluate(([to, encoded]) => window.__standIn.deliver(to, encoded), [
        channel,
        encodeClone(args),
      ] as const),
    execute: (id, code) => find(id).page.evaluate(code),
    press: (id, keys) => find(id).page.keyboard.press(keys),
    resize: (id, size) => find(id).page.setViewportSize(size),
    async setDark(dark) {
      for (const { page } of windows.values())
        await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
    },
    async crash(id) {
      const { page, devtools } = find(id)
      // A window's own storage outlives its page; it is the one thing that the page's successor cannot find again.
      const entries = await page.evaluate(() => Object.entries(window.sessionStorage)).catch(() => null) // A page that is being loaded has added nothing yet.
      if (entries !== null) kept.set(id, entries)
      // The answer never comes: who should give it is dead.
      devtools.send('Page.crash').catch(() => undefined)
    },
    async close(id) {
      const { page } = find(id)
      windows.delete(id)
      await page.close()
    },
  }

  return {
    methods,
    complaints,
    firstLoad,
    page() {
      assert(last !== null, 'a window was opened')
      return last
    },
    end: () => void (hasEnded = true),
    close() {
      hasEnded = true
      windows.clear()
      closing ??= context === null ? Promise.resolve() : context.then((opened) => opened.close())
      return closing
    },
  }
}

/**
 * The preload script runs before the page's own, in the main frame alone, as a CommonJS module. Windows are asked for
 * before Chromium opens one.
 */
function pageScript(preload: string | null): string {
  const script = preload === null ? '' : readFileSync(preload, 'utf8')
  return `if (window === window.top) {
    window.open = (url) => (void window.__askWindow(String(url)), null);
    window.addEventListener('click', (event) => {
      const link = event.target instanceof Element ? event.target.closest('a[target=_blank]') : null;
      if (link === null) return;
      event.preventDefault();
      void window.__askWindow(link.href);
    }, true);
    (() => { ${readFileSync(PAGE_SCRIPT, 'utf8')} })();
    ((require, module, exports) => { ${script} })(window.__standIn.require, { exports: {} }, {});
  }`
}
