import { describe, expect, test } from 'vitest'
import * as v from 'valibot'
import { connect, type Connection } from '../../core/contract/client'
import { createCancelSource } from '../../core/contract/cancellation'
import { defineContract, event, returns, wholeBuffers, type HandlersOf } from '../../core/contract/define'
import { serve, type Server } from '../../core/contract/serve'
import {
  createTransportPair,
  type Message,
  type Transport,
  type TransportPair,
} from '../../core/contract/transport'
import { fail, ok, type Result } from '../../core/base/result'
import { ConnectionClosed, RemoteError } from '../../core/contract/wire-error'

const bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array)

const shop = defineContract('shop', {
  price: returns<Result<number, string>>().call(v.string(), v.object({ count: v.number() })),
  paint: returns<Uint8Array>({ movesResult: (result) => wholeBuffers([result]) })
    .call(bytes)
    .moving(([input]) => wholeBuffers([input])),
  bake: returns<string, true>({ cancellable: true }).call(v.string()),
  fresh: event(v.object({ bread: v.string() })),
  closing: event(),
})
type Shop = typeof shop

const handlers: HandlersOf<Shop> = {
  price: (name, { count }) => (name === 'bread' ? ok(3 * count) : fail(`no ${name}`)),
  paint: (input) => input.map((value) => value + 1),
  bake: (name, cancellation) =>
    new Promise((resolve) => cancellation.onCancelled(() => resolve(`${name}, half done`))),
}

interface Opened {
  readonly client: Connection<Shop>['client']
  readonly connection: Connection<Shop>
  readonly server: Server<Shop>
  readonly pair: TransportPair
  readonly bugs: string[]
  /** Everything that crossed, as `kind`. */
  readonly sent: Message[]
}

/** Both sides over a pair that copies as a process border does. */
function open(overrides: Partial<HandlersOf<Shop>> = {}): Opened {
  const sent: Message[] = []
  const bugs: string[] = []
  const reportBug = (bug: Error): void => void bugs.push(bug.message)
  const pair = createTransportPair((message, transfer) => {
    sent.push(message)
    return structuredClone(message, { transfer: [...transfer] })
  })
  const server = serve(shop, { ...handlers, ...overrides }, pair.far, { reportBug })
  const connection = connect(shop, pair.near, { reportBug })
  return { client: connection.client, connection, server, pair, bugs, sent }
}

