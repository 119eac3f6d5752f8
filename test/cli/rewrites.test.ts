import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { costFilePath, readCosts, writeCosts } from '../../cli/cost-file'
import { runCli } from '../../cli/run'
import { builtInCosts } from '../../core/compile/rewrites/costs'
import { REWRITES } from '../../core/compile/rewrites/index'
import type { Tensor } from '../../core/tensor/tensor'
import { readNpy } from '../../core/weights/npy'
import { expectClose } from '../helpers/close'
import { valueOf } from '../helpers/result'

const folder = mkdtempSync(join(tmpdir(), 'styleloom-rewrites-'))
afterAll(() => rmSync(folder, { recursive: true }))

const graph = fileURLToPath(new URL('../../examples/portraits64.loom', import.meta.url))

async function cli(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await runCli(argv, { out: (text) => void (out += text), err: (text) => void (err += text) })
  return { code, out, err }
}

async function operators(...argv: string[]): Promise<number> {
  const { code, out, err } = await cli('export', graph, '-o', join(folder, 'm.onnx'), '--json', ...argv)
  expect(err).toBe('')
  expect(code).toBe(0)
  return (JSON.parse(out) as { operators: number }).operators
}

describe('the costs of this computer', () => {
  const path = join(folder, 'cache', 'styleloom', 'costs.json')
  const costs = { ...builtInCosts('wasm'), conv: 0.05 }

  test('are read back on the computer that measured them', async () => {
    expect(await writeCosts(path, costs)).toMatchObject({ ok: true })
    expect(await readCosts(path)).toEqual(costs)
  })

  test.each([
    ['another machine', (text: string) => text.replace(/"machine": "/, '"machine": "1000 x ')],
    ['a cost of nothing', (text: string) => text.replace('0.05', '0')],
    ['no JSON', (text: string) => text.slice(1)],
    ['null', () => 'null'],
  ])('are not taken from a file with %s', async (_title, spoil) => {
    await writeCosts(path, costs)
    writeFileSync(path, spoil(readFileSync(path, 'utf8')))
    expect(await readCosts(path)).toBeNull()
  })

  test('are not there before they are measured', async () => {
    expect(await readCosts(join(folder, 'nowhere.json'))).toBeNull()
  })

  test.each([
    ['linux', { XDG_CACHE_HOME: '/c' }, join('/c', 'styleloom', 'costs.json')],
    ['linux', {}, join(homedir(), '.cache', 'styleloom', 'costs.json')],
    ['darwin', {}, join(homedir(), 'Library', 'Caches', 'styleloom', 'costs.json')],
    ['win32', { LOCALAPPDATA: '/l' }, join('/l', 'styleloom', 'costs.json')],
  ] as const)('lie in the cache folder of %s', (platform, env, expected) => {
    expect(costFilePath(env, platform)).toBe(expected)
  })
})

describe('rewrites by name', () => {
  test('all are listed', async () => {
    const { code, out } = await cli('rewrites')
    expect(code).toBe(0)
    for (const { name } of REWRITES)
      expect(out.split('\n')).toContainEqual(expect.stringMatching(new RegExp(`^  ${name} `)))
    for (const { title } of REWRITES) expect(out).toContain(title)
  })

  test('an optimised export without one has its operators again', async () => {
    const plain = await operators()
    const all = await operators('--optimize', 'wasm')
    const none = await operators('--optimize', 'wasm', ...REWRITES.flatMap(({ name }) => ['--without', name]))
    const more = await operators('--optimize', 'wasm', '--with', 'merge-adain')
    expect(none).toBe(plain)
    const both = ['--with', 'merge-adain', '--without', 'merge-adain']
    expect(await operators('--optimize', 'wasm', ...both)).toBe(all)
    expect(more).not.toBe(all)
  })

  test('a native processor gets another model than WASM', async () => {
    expect(await operators('--optimize', 'cpu')).not.toBe(await operators('--optimize', 'wasm'))
  })

  test.each([
    [['--optimize', 'wasm', '--without', 'winogard'], 'There is no rewrite winogard'],
    [['--without', 'winograd'], '--without and --with choose rewrites for --optimize'],
    [['--optimize', 'tpu'], '--optimize takes wasm or cpu, not tpu.'],
  ])('export %j is called wrongly', async (argv, message) => {
    const { code, err } = await cli('export', graph, '-o', join(folder, 'm.onnx'), ...argv)
    expect(code).toBe(2)
    expect(err).toContain(message)
  })

  test('an unknown name is answered with all names', async () => {
    const { err } = await cli('render', graph, '-o', join(folder, 'o.png'), '--without', 'nothing')
    for (const { name } of REWRITES) expect(err).toContain(name)
  })

  test('render without them gives the same picture but for the last bits', async () => {
    const render = async (name: string, ...argv: string[]): Promise<Tensor> => {
      const { code } = await cli('render', graph, '-o', join(folder, name), '--deterministic', ...argv)
      expect(code).toBe(0)
      return valueOf(readNpy(readFileSync(join(folder, name))))
    }
    const all = await render('all.npy')
    const none = await render('none.npy', ...REWRITES.flatMap(({ name }) => ['--without', name]))
    expectClose(all, none, { max: 2e-5 })
    expect(all.data).not.toEqual(none.data)
  })
})
