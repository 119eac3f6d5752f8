/** The parts of the stand-in of Electron that need no page; `stand-in.spec.ts` has the rest. */
import fc from 'fast-check'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deserialize } from 'node:v8'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../desktop/temporary-folder'
import { testSeed } from '../helpers/seed'
import { decodeClone, encodeClone } from './stand-in/clone'
import { createEvent, createEvents } from './stand-in/events'
import { createPeer, type Channel } from './stand-in/peer'
import { createInstanceLock } from './stand-in/single-instance'
import { checkKeys, strict } from './stand-in/strict'

describe('a clone as text', () => {
  const { value: anything } = fc.letrec((tie) => ({
    value: fc.oneof(
      { depthSize: 'small' },
      fc.anything({ maxDepth: 0, withBigInt: true, withDate: true }),
      fc.uint8Array(),
      fc.float64Array(),
      fc.array(tie('value'), { maxLength: 4 }),
      fc.dictionary(fc.string(), tie('value'), { maxKeys: 4, noNullPrototype: true }),
      fc.array(fc.tuple(tie('value'), tie('value')), { maxLength: 3 }).map((entries) => new Map(entries)),
      fc.array(fc.integer(), { maxLength: 3 }).map((items) => new Set(items)),
    ),
  }))

  test('is the value that it was', () => {
    fc.assert(
      fc.property(anything, (value) => {
        expect(decodeClone(encodeClone(value))).toEqual(structuredClone(value))
      }),
      { seed: testSeed() },
    )
  })

  test('keeps what JSON would lose', () => {
    const big = new Uint8Array(100_001).map((_, index) => index % 251)
    const value = {
      big,
      part: big.subarray(3, 5),
      empty: undefined,
      zero: -0,
      not: Number.NaN,
      'array-like': ['array', 'map'],
      when: new Date(5),
    }
    const back = decodeClone(encodeClone(value)) as typeof value
    expect(back).toEqual(value)
    expect([Object.is(back.zero, -0), 'empty' in back, back.part.buffer.byteLength]).toEqual([true, true, 2])
  })

  test('takes names of an object’s own machinery for names', () => {
    const hostile: unknown = JSON.parse('{ "__proto__": { "isAdmin": true }, "constructor": 1 }')
    const back = decodeClone(encodeClone(hostile)) as Record<string, unknown>
    expect(Object.keys(back)).toEqual(['__proto__', 'constructor'])
    expect('isAdmin' in back).toBe(false)
  })

  const cycle: unknown[] = []
  cycle.push(cycle)
  test.each([
    ['a function', () => 1],
    ['a symbol', Symbol('s')],
    ['a cycle', cycle],
    ['a promise', Promise.resolve()],
    ['a shared buffer', new Uint8Array(new SharedArrayBuffer(1)).buffer],
    ['a regular expression', /a/],
  ])('refuses %s', (_name, value) => expect(() => encodeClone({ value })).toThrow())
})

describe('what the stand-in does not have', () => {
  const known = strict('app', { quit: () => 'bye', name: 'x' })

  test('throws by name, be it called, listened to or set', () => {
    expect(known.quit()).toBe('bye')
    expect(() => Reflect.get(known, 'setBadgeCount') as unknown).toThrow('no app.setBadgeCount')
    const events = createEvents('app', ['ready'])
    expect(() => events.on('gpu-info-update' as 'ready', () => undefined)).toThrow(
      'no event "gpu-info-update"',
    )
    expect(() => checkKeys('BrowserWindow option', { kiosk: true }, ['width'])).toThrow(
      'no BrowserWindow option.kiosk',
    )
  })

  test('a test may put its own answer there, and await it', async () => {
    Object.assign(known, { name: 'mine' })
    expect([known.name, await Promise.resolve(known)]).toEqual(['mine', known])
  })
})

