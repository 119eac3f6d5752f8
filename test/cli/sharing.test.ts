import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCli } from '../../cli/run'
import { APP_VERSION } from '../../core/app-version'
import { expand } from '../../core/doc/expand'
import { expectPictures } from '../../core/file/expected'
import { readGraphFile } from '../../core/file/graph-file'
import { WEIGHTS_ENTRY, writeLoom } from '../../core/file/loom'
import { readZip, writeZip } from '../../core/file/zip'
import { createTensorStore } from '../../core/weights/tensor-store'
import { isPicture, toPicture } from '../../runtime/pictures'
import { allNodes } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { createTestEngine } from '../helpers/test-engine'

const folder = mkdtempSync(join(tmpdir(), 'styleloom-sharing-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string): string => join(folder, name)

async function cli(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await runCli(argv, { out: (text) => void (out += text), err: (text) => void (err += text) })
  return { code, out, err }
}

/** `portraits64` with what it gives, with another result, and without its weights; those lie in a folder of models. */
beforeAll(async () => {
  const store = createTensorStore()
  const bytes = new Uint8Array(readFileSync(new URL('../../examples/portraits64.loom', import.meta.url)))
  const { document } = valueOf(readGraphFile('portraits64.loom', bytes, allNodes, store))
  const engine = createTestEngine({ store })
  const { outputs, backend } = valueOf(await engine.run({ document }))
  await engine.release()
  const pictures = outputs.filter(isPicture).map((output) => toPicture(expand(document), output))
  const expected = expectPictures(pictures, backend, APP_VERSION)
  const whole = valueOf(writeLoom(document, store, { appVersion: APP_VERSION, expected })).bytes
  writeFileSync(at('whole.loom'), whole)
  const others = pictures.map((one) => ({
    ...one,
    rgba: one.rgba.map((pixels) => pixels.map((x) => 255 - x)),
  }))
  const changed = { appVersion: APP_VERSION, expected: expectPictures(others, backend, APP_VERSION) }
  writeFileSync(at('changed.loom'), valueOf(writeLoom(document, store, changed)).bytes)

  const entries = valueOf(readZip(whole))
  const bare = [...entries].filter(([name]) => name !== WEIGHTS_ENTRY)
  writeFileSync(at('bare.loom'), writeZip(bare.map(([name, data]) => ({ name, data, compress: false }))))
  mkdirSync(at('models/faces'), { recursive: true })
  writeFileSync(at('models/faces/any-name.safetensors'), entries.get(WEIGHTS_ENTRY) ?? '')
  writeFileSync(at('models/notes.npz'), 'no archive')
})

test('a graph that gives what it gave is told to, with exit code 0', async () => {
  const { code, out, err } = await cli('render', at('whole.loom'), '--check', '--deterministic')
  expect(err).toBe('')
  expect(code).toBe(0)
  expect(out).toMatch(/whole\.loom: The picture is (identical to|within [12] of 255 of) the saved one/)
  const json = await cli('render', at('whole.loom'), '--check', '--deterministic', '--json')
  expect(JSON.parse(json.out)).toMatchObject({ ok: true })
})

test('one that gives something else is told by how much, with exit code 1', async () => {
  const { code, err } = await cli('render', at('changed.loom'), '--check')
  expect(code).toBe(1)
  expect(err).toMatch(
    /^error: \S+: \S+ gives another picture than when the file was saved: up to 2[0-9]+ of 255, on \d+ % of the pixels\. .*\[expected\/differs\]\n$/,
  )
  // An edit is another picture, too.
  const edited = await cli('render', at('whole.loom'), '--check', '--set', 'z.seed=12345')
  expect([edited.code, edited.err]).toEqual([1, expect.stringContaining('[expected/differs]')])
})

test('one that does not say what it gave is told so', async () => {
  const { code, err } = await cli('render', 'examples/portraits64.loom', '--check')
  expect(code).toBe(1)
  expect(err).toContain('This file does not say what its graph gave when it was saved.')
})

test('what a run writes and what it checks are asked for one at a time', async () => {
  expect((await cli('render', at('whole.loom'), '--check', '-o', at('x.png'))).code).toBe(2)
})

test('missing weights are refused, stood in for when that is asked for, and found in a folder', async () => {
  const refused = await cli('render', at('bare.loom'), '-o', at('x.png'))
  expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('[weights/missing]')])
  expect((await cli('export', at('bare.loom'), '-o', at('x.onnx'))).code).toBe(1)

  const stoodIn = await cli('render', at('bare.loom'), '-o', at('x.png'), '--stand-ins')
  expect([stoodIn.code, stoodIn.err]).toEqual([0, ''])
  expect(stoodIn.out).toMatch(/ \d+ nodes ran on stand-ins\.\n$/)
  const compared = await cli('render', at('bare.loom'), '--check', '--stand-ins')
  expect([compared.code, compared.err]).toEqual([1, expect.stringContaining('[expected/stand-ins]')])

  const search = ['--weights-folder', at('models')]
  expect(await cli('render', at('bare.loom'), '--check', '--deterministic', ...search)).toMatchObject({
    code: 0,
    err: '',
  })
  expect((await cli('export', at('bare.loom'), '-o', at('x.onnx'), ...search)).code).toBe(0)
  expect((await cli('check', at('bare.loom'))).out).toContain('[weights/missing]')
  expect((await cli('check', at('bare.loom'), ...search)).out).toContain('nothing wrong')
})

test('a folder that is not there is an error', async () => {
  const { code, err } = await cli('check', at('bare.loom'), '--weights-folder', at('nowhere'))
  expect(code).toBe(1)
  expect(err).toContain('[file/unreadable]')
})
