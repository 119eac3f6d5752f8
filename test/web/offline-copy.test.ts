import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Release } from '../../core/contract/offline'
import { createOfflineCopy, type OfflineCopy } from '../../web/offline-copy'
import { addressOf, fakeCaches } from './fake-caches'

const SCOPE = 'https://host.example/styleloom/'

let caches: CacheStorage
let host: Record<string, string>
let asked: string[]

beforeEach(() => {
  caches = fakeCaches()
  host = {}
  asked = []
})

function integrityOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`
}

/** The release of what lies on the host now. */
function release(id: string): OfflineCopy {
  const files = Object.entries(host).map(([path, text]) => ({ path, integrity: integrityOf(text) }))
  return copyOf({ id, files })
}

function copyOf(given: Release): OfflineCopy {
  const fetch: typeof globalThis.fetch = async (address, init) => {
    const path = addressOf(address).slice(SCOPE.length)
    asked.push(path)
    const text = host[path]
    if (text === undefined) return new Response('Not found', { status: 404 })
    if (init?.integrity !== integrityOf(text)) throw new TypeError('Failed to fetch')
    return new Response(text, { headers: { 'Content-Type': 'text/plain', 'X-Host': 'yes' } })
  }
  return createOfflineCopy(given, SCOPE, { caches, fetch })
}

async function textOf(copy: OfflineCopy, address: string, isPage = false): Promise<string | null> {
  const answer = await copy.answer(new URL(address, SCOPE), isPage)
  return answer === null
    ? null
    : answer.status === 302
      ? `to ${answer.headers.get('Location')}`
      : answer.text()
}

describe('answers', () => {
  let copy: OfflineCopy
  beforeEach(async () => {
    host = { 'index.html': 'page', 'assets/a.wasm': 'engine' }
    copy = release('1')
    await copy.install()
  })

  test.each([
    ['', true, 'page'],
    ['?example=x.loom&backend=wasm#graph', true, 'page'],
    ['index.html', true, 'page'],
    ['assets/a.wasm', false, 'engine'],
    ['assets/b.wasm', false, null],
    ['no/such/page', true, `to ${SCOPE}`],
    ['https://host.example/other/', true, null],
    ['https://host.example/styleloom-2/index.html', true, null],
  ])('%j (page: %s) with %j', async (address, isPage, expected) => {
    expect(await textOf(copy, address, isPage)).toBe(expected)
  })

  test('under our own headers, whatever the host said', async () => {
    const answer = await copy.answer(new URL('assets/a.wasm', SCOPE), false)
    const headers = Object.fromEntries(answer?.headers ?? [])
    expect(headers).toMatchObject({
      'content-type': 'application/wasm',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-opener-policy': 'same-origin',
      'content-security-policy': expect.stringContaining("default-src 'self'") as string,
    })
    expect(headers).not.toHaveProperty('x-host')
  })

  test('with nothing once the browser has thrown the copy away: the network has to serve', async () => {
    for (const key of await caches.keys()) await caches.delete(key)
    expect(await textOf(copy, '', true)).toBeNull()
  })
})

test('only what changed is fetched again, and the copy before is kept for windows that still run it', async () => {
  host = { 'index.html': 'page 1', 'assets/a-1.js': 'code 1', 'assets/engine.wasm': 'engine' }
  const first = release('1')
  await first.install()
  await first.clean()
  asked = []
  host = { 'index.html': 'page 2', 'assets/a-2.js': 'code 2', 'assets/engine.wasm': 'engine' }
  const second = release('2')
  await second.install()
  expect(asked.sort()).toEqual(['assets/a-2.js', 'index.html'])
  expect(await textOf(first, '', true)).toBe('page 1')

  await second.clean()
  expect(await textOf(second, '', true)).toBe('page 2')
  expect(await textOf(second, 'assets/a-1.js')).toBe('code 1')

  host = { 'index.html': 'page 3' }
  const third = release('3')
  await third.install()
  await third.clean()
  expect(await caches.keys()).toEqual([`styleloom ${SCOPE} 2`, `styleloom ${SCOPE} 3`])
  expect(await textOf(third, 'assets/a-1.js')).toBeNull()
})

test.each([
  ['a file is missing', { 'index.html': 'page 2' }, /"assets\/a.js" was answered with 404/],
  ['a file is of another release', { 'index.html': 'page 2', 'assets/a.js': 'code 3' }, /Failed to fetch/],
])('when %s, nothing is taken and the old copy stays', async (_name, uploaded, message) => {
  host = { 'index.html': 'page 1' }
  const first = release('1')
  await first.install()
  host = { 'index.html': 'page 2', 'assets/a.js': 'code 2' }
  const second = release('2')
  host = uploaded
  await expect(second.install()).rejects.toThrow(message)
  expect(await caches.keys()).toEqual([`styleloom ${SCOPE} 1`])
  expect(await textOf(first, '', true)).toBe('page 1')
})

test('leaves alone what others keep on the same host', async () => {
  await caches.open('somebody else')
  await caches.open('styleloom https://host.example/other/ 1')
  host = { 'index.html': 'page' }
  for (const id of ['1', '2', '3']) {
    const copy = release(id)
    await copy.install()
    await copy.clean()
  }
  expect(await caches.keys()).toEqual([
    'somebody else',
    'styleloom https://host.example/other/ 1',
    `styleloom ${SCOPE} 2`,
    `styleloom ${SCOPE} 3`,
  ])
})