test('events are heard in order, once where so asked, and can be prevented', () => {
  const events = createEvents('window', ['close'])
  const heard: string[] = []
  events.on('close', (event: { preventDefault(): void }) => (heard.push('first'), event.preventDefault()))
  events.once('close', () => heard.push('once'))
  const event = createEvent({ url: 'x' })
  expect([events.emit('close', event), events.emit('close', createEvent({}))]).toEqual([true, true])
  expect(heard).toEqual(['first', 'once', 'first'])
  expect([event.defaultPrevented, event.url]).toEqual([true, 'x'])
})

describe('calls between the two processes', () => {
  function pair() {
    const listeners: Record<'near' | 'far', (message: unknown) => void> = { near: () => {}, far: () => {} }
    const channel = (mine: 'near' | 'far', theirs: 'near' | 'far'): Channel => ({
      send: (message) => queueMicrotask(() => listeners[theirs](structuredClone(message))),
      onMessage: (listener) => (listeners[mine] = listener),
    })
    return { near: channel('near', 'far'), far: channel('far', 'near') }
  }
  interface Far {
    double(n: number): Promise<number>
    fail(): Promise<never>
    never(): Promise<never>
  }

  test('begin in order, end each for itself, and fail with the other side’s words', async () => {
    const { near, far } = pair()
    const begun: number[] = []
    createPeer<object, Far>(far, {
      async double(n) {
        begun.push(n)
        // The first to begin is the last to end.
        for (let turn = 0; turn < 10 - n; turn++) await Promise.resolve()
        return 2 * n
      },
      fail: () => Promise.reject(new Error('the disk is full')),
      never: () => new Promise(() => undefined),
    })
    const peer = createPeer<Far, object>(near, {})
    expect(await Promise.all([1, 2, 3].map((n) => peer.theirs.double(n)))).toEqual([2, 4, 6])
    expect(begun).toEqual([1, 2, 3])
    await expect(peer.theirs.fail()).rejects.toThrow('the disk is full')
    await expect((peer.theirs as unknown as { toString2(): Promise<void> }).toString2()).rejects.toThrow(
      'There is no "toString2"',
    )
    const waiting = peer.theirs.never()
    peer.close('it has ended')
    await expect(waiting).rejects.toThrow('it has ended')
    await expect(peer.theirs.double(1)).rejects.toThrow('it has ended')
  })
})

describe('the lock of a profile', () => {
  const silent = (): void => undefined

  test('is taken once; who comes second leaves word', () => {
    const profile = temporaryFolder()
    const folder = join(profile, 'stand-in-instance')
    mkdirSync(folder)
    // Alive, and not us: as another instance would be.
    writeFileSync(join(folder, 'lock'), String(process.ppid))
    expect(createInstanceLock(profile, silent).take({ a: 1 })).toBe(false)
    const [name = ''] = readdirSync(folder).filter((file) => file.endsWith('.message'))
    expect(deserialize(readFileSync(join(folder, name)))).toMatchObject({
      cwd: process.cwd(),
      data: { a: 1 },
    })
  })

  test('of one that died is free, and is free again after its release', () => {
    const profile = temporaryFolder()
    const lock = join(profile, 'stand-in-instance', 'lock')
    mkdirSync(join(profile, 'stand-in-instance'))
    // No process has this number: it is past the kernel's largest.
    writeFileSync(lock, String(2 ** 30))
    const mine = createInstanceLock(profile, silent)
    expect([mine.take({}), mine.take({}), readFileSync(lock, 'utf8')]).toEqual([
      true,
      true,
      String(process.pid),
    ])
    mine.release()
    expect([existsSync(lock), mine.isHeld()]).toEqual([false, false])
  })

  test('word that was left is told whole', async () => {
    const profile = temporaryFolder()
    const told = new Promise((resolve) => {
      const first = createInstanceLock(profile, (argv, folder, data) => {
        first.release()
        resolve({ argv, folder, data })
      })
      first.take({})
      // A second start sees a lock that somebody holds.
      writeFileSync(join(profile, 'stand-in-instance', 'lock'), String(process.ppid))
      createInstanceLock(profile, silent).take({ files: ['a.loom'] })
    })
    expect(await told).toEqual({ argv: process.argv, folder: process.cwd(), data: { files: ['a.loom'] } })
  })
})
