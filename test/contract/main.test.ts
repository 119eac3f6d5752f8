import { describe, expect, test } from 'vitest'
import { isCompanionName } from '../../core/contract/companion'
import { checkFileSize, fileProblem, fileProblemCodes } from '../../core/contract/file-problem'
import { extensionOf, fileStem, saveFilter, withExtension } from '../../core/contract/file-types'
import { menu, menuActionIds } from '../../core/contract/menu'

describe('companion names', () => {
  test.each(['w.safetensors', 'weights/3f2a.safetensors', 'a b/ü.npz', 'a..b', '.hidden', '~'])(
    '%s is one',
    (name) => {
      expect(isCompanionName(name)).toBe(true)
    },
  )
  test.each([
    '',
    '/etc/passwd',
    '..',
    '../w',
    'a/../../w',
    'a/./b',
    'a//b',
    'a/',
    'C:w',
    'C:/w',
    'a\\b',
    '..\\w',
    'a\0b',
    'a\nb',
    'file:stream',
    'x'.repeat(2000),
  ])('%j is none', (name) => {
    expect(isCompanionName(name)).toBe(false)
  })
})

describe('file types', () => {
  test.each([
    ['cat.loom', '.loom'],
    ['cat.loom.json', '.loom.json'],
    ['CAT.LOOM.JSON', '.loom.json'],
    ['cat.json', '.json'],
    ['/a.b/cat', ''],
    ['.loom', ''],
    ['a/.png', ''],
    ['x.y.png', '.png'],
  ])('%s ends with %j', (name, extension) => expect(extensionOf(name)).toBe(extension))

  test.each([
    ['cat', '.loom.json', 'cat.loom.json'],
    ['cat.json', '.loom.json', 'cat.loom.json'],
    ['cat.loom', '.loom', 'cat.loom'],
    ['v1.2', '.onnx', 'v1.2.onnx'],
    ['cat', '', 'cat'],
  ])('%s with %s is %s', (name, extension, expected) => expect(withExtension(name, extension)).toBe(expected))

  test.each([
    ['StyleGAN 256/512', 'StyleGAN 256 512'],
    ['a:b\\c', 'a b c'],
    [' . hidden. ', 'hidden'],
    ['line\nbreak\u0000', 'line break'],
    ['', 'graph'],
    ['???', 'graph'],
    ['..', 'graph'],
    ['漢'.repeat(200), '漢'.repeat(60)],
    ['🎨'.repeat(200), '🎨'.repeat(60)],
  ])('a graph named %j may be written as %j', (name, stem) => {
    expect(fileStem(name)).toBe(stem)
    // With its longest ending within what file systems hold.
    expect(Buffer.byteLength(`${stem}.loom.json`)).toBeLessThan(255)
  })

  test('a save dialog is asked for an ending of one part, which every system understands', () => {
    expect(saveFilter('cat.loom.json')).toEqual({ name: 'Styleloom graph as text', extensions: ['json'] })
  })
})

describe('file problems', () => {
  test('each has a sentence that names the file, and a next step', () => {
    for (const code of fileProblemCodes) {
      const problem = fileProblem(code, 'cat.loom', 'the system said EIO')
      expect(problem.message).toMatch(/"cat\.loom".*\.$/)
      expect(problem.nextStep).toMatch(/^[A-Z].*\.$/)
    }
  })

  test('a size over the limit is told with the numbers of both sides', () => {
    expect(checkFileSize('big.npz', 100, 100)).toBeNull()
    expect(checkFileSize('big.npz', 3_000_000_000)?.message).toBe(
      '"big.npz" is too large: 3000 MB, where at most 2147 MB can be read.',
    )
  })
})

test('no two menu items share an id or a shortcut', () => {
  const accelerators = menu
    .flatMap((group) => group.items.map((item) => ('accelerator' in item ? item.accelerator : null)))
    .filter((accelerator) => accelerator !== null)
  expect(new Set(menuActionIds).size).toBe(menuActionIds.length)
  expect(new Set(accelerators).size).toBe(accelerators.length)
})
