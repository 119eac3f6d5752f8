import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../core/base/hash'
import type { Sha256 } from '../../core/base/ids'
import { encodeUtf8 } from '../../core/base/utf8'
import { writeLoom } from '../../core/file/loom'
import { namesIn, takeValues } from '../../core/file/values-in'
import { FOLDER_LIMITS, readIndex, searchFolder, type FolderFile } from '../../core/file/weights-folder'
import { importCheckpoint } from '../../core/import/import-checkpoint'
import { writePng } from '../../core/image/png'
import { tensor, tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { namedValues } from '../../core/weights/named-values'
import { writeNpy } from '../../core/weights/npy'
import { writeSafetensors } from '../../core/weights/safetensors'
import { createTensorStore } from '../../core/weights/tensor-store'
import { listValueFiles } from '../../electron/services/value-files'
import { createWeightsFolder } from '../../electron/services/weights-folder'
import { fixture } from '../helpers/fixture'
import { codesOf, valueOf } from '../helpers/result'
import { graph, node } from '../helpers/test-command'
import { temporaryFolder } from './temporary-folder'

const values = (first: number, dims: readonly number[] = [2, 3]): Tensor =>
  tensor(
    dims,
    Float32Array.from({ length: dims.reduce((a, b) => a * b, 1) }, (_, i) => first + i),
  )
const hashOf = (value: Tensor): Sha256 => sha256Hex(tensorBytes(value))
const safetensors = (...all: readonly Tensor[]): Uint8Array =>
  writeSafetensors(new Map(all.map((value, i) => [`t${i}`, value])))
const [a, b, c] = [values(1), values(100), values(200)]
const png = writePng({ width: 2, height: 1, data: new Uint8Array(8).fill(255) })

describe('what a file holds', () => {
  const store = createTensorStore()
  store.putTensor(hashOf(a), a)
  store.putPicture(sha256Hex(png), png)
  const document = graph([
    node('const', 'style/affine', { channels: 3 }, { weights: { B: { sha256: hashOf(a), dims: [6] } } }),
    node('photo', 'input/picture', {
      picture: { sha256: sha256Hex(png), width: 2, height: 1, name: 'cat.png' },
    }),
  ])
  const loom = valueOf(writeLoom(document, store, { appVersion: '1' })).bytes

  test.each<[string, Uint8Array, readonly Sha256[]]>([
    ['safetensors', safetensors(a, b), [hashOf(a), hashOf(b)]],
    ['npy', writeNpy(c), [hashOf(c)]],
    ['a picture', png, [sha256Hex(png)]],
    ['a graph with its values', loom, [hashOf(a), sha256Hex(png)]],
    ['a text', encodeUtf8('{}'), []],
    ['nothing', new Uint8Array(), []],
    ['a broken archive', loom.slice(0, loom.length - 30), []],
  ])('is known of %s', (_, bytes, names) => {
    expect([...namesIn(bytes)].sort()).toEqual([...names].sort())
  })

  test('includes what importing a checkpoint makes of it, growing or not', () => {
    const bytes = fixture('stylegan1/stylegan1-64.tf-names.npz')
    for (const growing of [false, true]) {
      const imported = valueOf(importCheckpoint(bytes, createTensorStore(), { name: 'x', growing }))
      const wanted = namedValues(imported.document.nodes.values())
      const found = createTensorStore()
      expect(valueOf(takeValues(bytes, wanted, found))).toHaveLength(wanted.size)
      for (const sha256 of wanted) expect(found.tensor(sha256)).toBeDefined()
    }
  })

  test('is taken in only as far as it is wanted', () => {
    const found = createTensorStore()
    expect(valueOf(takeValues(safetensors(a, b), new Set([hashOf(b), hashOf(c)]), found))).toEqual([
      hashOf(b),
    ])
    expect([found.tensor(hashOf(a)), found.tensor(hashOf(b))]).toEqual([undefined, b])
    const refused = takeValues(safetensors(a), new Set([hashOf(c)]), found)
    expect(refused.ok ? '' : refused.error[0]?.message).toBe(
      'The file holds 1 tensor, but none of the 1 values that the graph misses.',
    )
    expect(codesOf(takeValues(png.slice(0, 20), new Set([hashOf(c)]), found))).toEqual(['file/not-wanted'])
  })
})

describe('the search', () => {
  /** Files in memory that count how often they are read. */
  function folder(files: Readonly<Record<string, Uint8Array | null>>) {
    const reads: string[] = []
    const list = (): FolderFile[] =>
      Object.entries(files).map(([path, bytes]) => ({
        path,
        size: bytes?.length ?? 0,
        modified: 1,
        read() {
          reads.push(path)
          return Promise.resolve(bytes)
        },
      }))
    return { reads, list }
  }

  test('reads no farther than it must, and the second time only what it needs', async () => {
    const { reads, list } = folder({
      'a.safetensors': safetensors(a),
      'deep/b.safetensors': safetensors(b),
      'locked.npz': null,
      'z.safetensors': safetensors(c),
    })
    const first = await searchFolder(list(), new Set([hashOf(b)]), new Map(), namesIn)
    expect(first.found.map(({ name }) => name)).toEqual(['b.safetensors'])
    expect(reads.splice(0)).toEqual(['a.safetensors', 'deep/b.safetensors'])

    const again = await searchFolder(list(), new Set([hashOf(b), hashOf(c)]), first.index, namesIn)
    expect(again.found.map(({ name }) => name)).toEqual(['b.safetensors', 'z.safetensors'])
    expect(reads.splice(0)).toEqual(['deep/b.safetensors', 'locked.npz', 'z.safetensors'])

    await searchFolder(list(), new Set([hashOf(a)]), again.index, namesIn)
    expect(reads.splice(0)).toEqual(['a.safetensors'])
  })

  test('believes what it knows of a file only while the file is the same, and forgets what has gone', async () => {
    const { list } = folder({ 'a.safetensors': safetensors(a), 'b.safetensors': safetensors(b) })
    const { index } = await searchFolder(list(), new Set([hashOf(c)]), new Map(), namesIn)
    expect(index.size).toBe(2)
    const changed = list()
      .slice(0, 1)
      .map((file) => ({ ...file, modified: 2, read: () => Promise.resolve(safetensors(c)) }))
    const next = await searchFolder(changed, new Set([hashOf(c)]), index, namesIn)
    expect(next.found).toHaveLength(1)
    expect([...next.index].map(([path, { hashes }]) => [path, hashes])).toEqual([
      ['a.safetensors', [hashOf(c)]],
    ])
  })
})

function start() {
  const home = temporaryFolder()
  const own = join(home, '.config', 'styleloom')
  const models = join(home, 'models')
  mkdirSync(models)
  const problems: string[] = []
  const put = (path: string, bytes: Uint8Array): string => {
    const file = join(models, path)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, bytes)
    return file
  }
  let chosen: string | null = models
  const tasks = createWeightsFolder({
    own,
    home,
    choose: () => Promise.resolve(chosen),
    report: (problem) => problems.push(problem.message),
  })
  const found = async (...wanted: readonly Sha256[]) => {
    const files = await tasks.findWeights(wanted)
    if (!files.ok) throw new Error(files.error.message)
    return files.value.map(({ name }) => name)
  }
  return { home, own, models, put, tasks, problems, found, choose: (path: string | null) => (chosen = path) }
}

