import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ensureBuilt } from '../../scripts/build.mjs'
import { findChromium } from '../../scripts/find-chromium.mjs'
import { withLock } from '../../scripts/freshness.mjs'
import { findElectron, missingDisplay } from '../../scripts/start.mjs'
import { ROOT } from '../../scripts/targets.mjs'
import { temporaryFolder } from './temporary-folder'

describe('finding Chromium', () => {
  function world(given: { env?: Record<string, string>; programs?: string[]; own?: string; root?: boolean }) {
    const programs = new Set(given.programs ?? [])
    const installed: string[] = []
    return {
      installed,
      env: { PATH: '/bin:/usr/bin', ...given.env },
      isExecutable: (path: string) => programs.has(path),
      playwrightsOwn: () => Promise.resolve(given.own ?? ''),
      canInstall: () => given.root ?? false,
      install() {
        installed.push('chromium')
        programs.add('/usr/bin/chromium')
      },
    }
  }
  const everything = [
    '/opt/mine',
    '/bin/google-chrome',
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/pw/chrome',
  ]

  test.each([
    [
      'the named one',
      { env: { STYLELOOM_CHROMIUM: '/opt/mine' }, programs: everything, own: '/pw/chrome' },
      '/opt/mine',
    ],
    [
      'chromium before chrome, whatever the folder',
      { programs: everything, own: '/pw/chrome' },
      '/usr/bin/chromium',
    ],
    ['chrome', { programs: ['/bin/google-chrome', '/pw/chrome'], own: '/pw/chrome' }, '/bin/google-chrome'],
    ["Playwright's own", { programs: ['/pw/chrome'], own: '/pw/chrome' }, '/pw/chrome'],
    ["Playwright's own only when it is there", { own: '/pw/chrome' }, null],
    ['none', {}, null],
  ])('%s', async (_name, given, expected) => {
    const searched = world({ ...given, root: false })
    expect(await findChromium(searched)).toBe(expected)
    expect(searched.installed).toEqual([])
  })

  test('installs one only where that is the way, and last', async () => {
    const searched = world({ root: true })
    expect(await findChromium(searched)).toBe('/usr/bin/chromium')
    expect(searched.installed).toEqual(['chromium'])
  })

  test('a named one that is not there is an error, not a reason to take another', async () => {
    const searched = world({ env: { STYLELOOM_CHROMIUM: '/opt/gone' }, programs: everything })
    await expect(findChromium(searched)).rejects.toThrow('STYLELOOM_CHROMIUM is "/opt/gone"')
  })
})

describe('starting', () => {
  test.each([
    ['linux', {}, /There is no display here/],
    ['linux', { DISPLAY: ':0' }, null],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, null],
    ['darwin', {}, null],
    ['win32', {}, null],
  ])('on %s with %j', (platform, env, expected) => {
    const reason = missingDisplay(platform, env)
    if (expected === null) expect(reason).toBeNull()
    else expect(reason).toMatch(expected)
  })

  test('Electron is where its installer has put it, and never asked for by require', () => {
    const root = temporaryFolder()
    const folder = join(root, 'node_modules', 'electron')
    mkdirSync(join(folder, 'dist'), { recursive: true })
    expect(findElectron(root, {})).toBeNull()
    writeFileSync(join(folder, 'path.txt'), 'electron-bin')
    expect(findElectron(root, {})).toBeNull()
    writeFileSync(join(folder, 'dist', 'electron-bin'), '')
    expect(findElectron(root, {})).toBe(join(folder, 'dist', 'electron-bin'))
    expect(findElectron(root, { ELECTRON_OVERRIDE_DIST_PATH: '/nowhere' })).toBeNull()
  })
})

