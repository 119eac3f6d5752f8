import { createHash } from 'node:crypto'
import { readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import type { Release } from '../../core/contract/offline'
import { META_SECURITY_POLICY, SECURITY_HEADERS } from '../../core/contract/page-policy'
import { ensureBuilt } from '../../scripts/build.mjs'
import { walkFiles } from '../../scripts/files.mjs'
import { sizeOf } from '../../scripts/icon-files.mjs'
import { overBudget, readBudget } from '../../scripts/size-budget.mjs'
import { ROOT } from '../../scripts/targets.mjs'

const WEB = join(ROOT, 'dist', 'web')

beforeAll(() => ensureBuilt(['web'], { quiet: true }), 180_000)

function read(path: string): string {
  return readFileSync(join(WEB, path), 'utf8')
}
function paths(): readonly string[] {
  return walkFiles(WEB).map((file) => relative(WEB, file).split(sep).join('/'))
}

test('the service worker knows every file by its hash, but for itself and the page for what is missing', () => {
  const [line = ''] = read('service-worker.js').split('\n')
  const release = JSON.parse(line.slice('const RELEASE = '.length, -1)) as Release
  expect(release.id).toMatch(/^[0-9a-f]{16}$/)
  expect(release.files).toEqual(
    paths()
      .filter((path) => !['service-worker.js', '404.html', '.stamp'].includes(path))
      .map((path) => ({
        path,
        integrity: `sha256-${createHash('sha256')
          .update(readFileSync(join(WEB, path)))
          .digest('base64')}`,
      })),
  )
})

test('the page brings its policy along, before all that it rules', () => {
  const html = read('index.html')
  const policy = `<meta http-equiv="Content-Security-Policy" content="${META_SECURITY_POLICY}" />`
  expect(html).toContain(policy)
  expect(html.indexOf(policy)).toBeLessThan(html.search(/<(script|link)/))
  // The header says the same, and one thing more that counts in a header only.
  expect(SECURITY_HEADERS['Content-Security-Policy']).toBe(`${META_SECURITY_POLICY}; frame-ancestors 'none'`)
})

test('every address is relative, so that the folder may lie anywhere', () => {
  const addresses = [...read('index.html').matchAll(/(?:href|src|offline" content)="([^"]+)"/g)].map(
    ([, address]) => address,
  )
  expect(addresses.length).toBeGreaterThan(5)
  for (const address of addresses) expect(address).toMatch(/^\.\//)
  expect(read('404.html')).not.toMatch(/href|src/)
})

test('the manifest names icons that are there, in the sizes that it says', () => {
  const manifest = JSON.parse(read('manifest.webmanifest')) as {
    readonly start_url: string
    readonly icons: readonly { readonly src: string; readonly sizes: string }[]
  }
  expect(manifest.start_url).toBe('./')
  for (const { src, sizes } of manifest.icons) {
    const { width, height } = sizeOf(readFileSync(join(WEB, src)))
    expect(`${width}x${height}`).toBe(sizes)
  }
})

test('is the window of the packages and little more', () => {
  const shared = new Set(
    walkFiles(join(ROOT, 'dist', 'renderer')).map((file) =>
      relative(join(ROOT, 'dist', 'renderer'), file)
        .split(sep)
        .join('/'),
    ),
  )
  const files = paths()
    .filter((path) => path !== '.stamp')
    .map((path) => ({
      path: shared.has(path) ? `dist/renderer/${path}` : `web/${path}`,
      size: statSync(join(WEB, path)).size,
    }))
  expect(overBudget(readBudget(), files)).toEqual([])
})