describe('the weights folder', () => {
  test('is remembered by name, and a cancelled choice leaves it', async () => {
    const { tasks, choose, own, home } = start()
    expect(await tasks.weightsFolder()).toBeNull()
    choose(null)
    expect(await tasks.chooseWeightsFolder()).toBeNull()
    choose(join(home, 'models'))
    const name = join('~', 'models')
    expect(await tasks.chooseWeightsFolder()).toEqual({ name })
    choose(null)
    expect(await tasks.chooseWeightsFolder()).toEqual({ name })
    const next = createWeightsFolder({
      own,
      home,
      choose: () => Promise.resolve(null),
      report: () => undefined,
    })
    expect(await next.weightsFolder()).toEqual({ name })
    await next.forgetWeightsFolder()
    expect(await tasks.weightsFolder()).toBeNull()
  })

  test('gives the files that hold what is wanted, wherever they lie below it', async () => {
    const { tasks, put, found, own, models } = start()
    put('one/two/a.safetensors', safetensors(a))
    put('cat.png', png)
    put('notes.txt', safetensors(b))
    put('broken.npz', encodeUtf8('PK?'))
    expect(await found(hashOf(a))).toEqual([])
    await tasks.chooseWeightsFolder()
    expect(await found(hashOf(a), sha256Hex(png), hashOf(b))).toEqual(['cat.png', 'a.safetensors'])
    // A file with new values is read again.
    const file = put('one/two/a.safetensors', safetensors(c))
    utimesSync(file, 1, 1)
    expect(await found(hashOf(a))).toEqual([])
    expect(await found(hashOf(c))).toEqual(['a.safetensors'])
    const text = readFileSync(join(own, 'weights-index.json'), 'utf8')
    expect(readIndex(models, text).get('one/two/a.safetensors')?.hashes).toEqual([hashOf(c)])
    expect(readIndex(join(models, 'one'), text).size).toBe(0)
  })

  test('follows no links out of it', async () => {
    const { tasks, home, models, found } = start()
    writeFileSync(join(home, 'secret.safetensors'), safetensors(a))
    mkdirSync(join(home, 'elsewhere'))
    writeFileSync(join(home, 'elsewhere', 'b.safetensors'), safetensors(b))
    symlinkSync(join(home, 'secret.safetensors'), join(models, 'a.safetensors'))
    symlinkSync(join(home, 'elsewhere'), join(models, 'elsewhere'))
    symlinkSync(models, join(models, 'loop'))
    await tasks.chooseWeightsFolder()
    expect(await found(hashOf(a), hashOf(b))).toEqual([])
  })

  test('is searched to a depth, and the same way every time', async () => {
    const { put, models } = start()
    const deep = Array.from({ length: FOLDER_LIMITS.depth + 1 }, (_, i) => `d${i}`)
    put(`${deep.slice(0, -2).join('/')}/in.npy`, writeNpy(a))
    put(`${deep.join('/')}/beyond.npy`, writeNpy(b))
    put('b.npy', writeNpy(b))
    put('a.npy', writeNpy(c))
    expect((await listValueFiles(models)).map(({ path }) => path)).toEqual([
      'a.npy',
      'b.npy',
      `${deep.slice(0, -2).join('/')}/in.npy`,
    ])
  })

  test('that is gone is said to be, and a damaged memory costs nothing', async () => {
    const { tasks, models, own, put, found, problems } = start()
    put('a.safetensors', safetensors(a))
    await tasks.chooseWeightsFolder()
    expect(await found(hashOf(a))).toEqual(['a.safetensors'])
    writeFileSync(join(own, 'weights-index.json'), '{ "version": 1, "files"')
    expect(await found(hashOf(a))).toEqual(['a.safetensors'])
    rmSync(models, { recursive: true })
    const gone = await tasks.findWeights([hashOf(a)])
    expect(gone.ok ? '' : gone.error.message).toBe('The weights folder "models" is not there any more.')
    writeFileSync(join(own, 'weights-folder.json'), 'what')
    expect(await tasks.weightsFolder()).toBeNull()
    expect(problems).toEqual([])
    expect(existsSync(join(own, 'weights-index.json'))).toBe(true)
  })
})