test('the index of node types is written from the folders, and known to be stale when they change', () => {
  const root = temporaryFolder()
  const files = [
    'scripts/generate.mjs',
    'nodes/style/ada-in.ts',
    'nodes/conv/conv2d.ts',
    'nodes/conv/_helper.ts',
  ]
  for (const file of [...files, 'nodes/_shared/w.ts', 'nodes/conv/notes.md']) {
    mkdirSync(join(root, file, '..'), { recursive: true })
    writeFileSync(join(root, file), '')
  }
  const script = join(root, 'scripts', 'generate.mjs')
  writeFileSync(script, readFileSync(join(ROOT, 'scripts', 'generate.mjs')))
  const generate = (...args: string[]) => spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })

  expect(generate('--check')).toMatchObject({
    status: 1,
    stderr: expect.stringContaining('npm run generate') as string,
  })
  expect(existsSync(join(root, 'nodes', 'index.gen.ts'))).toBe(false)
  expect(generate().status).toBe(0)
  expect(generate('--check').status).toBe(0)
  const index = readFileSync(join(root, 'nodes', 'index.gen.ts'), 'utf8')
  expect(index.match(/from '\.\/.*'/g)).toEqual([`from './conv/conv2d'`, `from './style/ada-in'`])
  expect(index).toContain('  convConv2d,\n  styleAdaIn,\n]')
  writeFileSync(join(root, 'nodes', 'conv', 'fused.ts'), '')
  expect(generate('--check').status).toBe(1)
})

/** A checkout with a command line of one line, and the real scripts. */
function checkout(): string {
  const root = temporaryFolder()
  for (const link of ['node_modules', 'core', 'electron', 'tsconfig.base.json'])
    symlinkSync(join(ROOT, link), join(root, link))
  for (const copy of ['scripts', 'bin', 'package.json', '.npmrc'])
    cpSync(join(ROOT, copy), join(root, copy), { recursive: true })
  mkdirSync(join(root, 'cli'))
  write(root, 'one')
  return root
}
function write(root: string, word: string): void {
  writeFileSync(
    join(root, 'cli', 'main.ts'),
    `import { ok } from '../core/base/result'\nconsole.log('${word}', ok(process.argv.slice(2)).value)\n`,
  )
}

