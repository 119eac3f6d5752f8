import { describe, expect, test } from 'vitest'
import { sha256Hex } from '../../core/base/hash'
import type { Sha256 } from '../../core/base/ids'
import { namesIn } from '../../core/file/values-in'
import { tensor, tensorBytes, type Tensor } from '../../core/tensor/tensor'
import { writeNpy } from '../../core/weights/npy'
import { createBrowserWeights } from '../../renderer/host/browser-weights'
import type { KeptFolder, WeightsDatabase } from '../../renderer/host/weights-database'

const one = (value: number): Tensor => tensor([1], Float32Array.of(value))
const hashOf = (value: Tensor): Sha256 => sha256Hex(tensorBytes(value))
const [a, b] = [one(1), one(2)]

type Permission = 'granted' | 'prompt' | 'denied'
interface Tree {
  readonly [name: string]: Uint8Array | Tree
}

/** A folder as a browser hands it out. */
function folder(name: string, tree: Tree, access: { permission: Permission } = { permission: 'granted' }) {
  const handle: unknown = {
    kind: 'directory',
    name,
    isSameEntry: (other: unknown) => Promise.resolve(other === handle),
    queryPermission: () => Promise.resolve(access.permission),
    requestPermission: () => Promise.resolve(access.permission),
    async *values() {
      await Promise.resolve()
      for (const [key, entry] of Object.entries(tree))
        yield entry instanceof Uint8Array
          ? {
              kind: 'file',
              name: key,
              getFile: () => Promise.resolve(new File([new Uint8Array(entry)], key, { lastModified: 5 })),
            }
          : folder(key, entry)
    },
  }
  return handle as FileSystemDirectoryHandle
}

function start(tree: Tree = {}, access: { permission: Permission } = { permission: 'granted' }) {
  let kept: KeptFolder<FileSystemDirectoryHandle> | null = null
  let isForbidden = false
  const answer = <Value>(value: Value): Promise<Value> =>
    isForbidden ? Promise.reject(new DOMException('No.', 'SecurityError')) : Promise.resolve(value)
  const database: WeightsDatabase<FileSystemDirectoryHandle> = {
    read: () => answer(kept),
    write(next) {
      if (!isForbidden) kept = next
      return answer(undefined)
    },
    clear() {
      if (!isForbidden) kept = null
      return answer(undefined)
    },
  }
  let next: FileSystemDirectoryHandle | null = folder('models', tree, access)
  const pick = (): Promise<FileSystemDirectoryHandle> =>
    next ? Promise.resolve(next) : Promise.reject(new DOMException('Cancelled.', 'AbortError'))
  const looked: number[] = []
  const hashesOf = (bytes: Uint8Array): Promise<readonly Sha256[]> => {
    looked.push(bytes.length)
    return Promise.resolve(namesIn(bytes))
  }
  return {
    open: () => createBrowserWeights(pick, database),
    hashesOf,
    looked,
    choose: (other: FileSystemDirectoryHandle | null) => (next = other),
    forbid: () => (isForbidden = true),
  }
}

describe('the weights folder of a browser', () => {
  test('is searched, outlasts the page, and is read again only where it must be', async () => {
    const { open, hashesOf, looked } = start({
      'a.npy': writeNpy(a),
      deep: { 'b.npy': writeNpy(b) },
      'c.txt': writeNpy(b),
    })
    const weights = open()
    expect(await weights.find([hashOf(b)], hashesOf)).toEqual({ ok: true, value: [] })
    expect(await weights.folder()).toBeNull()
    expect(await weights.choose()).toEqual({ name: 'models' })
    const found = await weights.find([hashOf(b)], hashesOf)
    expect(found.ok ? found.value.map(({ name }) => name) : found.error).toEqual(['b.npy'])
    expect(looked.splice(0)).toHaveLength(2)

    const later = open()
    expect(await later.folder()).toEqual({ name: 'models' })
    expect((await later.find([hashOf(a), hashOf(b)], hashesOf)).ok).toBe(true)
    expect(looked).toEqual([])
    await later.forget()
    expect(await open().folder()).toBeNull()
  })

  test('that may not be read says what to do', async () => {
    const access: { permission: Permission } = { permission: 'prompt' }
    const { open, hashesOf } = start({ 'a.npy': writeNpy(a) }, access)
    const weights = open()
    await weights.choose()
    const refused = await weights.find([hashOf(a)], hashesOf)
    expect(refused.ok ? '' : refused.error.message).toBe(
      'The browser asks anew before the weights folder "models" may be read.',
    )
    access.permission = 'granted'
    expect((await weights.find([hashOf(a)], hashesOf)).ok).toBe(true)
  })

  test('stays when the next choice is cancelled, and lasts as long as the page where storage is forbidden', async () => {
    const { open, choose, forbid } = start()
    forbid()
    const weights = open()
    expect(await weights.choose()).toEqual({ name: 'models' })
    choose(null)
    expect(await weights.choose()).toEqual({ name: 'models' })
    expect(await open().folder()).toBeNull()
  })
})
