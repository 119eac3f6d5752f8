import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, onTestFinished, test } from 'vitest'
import { answerRequest, assetPath, isBelow } from '../../electron/services/app-protocol'
import { responseHeaders } from '../../electron/services/headers'
import { startLoopbackServer } from '../../electron/services/loopback-server'
import { testSeed } from '../helpers/seed'
import { temporaryFolder } from './temporary-folder'

/** A built editor beside a file that nobody may get. */
function site(): string {
  const folder = temporaryFolder()
  const root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets'), { recursive: true })
  mkdirSync(join(folder, 'renderer-secrets'))
  writeFileSync(join(folder, 'secret'), 'secret')
  writeFileSync(join(folder, 'renderer-secrets', 'key'), 'secret')
  writeFileSync(join(root, 'index.html'), '<!doctype html>')
  writeFileSync(join(root, 'assets', 'ort.wasm'), 'wasm')
  writeFileSync(join(root, 'assets', 'worker.mjs'), 'js')
  writeFileSync(join(root, 'assets', 'über 1.json'), '{}')
  symlinkSync(join(folder, 'secret'), join(root, 'assets', 'leak'))
  return root
}

describe('paths', () => {
  test.each([
    ['/', 'index.html'],
    ['/index.html', 'index.html'],
    ['/examples/', 'examples/index.html'],
    ['/assets/%C3%BCber%201.json', 'assets/über 1.json'],
    ['/a..b', 'a..b'],
    ['/%2541', '%41'],
  ])('%s names %s', (pathname, file) => expect(assetPath(pathname)).toBe(file))

  test.each([
    '',
    'index.html',
    '//etc/passwd',
    '/../secret',
    '/assets/../../secret',
    '/./index.html',
    '/%2e%2e/secret',
    '/%2E%2E%2Fsecret',
    '/..%2fsecret',
    '/..%5csecret',
    '/..\\secret',
    '/C:/Windows',
    '/%00',
    '/index.html%00.png',
    '/%',
    '/%ff',
  ])('%j names nothing', (pathname) => expect(assetPath(pathname)).toBeNull())

  test('no path whatever gets out of the root', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      '/',
      '\\',
      '%2e',
      '%2f',
      '%5c',
      '%',
      '%25',
      ':',
      'a',
      'ü',
      '\0',
      'index.html',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const path = assetPath(`/${pieces.join('')}`)
        if (path !== null) expect(isBelow('/root', join('/root', path))).toBe(true)
      }),
      { seed: testSeed(), numRuns: 5000 },
    )
  })

  test.each([
    ['/a/b', '/a/b/c', true],
    ['/a/b', '/a/b/..c', true],
    ['/a/b', '/a/b', false],
    ['/a/b', '/a', false],
    ['/a/b', '/a/bc', false],
    ['/a/b', '/c', false],
  ])('below %s: %s %s', (folder, path, expected) => expect(isBelow(folder, path)).toBe(expected))
})

describe('answers', () => {
  let root = ''
  const status = async (pathname: string, method = 'GET'): Promise<number> =>
    (await answerRequest(root, method, pathname)).status

  test('a file, with its type, its size and every header of isolation', async () => {
    root = site()
    expect(await answerRequest(root, 'GET', '/assets/worker.mjs')).toEqual({
      status: 200,
      body: { file: join(root, 'assets', 'worker.mjs') },
      headers: {
        'Cache-Control': 'no-cache',
        'Content-Length': '2',
        'Content-Security-Policy':
          "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; object-src 'none'; frame-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        'Content-Type': 'text/javascript; charset=utf-8',
        'Cross-Origin-Embedder-Policy': 'require-corp',
        'Cross-Origin-Opener-Policy': 'same-origin',
        'Cross-Origin-Resource-Policy': 'same-origin',
        'Referrer-Policy': 'no-referrer',
        'X-Content-Type-Options': 'nosniff',
      },
    })
  })

  test('or a status that says why not', async () => {
    root = site()
    expect(await status('/')).toBe(200)
    expect(await status('/assets/%C3%BCber%201.json')).toBe(200)
    expect(await status('/assets')).toBe(404)
    expect(await status('/none')).toBe(404)
    expect(await status('/index.html/x')).toBe(404)
    expect(await status('/assets/leak')).toBe(404)
    expect(await status('/../renderer-secrets/key')).toBe(400)
    expect(await status('/%2e%2e/secret')).toBe(400)
    expect(await status('/', 'POST')).toBe(405)
    expect(await status('/', 'HEAD')).toBe(200)
  })

  test.each([
    ['x.wasm', 'application/wasm'],
    ['x.WASM', 'application/wasm'],
    ['x.safetensors', 'application/octet-stream'],
    ['noending', 'application/octet-stream'],
    ['x.constructor', 'application/octet-stream'],
  ])('%s is %s', (file, type) => expect(responseHeaders(file, 0)['Content-Type']).toBe(type))
})

describe('the loopback server', () => {
  async function serveSite() {
    const server = await startLoopbackServer(site(), 0)
    onTestFinished(() => server.close())
    return server
  }

  /** `fetch` would tidy up the path and set the host itself. */
  function raw(url: string, path: string, headers: Record<string, string> = {}, method = 'GET') {
    return new Promise<{ status: number; body: string; length: string | undefined }>((resolve, reject) => {
      const { hostname, port } = new URL(url)
      request({ hostname, port, path, headers, method }, (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body, length: response.headers['content-length'] }),
        )
      })
        .on('error', reject)
        .end()
    })
  }

  test('answers with the same headers as the app', async () => {
    const { url } = await serveSite()
    const response = await fetch(`${url}assets/ort.wasm?v=1`)
    expect(await response.text()).toBe('wasm')
    for (const [name, value] of Object.entries(responseHeaders('ort.wasm', 4))) {
      expect(response.headers.get(name), name).toBe(value)
    }
  })

  test('gives nothing outside its root, and no body on HEAD', async () => {
    const { url } = await serveSite()
    expect(await raw(url, '/../secret')).toMatchObject({ status: 400 })
    expect(await raw(url, '/assets/leak')).toMatchObject({ status: 404 })
    expect(await raw(url, '/', {}, 'HEAD')).toEqual({ status: 200, body: '', length: '15' })
  })

  test('answers only requests that name this machine', async () => {
    const { url } = await serveSite()
    expect(await raw(url, '/', { host: 'evil.example' })).toMatchObject({ status: 403 })
    expect(await raw(url, '/', { host: '127.0.0.1.evil.example' })).toMatchObject({ status: 403 })
    expect(await raw(url, '/', { host: 'localhost:1' })).toMatchObject({ status: 200 })
  })

  test('says that its port is taken', async () => {
    const { url } = await serveSite()
    await expect(startLoopbackServer('/', Number(new URL(url).port))).rejects.toMatchObject({
      code: 'EADDRINUSE',
    })
  })
})
