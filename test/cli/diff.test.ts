import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runCli } from '../../cli/run'
import { readPng } from '../../core/image/png'
import { valueOf } from '../helpers/result'

const folder = mkdtempSync(join(tmpdir(), 'styleloom-diff-'))
afterAll(() => rmSync(folder, { recursive: true }))

const FIRST = 'examples/first-lesson.loom.json'

async function cli(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
  let out = ''
  let err = ''
  const code = await runCli(argv, { out: (text) => void (out += text), err: (text) => void (err += text) })
  return { code, out, err }
}

function changed(name: string, from: string, to: string): string {
  const text = readFileSync(FIRST, 'utf8')
  expect(text).toContain(from)
  const path = join(folder, name)
  writeFileSync(path, text.replace(from, to))
  return path
}

test('a graph and itself are the same', async () => {
  expect(await cli('diff', FIRST, FIRST)).toEqual({ code: 0, out: 'The graphs are the same.\n', err: '' })
})

test('a parameter and the pictures it makes', async () => {
  const other = changed('seed.loom.json', '"dim": 64 }', '"dim": 64, "seed": 7 }')
  const target = join(folder, 'pictures.png')
  const { code, out } = await cli('diff', FIRST, other, '-o', target)
  expect(code).toBe(0)
  expect(out).toMatch(/^~ z \(input\/latent\)\n {4}params\.seed: not set -> 7\n/)
  expect(out).toMatch(/before, after, difference; [1-9][\d.]* % of the pixels differ/)
  const { width, height } = valueOf(readPng(readFileSync(target)))
  expect(width).toBe(3 * height)
})

test('what is no PNG is called wrongly', async () => {
  expect((await cli('diff', FIRST, FIRST, '-o', 'x.jpg')).code).toBe(2)
})
