import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { electronForTests } from '../../scripts/test-electron.mjs'
import { temporaryFolder } from '../desktop/temporary-folder'

test('the tests in Electron run where it and a display are, and say what is missing elsewhere', () => {
  const root = temporaryFolder()
  const display = { DISPLAY: ':0' }
  expect(electronForTests(root, 'linux', display)).toEqual({
    skipped: expect.stringContaining("Electron's executable is missing") as unknown,
  })
  const folder = join(root, 'node_modules', 'electron', 'dist')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'electron'), '')
  expect(electronForTests(root, 'linux', {})).toEqual({
    skipped: expect.stringContaining('run this under xvfb-run') as unknown,
  })
  const executable = join(folder, 'electron')
  expect(electronForTests(root, 'linux', display)).toEqual({ executable })
  expect(electronForTests(root, 'darwin', {})).toEqual({ executable })
})