/** Lets everything that is under way in microtasks arrive. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

describe('calls', () => {
  test('carry arguments there and a result back, expected failures as values', async () => {
    const { client } = open()
    expect(await client.price('bread', { count: 2 })).toEqual(ok(6))
    expect(await client.price('beer', { count: 2 })).toEqual(fail('no beer'))
  })

  test('are matched by id, whatever the order of the replies', async () => {
    const release: (() => void)[] = []
    const { client } = open({
      price: (name) => new Promise((resolve) => release.push(() => resolve(fail(name)))),
    })
    const first = client.price('a', { count: 1 })
    const second = client.price('b', { count: 1 })
    await settled()
    release.reverse().forEach((reply) => reply())
    expect([await first, await second]).toEqual([fail('a'), fail('b')])
  })

  test('move declared buffers and copy the rest', async () => {
    const { client } = open()
    const whole = new Uint8Array([1, 2, 3])
    expect(await client.paint(whole)).toEqual(new Uint8Array([2, 3, 4]))
    expect(whole.byteLength).toBe(0)

    const large = new Uint8Array([1, 2, 3, 4])
    expect(await client.paint(large.subarray(1, 3))).toEqual(new Uint8Array([3, 4]))
    expect(large.byteLength).toBe(4)
  })

  test('move a declared result away from its handler', async () => {
    const made = new Uint8Array([1, 2])
    const { client } = open({ paint: () => made })
    expect(await client.paint(new Uint8Array(1))).toEqual(new Uint8Array([1, 2]))
    expect(made.byteLength).toBe(0)
  })

  test('that cannot be copied reject with the place, and later ones still work', async () => {
    const { client } = open()
    // @ts-expect-error a function is no plain data
    await expect(client.price(() => 1, { count: 1 })).rejects.toThrow(
      /^shop.price could not be sent: DataCloneError/,
    )
    expect(await client.price('bread', { count: 1 })).toEqual(ok(3))
  })

  test('whose result cannot be copied reject too', async () => {
    const { client } = open({ bake: () => (() => 1) as unknown as string })
    await expect(client.bake('x')).rejects.toThrow(/could not be cloned/)
  })
})

describe('guards', () => {
  const cases: [name: string, args: unknown[], message: RegExp][] = [
    [
      'a wrong type',
      [7, { count: 1 }],
      /shop\.price, argument 1: Invalid type: Expected string but received 7/,
    ],
    ['a wrong type deep inside', ['a', { count: '2' }], /shop\.price, argument 2: count: .*Expected number/],
    ['too few arguments', ['a'], /shop\.price takes 2 arguments, got 1/],
  ]
  test.each(cases)('refuse %s as a bug', async (_name, args, message) => {
    let ran = false
    const { client } = open({ price: () => ((ran = true), ok(1)) })
    const loose = client as unknown as { price(...args: unknown[]): Promise<unknown> }
    await expect(loose.price(...args)).rejects.toThrow(message)
    expect(ran).toBe(false)
  })

  test('drop what the guard does not name', async () => {
    let seen: unknown
    const { client } = open({ price: (_name, size) => ((seen = size), ok(1)) })
    await client.price('a', { count: 1, ...{ extra: true } })
    expect(seen).toEqual({ count: 1 })
  })

  test('an inherited name is no task', async () => {
    const { pair, sent } = open()
    await settled()
    pair.near.post({ kind: 'call', id: 99, task: 'constructor', args: [] })
    await settled()
    expect(sent.at(-1)).toMatchObject({
      id: 99,
      outcome: { error: { message: /has no task "constructor"/ } },
    })
  })

  test.each([[null], ['text'], [{ kind: 'call', id: -1, task: 'price', args: [] }], [{ kind: 'reply' }]])(
    'a message that is none is reported: %j',
    async (junk) => {
      const { pair, bugs, client } = open()
      pair.near.post(junk as unknown as Message)
      await settled()
      expect(bugs).toEqual([`Internal error: the serving side of "shop" got no known message`])
      expect(await client.price('bread', { count: 1 })).toEqual(ok(3))
    },
  )
})

describe('bugs', () => {
  test('cross with name, message, stack and cause', async () => {
    const { client } = open({
      price() {
        throw new RangeError('flour is negative', { cause: new TypeError('no scales') })
      },
    })
    const thrown: unknown = await client.price('a', { count: 1 }).catch((error: unknown) => error)
    expect(thrown).toBeInstanceOf(RemoteError)
    expect(thrown).toMatchObject({
      message: 'shop.price: RangeError: flour is negative',
      remoteName: 'RangeError',
      remoteStack: expect.stringContaining('contract.test.ts') as string,
      cause: { remoteName: 'TypeError', message: 'shop.price: TypeError: no scales' },
    })
  })

  test('a cause that goes round in circles ends', async () => {
    const round = new Error('round')
    round.cause = round
    const { client } = open({ bake: () => Promise.reject(round) })
    await expect(client.bake('x')).rejects.toThrow('shop.bake: Error: round')
  })

  test('of a caller that has died are reported, not swallowed', async () => {
    let blow = (): void => undefined
    const { client, pair, bugs } = open({
      bake: () => new Promise((_resolve, reject) => (blow = () => reject(new Error('oven exploded')))),
    })
    const call = client.bake('x')
    await settled()
    pair.close('the window was closed')
    blow()
    await expect(call).rejects.toThrow(ConnectionClosed)
    await settled()
    expect(bugs).toEqual(['Internal error: shop.bake failed unheard'])
  })
})

describe('the handshake', () => {
  const other = defineContract('shop', { ...shop.spec, price: returns<number>().call(v.number()) })

  test('comes first, and calls made before its answer wait', async () => {
    const { client, sent } = open()
    await client.price('bread', { count: 1 })
    expect(sent.map((message) => message.kind)).toEqual(['hello', 'hello', 'call', 'reply'])
  })

  test('refuses another version in one sentence that names both', async () => {
    const pair = createTransportPair()
    const reportBug = (): void => undefined
    serve(other, { ...handlers, price: () => 1 }, pair.far, { reportBug })
    const { client, onClosed } = connect(shop, pair.near, { reportBug })
    const reasons: string[] = []
    onClosed((reason) => reasons.push(reason))
    const sentence = `the two sides speak different versions of "shop" (${shop.version} here, ${other.version} there); restart Styleloom to bring them together`
    await expect(client.price('a', { count: 1 })).rejects.toThrow(`shop.price was not finished: ${sentence}`)
    await expect(client.bake('a')).rejects.toThrow(ConnectionClosed)
    expect(reasons).toEqual([sentence])
  })

  test('is asked for before any call is run', async () => {
    const pair = createTransportPair()
    const replies: unknown[] = []
    serve(shop, handlers, pair.far, { reportBug: () => undefined })
    pair.near.onMessage((message) => replies.push(message))
    pair.near.post({ kind: 'call', id: 1, task: 'price', args: ['a', { count: 1 }] })
    await settled()
    expect(replies).toMatchObject([
      { outcome: { error: { message: '"shop" was called before a matching hello' } } },
    ])
  })

  test('of a reloaded window ends the work of the one before, whose replies nobody gets', async () => {
    const { client, pair, sent } = open()
    const old = client.bake('cake')
    await settled()
    // The same pipe, a new page: its first call has the same id as the old one.
    const seen: unknown[] = []
    const replay: Transport = {
      ...pair.near,
      onMessage: (listener) =>
        pair.near.onMessage((message) => {
          seen.push(message)
          listener(message)
        }),
    }
    const reloaded = connect(shop, replay, { reportBug: (bug) => seen.push(bug) })
    expect(await reloaded.client.price('bread', { count: 1 })).toEqual(ok(3))
    expect(seen).toContainEqual({ kind: 'reply', session: 1, id: 1, outcome: { value: 'cake, half done' } })
    expect(sent.filter((message) => message.kind === 'reply')).toHaveLength(2)
    await expect(Promise.race([old, settled().then(() => 'still pending')])).resolves.toBe('still pending')
  })

  test('the version follows every part of the description, and only that', () => {
    const base = { task: returns<number>().call(v.string()), told: event(v.number()) }
    const versionOf = (spec: Parameters<typeof defineContract>[1], name = 'x'): string =>
      defineContract(name, spec).version
    const variants = [
      versionOf(base),
      versionOf(base, 'y'),
      versionOf({ ...base, more: event() }),
      versionOf({ ...base, told: event(v.string()) }),
      versionOf({ ...base, task: returns<number>().call(v.string(), v.string()) }),
      versionOf({ ...base, task: returns<number>().call(v.picklist(['a', 'b'])) }),
      versionOf({ ...base, task: returns<number>().call(v.picklist(['a', 'c'])) }),
      versionOf({ ...base, task: returns<number>().call(v.object({ a: v.number() })) }),
      versionOf({ ...base, task: returns<number>().call(v.object({ b: v.number() })) }),
      versionOf({ ...base, task: returns<number>().call(v.pipe(v.string(), v.maxLength(3))) }),
      versionOf({ ...base, task: returns<number, true>({ cancellable: true }).call(v.string()) }),
    ]
    expect(new Set(variants).size).toBe(variants.length)
    expect(versionOf({ told: event(v.number()), task: returns<number>().call(v.string()) })).toBe(
      versionOf(base),
    )
  })
})

describe('death of the other side', () => {
  test('rejects every pending and later call with the reason, and tells it once', async () => {
    const { client, connection, pair } = open()
    const reasons: string[] = []
    connection.onClosed((reason) => reasons.push(reason))
    const calls = [client.bake('a'), client.bake('b')]
    await settled()
    pair.close('the worker ran out of memory')
    pair.close('again')
    for (const call of [...calls, client.bake('c')]) {
      await expect(call).rejects.toThrow('shop.bake was not finished: the worker ran out of memory')
    }
    connection.onClosed((reason) => reasons.push(`late: ${reason}`))
    expect(reasons).toEqual(['the worker ran out of memory', 'late: the worker ran out of memory'])
  })

  test('rejects calls that were still waiting for the handshake', async () => {
    const pair = createTransportPair()
    const { client } = connect(shop, pair.near, { reportBug: () => undefined })
    const call = client.bake('a')
    pair.close('it never started')
    await expect(call).rejects.toThrow(ConnectionClosed)
  })

  test('cancels the work that it had asked for', async () => {
    let cancelled = false
    const { client, pair, server } = open({
      bake: (_name, cancellation) => new Promise(() => cancellation.onCancelled(() => (cancelled = true))),
    })
    const reasons: string[] = []
    server.onClosed((reason) => reasons.push(reason))
    const call = client.bake('a')
    await settled()
    pair.close('gone')
    await expect(call).rejects.toThrow(ConnectionClosed)
    expect([cancelled, reasons]).toEqual([true, ['gone']])
  })
})

describe('cancelling', () => {
  test('reaches the handler, whose reply still counts', async () => {
    const { client } = open()
    const source = createCancelSource()
    const call = client.bake('cake', source.cancellation)
    await settled()
    source.cancel()
    expect(await call).toBe('cake, half done')
  })

  test('works before the handshake, and does nothing after the reply', async () => {
    const { client, sent } = open({
      bake: (name, { cancelled }) => `${name} ${cancelled ? 'cancelled' : 'done'}`,
    })
    const early = createCancelSource()
    early.cancel()
    await client.bake('a', early.cancellation)
    const late = createCancelSource()
    expect(await client.bake('b', late.cancellation)).toBe('b done')
    const before = sent.length
    late.cancel()
    await settled()
    expect(sent.length).toBe(before)
  })
})

describe('events', () => {
  test('reach every listener until it stops, and those told before the hello are kept', async () => {
    const pair = createTransportPair()
    const bugs: string[] = []
    const reportBug = (bug: Error): void => void bugs.push(bug.message)
    const server = serve(shop, handlers, pair.far, { reportBug })
    server.emit.fresh({ bread: 'early' })
    const { client } = connect(shop, pair.near, { reportBug })
    const heard: string[] = []
    const stop = client.onFresh(({ bread }) => heard.push(`1:${bread}`))
    client.onFresh(({ bread }) => heard.push(`2:${bread}`))
    client.onClosing(() => heard.push('closing'))
    await settled()
    stop()
    server.emit.fresh({ bread: 'rye' })
    server.emit.closing(undefined)
    await settled()
    expect(heard).toEqual(['1:early', '2:early', '2:rye', 'closing'])
    expect(bugs).toEqual([])
  })

  test('and results of nothing survive a border that drops undefined keys', async () => {
    const quiet = defineContract('quiet', { ask: returns<undefined>().call(), told: event() })
    const reportBug = (bug: Error): void => {
      throw bug
    }
    const pair = createTransportPair((message) => JSON.parse(JSON.stringify(message)) as Message)
    const server = serve(quiet, { ask: () => undefined }, pair.far, { reportBug })
    const { client } = connect(quiet, pair.near, { reportBug })
    let told = 0
    client.onTold(() => told++)
    server.emit.told(undefined)
    expect(await client.ask()).toBeUndefined()
    expect(told).toBe(1)
  })

  test('of the wrong shape are reported, and no listener sees them', async () => {
    const { server, client, bugs } = open()
    const heard: unknown[] = []
    client.onFresh((value) => heard.push(value))
    await settled()
    server.emit.fresh({ bread: 1 } as unknown as { bread: string })
    await settled()
    expect(heard).toEqual([])
    expect(bugs).toEqual([expect.stringMatching(/event shop\.fresh: bread: .*Expected string/)])
  })
})

test('a contract refuses what its client could not have as a method', () => {
  expect(() => defineContract('x', { 'Not a name': event() })).toThrow(/has a member named "Not a name"/)
})

test('only plain data can be declared as a result', () => {
  // @ts-expect-error a function cannot cross
  returns<{ run: () => void }>()
  // @ts-expect-error nor can a Map, whose methods are functions
  returns<Map<string, number>>()
  returns<{ readonly list: readonly { readonly bytes: Uint8Array | null }[]; readonly maybe?: string }>()
})
