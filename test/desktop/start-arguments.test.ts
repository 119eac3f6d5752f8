import { describe, expect, test } from 'vitest'
import { argumentsWithoutFiles, filesToOpen, startOf } from '../../electron/services/start-arguments'

const open = (...argv: string[]): readonly string[] => filesToOpen({ argv, folder: '/home/ann' })

describe('a start opens', () => {
  test.each<readonly [readonly string[], readonly string[]]>([
    [['electron', '.', '--flag', '/a/cat.loom'], ['/a/cat.loom']],
    [
      ['styleloom', 'cat.loom.json', '../bob/dog.loom'],
      ['/home/ann/cat.loom.json', '/home/bob/dog.loom'],
    ],
    [['styleloom', 'face.PNG', '--x=a.loom'], ['/home/ann/face.PNG']],
    [['styleloom', 'a.loom', './a.loom', '/home/ann/a.loom'], ['/home/ann/a.loom']],
    [['styleloom', 'file:///home/ann/my%20cat.loom'], ['/home/ann/my cat.loom']],
    [
      ['styleloom', 'file:///a%00b.loom', 'file:///a%zz.loom'],
      ['/home/ann/file:/a%00b.loom', '/home/ann/file:/a%zz.loom'],
    ],
    [['styleloom', '--', '-odd-.loom'], ['/home/ann/-odd-.loom']],
    [['styleloom', '-odd-.loom', 'notes.txt', 'folder'], []],
    [['styleloom', '--open=a.loom'], []],
    [['cat.loom'], []],
    [[], []],
  ])('by %j: %j', (argv, files) => expect(open(...argv)).toEqual(files))

  test('and the next one none of its files', () => {
    const argv = ['electron', '/app', '--flag', 'cat.loom', '/a/dog.loom']
    expect(argumentsWithoutFiles({ argv, folder: '/home/ann' })).toEqual(['/app', '--flag'])
  })
})

describe('what a second instance sends', () => {
  test('is its arguments and its folder', () =>
    expect(startOf({ argv: ['styleloom', 'a.loom'], folder: '/x', more: 1 })).toEqual({
      argv: ['styleloom', 'a.loom'],
      folder: '/x',
    }))

  test.each([
    null,
    undefined,
    'text',
    {},
    { argv: 'a.loom', folder: '/' },
    { argv: [1], folder: '/' },
    { argv: [] },
    { argv: [], folder: null },
  ])('%j is nothing', (data) => expect(startOf(data)).toBeNull())
})
