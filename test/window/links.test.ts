import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { APP_VERSION } from '../../core/app-version'
import { writeGraphLink } from '../../core/file/graph-link'
import { createLinkAddress } from '../../renderer/links/link-address'
import { openPageLinks } from '../../renderer/links/page-links'
import { graph, node } from '../helpers/test-command'
import { windowThatStores } from './fake-window'
import { settled, startSession } from './start-session'

const link = writeGraphLink(graph([node('z', 'input/latent')]), APP_VERSION)
const fragment = link.ok ? link.value : ''

describe('the address of links', () => {
  test('is the page’s own, without what stands behind it', () => {
    const location = { origin: 'https://example.org', pathname: '/loom/', search: '?example=x', hash: '#a' }
    const window = Object.assign(windowThatStores(), { location })
    const address = createLinkAddress(window, { kind: 'browser' })
    expect([address.current.value, address.isChosen]).toEqual(['https://example.org/loom/', false])
  })

  test('on the desktop is one that was set, and is remembered', () => {
    const window = windowThatStores()
    const address = createLinkAddress(window, { kind: 'desktop' })
    expect([address.current.value, address.isChosen]).toEqual([null, true])
    const tried = ['loom', 'file:///etc/passwd', 'javascript:alert(1)', 'https://'].map((text) =>
      address.choose(text),
    )
    expect([tried, address.current.value]).toEqual([[false, false, false, false], null])
    expect(address.choose(' https://example.org/loom/index.html?x#y ')).toBe(true)
    expect(createLinkAddress(window, { kind: 'desktop' }).current.value).toBe(
      'https://example.org/loom/index.html',
    )
    expect(address.choose('')).toBe(true)
    expect(createLinkAddress(window, { kind: 'desktop' }).current.value).toBeNull()
  })
})

describe('opening a link', () => {
  test('makes a graph that no file holds', async () => {
    const { session, documents, live, editor } = startSession()
    live.companions = ['weights/w.safetensors']
    await session.openLink(`https://example.org/#${fragment}`)
    expect(editor.document.project.name, 'what the engine was given').toContain('"input/latent"')
    const { file, isSaved } = documents.active.value
    expect([file.value, isSaved.value]).toEqual([null, false])
    // Whatever the graph says lies beside it: nobody looks.
    expect(live.companionsGiven).toEqual(['weights/w.safetensors: missing'])
  })

  test('that is damaged says so and changes nothing', async () => {
    const { session, dialogs, names } = startSession()
    await session.openLink('#graph=1.a.!')
    expect(names()).toEqual(['Untitled'])
    expect(dialogs.current.value).toMatchObject({
      kind: 'report',
      title: 'The link could not be opened',
      diagnostics: [{ code: 'link/broken' }],
    })
  })
})

describe('a link in the page’s address', () => {
  beforeAll(() => void vi.stubGlobal('reportError', console.error))
  afterAll(() => void vi.unstubAllGlobals())

  function pageAt(hash: string) {
    const opened: string[] = []
    const listeners: (() => void)[] = []
    const location = { hash, pathname: '/loom/', search: '?x=1' }
    const addresses: string[] = []
    const window = {
      location,
      addEventListener: (_name: string, listener: () => void) => void listeners.push(listener),
      history: {
        replaceState(_state: unknown, _title: string, url: string) {
          addresses.push(url)
          location.hash = ''
        },
      },
    } as unknown as Window
    const session = {
      openLink(address: string) {
        opened.push(address)
        return Promise.resolve()
      },
    }
    return { window, session, opened, addresses, location, change: () => listeners.forEach((tell) => tell()) }
  }

  test('is opened at the start and taken out of it', async () => {
    const { window, session, opened, addresses } = pageAt(`#${fragment}`)
    expect(openPageLinks(window, session)).toBe(true)
    await settled()
    expect([opened, addresses]).toEqual([[`#${fragment}`], ['/loom/?x=1']])
  })

  test('is opened when one is followed later, and anything else is left alone', () => {
    const { window, session, opened, addresses, location, change } = pageAt('#somewhere')
    expect(openPageLinks(window, session)).toBe(false)
    location.hash = '#elsewhere'
    change()
    expect([opened, addresses]).toEqual([[], []])
    location.hash = `#${fragment}`
    change()
    expect([opened, addresses]).toEqual([[`#${fragment}`], ['/loom/?x=1']])
  })
})