describe('building', () => {
  const output = (root: string): string =>
    spawnSync(process.execPath, [join(root, 'dist', 'cli', 'main.js'), 'x'], { encoding: 'utf8' }).stdout

  test('happens when the sources have changed, and only then', async () => {
    const root = checkout()
    await ensureBuilt(['cli'], { root, quiet: true })
    expect(output(root)).toBe(`one [ 'x' ]\n`)

    const built = join(root, 'dist', 'cli', 'main.js')
    writeFileSync(built, 'console.log("kept")')
    await ensureBuilt(['cli'], { root, quiet: true })
    expect(output(root)).toBe('kept\n')

    write(root, 'another')
    await ensureBuilt(['cli'], { root, quiet: true })
    expect(output(root)).toBe(`another [ 'x' ]\n`)

    rmSync(join(root, 'dist', 'cli'), { recursive: true })
    await ensureBuilt(['cli'], { root, quiet: true })
    expect(output(root)).toBe(`another [ 'x' ]\n`)
  })

  test('that fails leaves the target stale, and says what is wrong', async () => {
    const root = checkout()
    writeFileSync(join(root, 'cli', 'main.ts'), `import { gone } from './gone'\ngone()\n`)
    await expect(ensureBuilt(['cli'], { root, quiet: true })).rejects.toThrow(/gone/)
    write(root, 'one')
    await ensureBuilt(['cli'], { root, quiet: true })
    expect(output(root)).toBe(`one [ 'x' ]\n`)
  })

  test.each([
    ['nothing', /There is no target "nothing": choose from renderer, web, electron, cli, serve, stand-in\./],
    ['renderer', /"renderer" cannot be built: renderer\/index\.html is missing\./],
    // What a target needs comes first.
    ['web', /"renderer" cannot be built/],
  ])('of %s is refused', async (target, message) => {
    await expect(ensureBuilt([target], { root: checkout(), quiet: true })).rejects.toThrow(message)
  })

  test('is done by one process at a time, even after one has died in it', async () => {
    const root = temporaryFolder()
    const dead = spawnSync(process.execPath, ['-e', '']).pid
    mkdirSync(join(root, 'dist', '.locks'), { recursive: true })
    writeFileSync(join(root, 'dist', '.locks', 'cli'), String(dead))
    const steps: string[] = []
    const work = (name: string) => async () => {
      steps.push(`${name} begins`)
      await new Promise((resolve) => setTimeout(resolve, 1))
      steps.push(`${name} ends`)
    }
    await Promise.all([withLock(root, 'cli', work('a')), withLock(root, 'cli', work('b'))])
    // Whichever came first, the other waited for its end.
    const [first, second] = steps[0] === 'a begins' ? ['a', 'b'] : ['b', 'a']
    expect(steps).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`])
    expect(existsSync(join(root, 'dist', '.locks', 'cli'))).toBe(false)
  })
})

/** Starts a script of the project and gives its first line, and a way to end it politely. */
async function startScript(
  root: string,
  script: string,
  args: string[] = [],
  env: Record<string, string> = {},
) {
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'], ...env },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
  const line = await new Promise<string>((resolve, reject) => {
    let text = ''
    let errors = ''
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      const served = text.split('\n').find((candidate) => candidate.includes('http://'))
      if (served !== undefined) resolve(served)
    })
    child.on('exit', (code) => reject(new Error(`${script} ended with ${code}: ${text}${errors}`)))
  })
  return { line, interrupt: () => (child.kill('SIGINT'), ended) }
}

describe('the running scripts', () => {
  function withRenderer(): string {
    const root = checkout()
    mkdirSync(join(root, 'renderer'))
    writeFileSync(
      join(root, 'renderer', 'index.html'),
      '<!doctype html><script type="module" src="./main.ts"></script>',
    )
    writeFileSync(join(root, 'renderer', 'main.ts'), `document.title = 'woven'\n`)
    mkdirSync(join(root, 'examples'))
    writeFileSync(join(root, 'examples', 'a.loom.json'), '{}')
    return root
  }

  test('serve builds, serves with the headers of isolation, and ends on Ctrl+C', async () => {
    const { line, interrupt } = await startScript(withRenderer(), 'serve.mjs', ['--port', '0'])
    const url = /http:\S+/.exec(line)?.[0] ?? ''
    const page = await fetch(url)
    expect(page.headers.get('cross-origin-opener-policy')).toBe('same-origin')
    expect(page.headers.get('cross-origin-embedder-policy')).toBe('require-corp')
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self' 'wasm-unsafe-eval'")
    const script = /src="(\.\/assets\/[^"]+\.js)"/.exec(await page.text())?.[1] ?? 'no script'
    const code = await fetch(new URL(script, url))
    expect(code.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await code.text()).toContain('woven')
    expect(await (await fetch(new URL('examples/a.loom.json', url))).text()).toBe('{}')
    expect(await interrupt()).toBe(0)
  })

  // Elsewhere there always is a display.
  test.runIf(process.platform === 'linux')(
    'start says what is missing and where the editor is instead',
    async () => {
      const { line, interrupt } = await startScript(withRenderer(), 'start.mjs')
      expect(line).toMatch(
        /^There is no display here \(.*\), so the same editor is served at http:\/\/127\.0\.0\.1:\d+\/ for your browser until you press Ctrl\+C\.$/,
      )
      expect(await interrupt()).toBe(0)
    },
  )

  test('styleloom builds itself on demand and prints nothing of its own', () => {
    const root = checkout()
    const run = () =>
      spawnSync(process.execPath, [join(root, 'bin', 'styleloom.mjs'), 'nodes'], { encoding: 'utf8' })
    expect(run()).toMatchObject({ status: 0, stdout: `one [ 'nodes' ]\n`, stderr: '' })
    writeFileSync(join(root, 'cli', 'main.ts'), 'syntax error')
    expect(run()).toMatchObject({ status: 1, stdout: '' })
    expect(run().stderr).toMatch(/^The command line could not be built: /)
  })
})
