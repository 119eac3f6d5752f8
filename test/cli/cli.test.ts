import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import type { Profile } from '../../cli/profile'
import { runCli } from '../../cli/run'
import { required } from '../../core/base/assert'
import { readPng } from '../../core/image/png'
import type { Tensor } from '../../core/tensor/tensor'
import { readNpy, writeNpy } from '../../core/weights/npy'
import { readNpz } from '../../core/weights/npz'
import { expectClose } from '../helpers/close'
import { fixture } from '../helpers/fixture'
import { runNatively } from '../helpers/native-runtime'
import { valueOf } from '../helpers/result'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'styleloom-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

const example = (name: string): string => join(root, 'examples', name)
const scratch = (name: string): string => join(folder, name)
const checkpoint = join(root, 'test/fixtures/stylegan1/stylegan1-64.tf-names.npz')

async function cli(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await runCli(argv, { out: (text) => void (out += text), err: (text) => void (err += text) })
  return { code, out, err }
}

function golden(name: string): Tensor {
  return required(valueOf(readNpz(fixture('stylegan1/stylegan1-64.golden.npz'))).tensors.get(name), name)
}

describe('import, render, export', () => {
  const graph = scratch('face.loom')

  test('import lists what it did not use', async () => {
    const { code, out } = await cli('import', checkpoint, '-o', graph)
    expect(code).toBe(0)
    expect(out).toContain("64 px StyleGAN1 from NVIDIA's TensorFlow names")
    expect(out).toContain('Keys not used (8):')
    expect(out).toContain('G_synthesis/ToRGB_lod1/weight')
  })

  test('render gives the golden picture for a fed latent', async () => {
    writeFileSync(scratch('z.npy'), writeNpy(golden('in/z')))
    const { code, err } = await cli(
      'render',
      graph,
      '-o',
      scratch('out.npy'),
      '--feed',
      `z.z=${scratch('z.npy')}`,
    )
    expect(err).toBe('')
    expect(code).toBe(0)
    expectClose(valueOf(readNpy(readFileSync(scratch('out.npy')))), golden('out/img_psi1'), {
      max: 5e-4,
      mean: 2e-5,
    })
  })

  test('--set and --output address nodes by their ids', async () => {
    const flags = [
      '--feed',
      `z=${scratch('z.npy')}`,
      '--set',
      'truncation.psi=0.7',
      '--set',
      'truncation.cutoff=5',
    ]
    expect((await cli('render', graph, '-o', scratch('psi.npy'), ...flags)).code).toBe(0)
    expectClose(valueOf(readNpy(readFileSync(scratch('psi.npy')))), golden('out/img_psi0.7_cut5'), {
      max: 5e-4,
      mean: 2e-5,
    })
    expect((await cli('render', graph, '-o', scratch('w.npy'), '--output', 'mapping', ...flags)).code).toBe(0)
    expectClose(valueOf(readNpy(readFileSync(scratch('w.npy')))), golden('out/w'), { max: 5e-4, mean: 2e-5 })
  })

  test('a batch is tiled into one PNG', async () => {
    const { code } = await cli(
      'render',
      example('portraits64.loom'),
      '-o',
      scratch('batch.png'),
      '--set',
      'z.batch=3',
    )
    expect(code).toBe(0)
    const { width, height } = valueOf(readPng(readFileSync(scratch('batch.png'))))
    expect([width, height]).toEqual([192, 64])
  })

  test('progressive growing is steered by lod', async () => {
    const growing = scratch('growing.loom')
    expect((await cli('import', checkpoint, '-o', growing, '--growing', '--scheme', 'tf')).out).toContain(
      'Every key was used.',
    )
    const flags = ['--feed', `z.z=${scratch('z.npy')}`, '--set', 'lod.value=1.5']
    expect((await cli('render', growing, '-o', scratch('lod.npy'), ...flags)).code).toBe(0)
    expectClose(valueOf(readNpy(readFileSync(scratch('lod.npy')))), golden('out/img_lod1.5'), {
      max: 5e-4,
      mean: 2e-5,
    })
  })

  test('export writes the same bytes again', async () => {
    for (const name of ['a.onnx', 'b.onnx'])
      expect((await cli('export', graph, '-o', scratch(name))).code).toBe(0)
    expect(Buffer.compare(readFileSync(scratch('a.onnx')), readFileSync(scratch('b.onnx')))).toBe(0)
  })

  test('an optimised export gives the golden picture too', async () => {
    const { code, out } = await cli(
      'export',
      graph,
      '-o',
      scratch('fast.onnx'),
      '--optimize',
      'wasm',
      '--json',
    )
    expect(code).toBe(0)
    const { operators } = JSON.parse(out) as { operators: number }
    expect(operators).toBeGreaterThan(0)
    const results = await runNatively(readFileSync(scratch('fast.onnx')), new Map([['z.z', golden('in/z')]]))
    expectClose(required(results.get('image.image'), 'image'), golden('out/img_psi1'), {
      max: 5e-4,
      mean: 2e-5,
    })
  })

  test('--profile accounts for every segment', async () => {
    const { out } = await cli('render', graph, '-o', scratch('p.png'), '--profile')
    const { backend, totals, memory, segments } = JSON.parse(out) as Profile
    expect(segments.map((segment) => segment.root)).toContain('image')
    expect(segments.every((segment) => segment.ran && segment.reason === 'first run')).toBe(true)
    expect(backend).toBe('wasm')
    expect(totals).toMatchObject({ segments: segments.length, ran: segments.length, reused: 0 })
    expect(totals.macs).toBe(segments.reduce((sum, { macs }) => sum + macs, 0))
    expect(totals.gflops).toBeGreaterThan(0)
    for (const { macs, runMs, gflops } of segments)
      expect(gflops).toEqual(macs > 0 ? (2 * macs) / (runMs * 1e6) : null)
    expect(memory.weights).toBeGreaterThan(0)
  })

  test('info prints every stable id', async () => {
    const { out } = await cli('info', graph, '--json')
    const info = JSON.parse(out) as { nodes: { id: string }[] }
    const ids = info.nodes.map((node) => node.id)
    expect(ids).toEqual(
      expect.arrayContaining([
        'z',
        'mapping',
        'truncation',
        'noise0',
        'noise9',
        '4x4/Const',
        '64x64/Conv0_up',
        '64x64/Conv1',
        'image',
      ]),
    )
  })
})

