import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'
import { chromium } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { startLoopbackServer } from '../../electron/services/loopback-server'
import { findChromium, QUIET_FLAGS } from '../../scripts/find-chromium.mjs'
import { overBudget, readBudget } from '../../scripts/size-budget.mjs'
import { filesOf, packApp, sha256Of, unpackAsar, type PackagedApp } from './packaged-app'

const folder = mkdtempSync(join(tmpdir(), 'styleloom-package-'))
const unpacked = join(folder, 'unpacked')
let app: PackagedApp

// The stand-in for fpm is a shell script.
describe.skipIf(process.platform === 'win32')('the package', () => {
  beforeAll(async () => {
    app = await packApp(folder)
    unpackAsar(app.asar, unpacked)
  }, 180_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test('holds what the budget lists, and no more of it', () => {
    expect(overBudget(readBudget(), filesOf(app.asar))).toEqual([])
  })

  test('holds the main process, the preload, the page and one copy of the WASM module', () => {
    const files = filesOf(app.asar)
    const paths = files.map(({ path }) => path)
    const main = JSON.parse(readFileSync(join(unpacked, 'package.json'), 'utf8')) as Record<string, unknown>
    expect(paths).toContain(main['main'])
    expect(main['desktopName']).toBe('styleloom.desktop')
    expect(paths).toEqual(expect.arrayContaining(['dist/electron/preload.cjs', 'dist/renderer/index.html']))
    expect(paths.filter((path) => path.endsWith('.wasm'))).toHaveLength(1)
    expect(paths.filter((path) => path.endsWith('.map') || /node_modules|service-worker/.test(path))).toEqual(
      [],
    )
    expect(files.filter(({ isUnpacked }) => isUnpacked)).toEqual([])
    expect(Object.keys(main)).not.toContain('devDependencies')
  })

  test('holds every file to its hash', () => {
    for (const { path, hash } of filesOf(app.asar))
      expect([path, sha256Of(join(unpacked, path))]).toEqual([path, hash])
  })

  test('has its fuses set', async () => {
    const fuses = await getCurrentFuseWire(app.program)
    const read = (fuse: FuseV1Options): boolean => String.fromCharCode(Number(fuses[fuse])) === '1'
    expect({
      runAsNode: read(FuseV1Options.RunAsNode),
      nodeOptions: read(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: read(FuseV1Options.EnableNodeCliInspectArguments),
      asarIntegrity: read(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      onlyFromAsar: read(FuseV1Options.OnlyLoadAppFromAsar),
      fileProtocol: read(FuseV1Options.GrantFileProtocolExtraPrivileges),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      asarIntegrity: true,
      onlyFromAsar: true,
      fileProtocol: false,
    })
  })

  test('is found by the desktop: entry, types of files, icons, the profile that lets the sandbox work', () => {
    const { deb } = app
    expect(deb.desktop.split('\n')).toEqual(
      expect.arrayContaining([
        'Name=Styleloom',
        'Exec=/opt/Styleloom/styleloom %F',
        'Icon=styleloom',
        'StartupWMClass=styleloom',
        'MimeType=application/x-styleloom;application/x-styleloom+json;',
        'Categories=Graphics;',
      ]),
    )
    const globs = [...deb.types.matchAll(/type="([^"]+)">\s+<glob pattern="([^"]+)"/g)].map((match) =>
      match.slice(1),
    )
    expect(globs).toEqual([
      ['application/x-styleloom', '*.loom'],
      ['application/x-styleloom+json', '*.loom.json'],
    ])
    const lines = deb.arguments.split('\n')
    const value = (option: string): string | undefined => lines[lines.indexOf(option) + 1]
    expect([value('--name'), value('--license'), value('--url'), value('--maintainer')]).toEqual([
      'styleloom',
      'MIT',
      expect.stringMatching(/^https:/),
      expect.stringMatching(/^[^<]+ <[^@]+@[^>]+>$/),
    ])
    const icons = lines.flatMap(
      (line) => /=\/usr\/share\/icons\/hicolor\/(\d+)x\1\/apps\//.exec(line)?.[1] ?? [],
    )
    expect(icons).toEqual(['16', '24', '32', '48', '64', '128', '256', '512'])
    expect(readFileSync(join(app.folder, 'resources', 'apparmor-profile'), 'utf8')).toContain(
      '/opt/Styleloom/styleloom',
    )
  })

  test('draws the first example with the WASM module that it carries', async () => {
    const executablePath = required(await findChromium(), 'a Chromium')
    const server = await startLoopbackServer(join(unpacked, 'dist', 'renderer'), 0)
    const browser = await chromium.launch({ executablePath, args: ['--headless', ...QUIET_FLAGS] })
    try {
      const page = await browser.newPage()
      const complaints: string[] = []
      const asked: string[] = []
      page.on('pageerror', (error) => complaints.push(error.message))
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      page.on('request', (request) => asked.push(request.url()))
      await page.goto(`${server.url}?backend=wasm`)
      await page.locator('[data-testid="engine-status"][data-status="idle"]').waitFor()
      const picture = page.getByTestId('picture')
      await picture.waitFor()
      const colours = await picture.evaluate((element) => {
        const canvas = element as HTMLCanvasElement
        const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data
        return new Set(new Uint32Array(pixels?.buffer ?? new ArrayBuffer(0))).size
      })
      expect(colours).toBeGreaterThan(100)
      expect(asked.filter((address) => address.endsWith('.wasm'))).toHaveLength(1)
      expect(asked.filter((address) => !address.startsWith(server.url))).toEqual([])
      expect(await page.evaluate(() => window.crossOriginIsolated)).toBe(true)
      expect(complaints).toEqual([])
    } finally {
      await browser.close()
      await server.close()
    }
  }, 120_000)
})