test('info counts the parameters of the full-size generator', async () => {
  expect((await cli('info', example('stylegan1-256.loom.json'))).out).toContain('26,078,915')
})

test('a picture can be set from a file', async () => {
  const [picture = ''] = readdirSync(example('pictures')).filter((name) => name.startsWith('sunset'))
  const set = `content.picture=${join(example('pictures'), picture)}`
  const { code } = await cli(
    'render',
    example('adain-transfer.loom.json'),
    '-o',
    scratch('sunset.png'),
    '--set',
    set,
  )
  expect(code).toBe(0)
  expect(valueOf(readPng(readFileSync(scratch('sunset.png')))).width).toBe(96)
})

describe('exit code 1: something is wrong with the input', () => {
  test.each([
    ['a file that is not there', ['check', 'nowhere.loom'], 'file/not-found'],
    [
      'a folder that is not there',
      ['export', example('first-lesson.loom.json'), '-o', scratch('none/x.onnx')],
      'file/folder-gone',
    ],
    [
      'a folder where the file would go',
      ['export', example('first-lesson.loom.json'), '-o', scratch('.')],
      'file/folder-in-the-way',
    ],
    ['a file that is no graph', ['check', join(root, 'package.json')], 'file/'],
    [
      'a checkpoint of another kind',
      ['import', join(root, 'test/fixtures/portraits64/portraits64.safetensors'), '-o', scratch('x.loom')],
      'import/unrecognised',
    ],
    [
      'a node that is not there',
      ['render', example('first-lesson.loom.json'), '-o', scratch('x.png'), '--set', 'nobody.seed=1'],
      'cli/no-such-node',
    ],
    [
      'a parameter that is not there',
      ['render', example('first-lesson.loom.json'), '-o', scratch('x.png'), '--set', 'z.nothing=1'],
      'document/unknown-param',
    ],
    [
      'a value out of range',
      ['render', example('first-lesson.loom.json'), '-o', scratch('x.png'), '--set', 'z.dim=0'],
      'document/bad-param',
    ],
    [
      'a value that is no number',
      ['render', example('first-lesson.loom.json'), '-o', scratch('x.png'), '--set', 'z.dim=many'],
      'document/bad-param',
    ],
    [
      'a shape that no longer fits',
      ['render', example('first-lesson.loom.json'), '-o', scratch('x.png'), '--set', 'affine.channels=8'],
      'adain/style-width',
    ],
    [
      'an output that is no picture',
      ['render', example('first-lesson.loom.json'), '-o', scratch('x.png'), '--output', 'mapping'],
      'render/not-a-picture',
    ],
    [
      'an opset we do not write',
      ['export', example('first-lesson.loom.json'), '-o', scratch('x.onnx'), '--opset', '9'],
      'compile/opset',
    ],
    ['an unknown node type', ['nodes', 'norm/nothing'], 'nodes/unknown-type'],
    [
      'a graph file with another ending',
      ['import', checkpoint, '-o', scratch('x.txt')],
      'file/unknown-format',
    ],
  ])('%s', async (_title, argv, expected) => {
    const { code, out, err } = await cli(...argv)
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(`[${expected}`)

    const json = await cli(...argv, '--json')
    expect(json.code).toBe(1)
    const printed = JSON.parse(json.out) as { ok: boolean; diagnostics: { code: string }[] }
    expect(printed.ok).toBe(false)
    expect(printed.diagnostics.map((d) => d.code).join()).toContain(expected)
  })

  test('a diagnostic names the node', async () => {
    const { err } = await cli(
      'render',
      example('first-lesson.loom.json'),
      '-o',
      scratch('x.png'),
      '--set',
      'affine.channels=8',
    )
    expect(err).toContain(
      'error: adain.styles: This AdaIN needs 32 styles (2 × 16 channels), but the wire carries 16.',
    )
  })
})

describe('exit code 2: called wrongly', () => {
  test.each([
    [[]],
    [['frobnicate']],
    [['render', example('first-lesson.loom.json')]],
    [['render', example('first-lesson.loom.json'), '-o', 'out.gif']],
    [['render', example('first-lesson.loom.json'), '-o', 'out.png', '--backend', 'cuda']],
    [['render', example('first-lesson.loom.json'), '-o', 'out.png', '--set', 'psi']],
    [['export', example('first-lesson.loom.json'), '-o', 'm.onnx', '--optimize', 'gpu']],
    [['check']],
    [['check', 'a', 'b']],
    [['info', 'a', '--frobnicate']],
  ])('%j', async (argv) => {
    const { code, err } = await cli(...argv)
    expect(code).toBe(2)
    expect(err).toMatch(/usage/i)
  })
})

test('check reports the examples as sound', async () => {
  expect(await cli('check', example('portraits64.loom'))).toMatchObject({ code: 0, err: '' })
})

test('nodes lists every type, and --help explains every command', async () => {
  const { out } = await cli('nodes', '--json')
  expect((JSON.parse(out) as unknown[]).length).toBeGreaterThanOrEqual(39)
  for (const name of ['import', 'render', 'export', 'check', 'info', 'nodes']) {
    expect(await cli(name, '--help')).toMatchObject({
      code: 0,
      out: expect.stringContaining(`styleloom ${name}`) as string,
    })
  }
})

test('the installed program runs', () => {
  const { status, stdout } = spawnSync(
    process.execPath,
    [join(root, 'bin/styleloom.mjs'), 'nodes', 'norm/adain'],
    { encoding: 'utf8' },
  )
  expect(status).toBe(0)
  expect(stdout).toContain('AdaIN (norm/adain)')
})
