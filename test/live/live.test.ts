import { beforeEach, describe, expect, test } from 'vitest'
import { nodeId, type Sha256 } from '../../core/base/ids'
import { fail, ok } from '../../core/base/result'
import { error } from '../../core/diagnostic/diagnostic'
import { createDocument, emptyDocument, type NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createLive, type Live } from '../../renderer/engine/live'
import { fakeClock, type FakeClock } from './fake-clock'
import { fakeEngines, REPORT, settle, type FakeRun } from './fake-engine'

/** Latest wins and nothing is lost, with fake engines: every run waits until the test finishes it. */

let engines: ReturnType<typeof fakeEngines>
let editor: Editor
let live: Live
let clock: FakeClock
let bugs: unknown[]
let told: string[]

function setSeed(seed: number): void {
  expect(editor.dispatch({ type: 'param/set', node: nodeId('z'), key: 'seed', value: seed }).ok).toBe(true)
}

function seedOf(run: FakeRun | undefined): unknown {
  return run?.document.nodes.get(nodeId('z'))?.params['seed']
}

function run(index: number): FakeRun | undefined {
  return engines.last.runs[index]
}

function record(id: string, type: string, rest: Partial<NodeRecord> = {}): NodeRecord {
  return { id: nodeId(id), type, version: 1, position: { x: 0, y: 0 }, params: {}, ...rest }
}

function weighted(id: string, letter: string): NodeRecord {
  return record(id, 'conv/conv2d', { weights: { weight: { sha256: hash(letter), dims: [1] } } })
}

function hash(letter: string): Sha256 {
  return letter.repeat(64) as Sha256
}

function stores(letter: string): void {
  const tensor = { dims: [1], data: new Float32Array(1) }
  engines.last.stores({ kind: 'tensor', sha256: hash(letter), tensor })
}

beforeEach(() => {
  engines = fakeEngines()
  clock = fakeClock()
  bugs = []
  told = []
  editor = createEditor(emptyDocument(), createRegistry(nodeDefinitions))
  live = createLive(editor, { start: engines.start, clock, reportBug: (bug) => bugs.push(bug) })
  live.onLost((reason, isReplaced) => told.push(isReplaced ? reason : `for good: ${reason}`))
  const nodes = [record('z', 'input/latent'), record('image', 'output/image')]
  expect(editor.dispatch({ type: 'node/add', nodes }).ok).toBe(true)
  return () => expect(bugs).toEqual([])
})

test('an edit runs, and its picture is shown', async () => {
  expect(live.state.value.status).toBe('running')
  await run(0)?.finish()
  expect(live.state.value).toMatchObject({ status: 'idle', backend: 'wasm', runningSince: null })
  expect([...live.state.value.pictures.keys()]).toEqual(['image'])
})

test('while a run is under way, any number of edits ask for one more: the newest', async () => {
  await run(0)?.finish()
  for (let seed = 1; seed <= 50; seed++) setSeed(seed + 1)
  expect(engines.last.runs).toHaveLength(2)
  await run(1)?.finish()
  expect(engines.last.runs).toHaveLength(3)
  expect(seedOf(run(2))).toBe(51)
  await run(2)?.finish()
  expect(engines.last.runs).toHaveLength(3)
  expect(live.state.value.status).toBe('idle')
})

test('a stale run is told to stop soon after a picture, and its silence is no failure', async () => {
  await run(0)?.finish()
  setSeed(5)
  setSeed(6)
  expect(run(1)?.cancellation?.cancelled).toBe(true)
  await run(1)?.finish(fail([]))
  expect(live.state.value.status).toBe('running')
  expect(seedOf(run(2))).toBe(6)
  await run(2)?.finish()
  expect(live.state.value).toMatchObject({ status: 'idle', diagnostics: [] })
})

test('when the picture has stood still for long, a stale run may finish', async () => {
  await run(0)?.finish()
  setSeed(5)
  clock.advance(800)
  setSeed(6)
  expect(run(1)?.cancellation?.cancelled).toBe(false)
})

test('another document stops the run of the one before at once', async () => {
  await run(0)?.finish()
  setSeed(5)
  clock.advance(800)
  editor.replace(emptyDocument())
  expect(run(1)?.cancellation?.cancelled).toBe(true)
})

test('what the run of the document before gives is not shown in the one after it', async () => {
  setSeed(5)
  editor.replace(createDocument({ name: '', description: '' }, [record('image', 'output/image')], []))
  await run(0)?.finish()
  expect(live.state.value).toMatchObject({ status: 'running', report: null })
  expect(live.state.value.pictures.size).toBe(0)
  expect(engines.last.runs).toHaveLength(2)
  await run(1)?.finish()
  expect([...live.state.value.pictures.keys()]).toEqual(['image'])
})

test('moving and renaming run nothing', async () => {
  await run(0)?.finish()
  editor.dispatch({ type: 'node/move', moves: [{ node: nodeId('z'), x: 5, y: 5 }] })
  editor.dispatch({ type: 'node/rename', node: nodeId('z'), title: 'Latent' })
  expect(engines.last.runs).toHaveLength(1)
})

test('a run that fails keeps the picture and says why', async () => {
  await run(0)?.finish()
  setSeed(9)
  await run(1)?.finish(fail([error('run/failed', { kind: 'graph' }, 'It broke.')]))
  expect(live.state.value.status).toBe('failed')
  expect(live.state.value.diagnostics.map((d) => d.message)).toEqual(['It broke.'])
  expect(live.state.value.pictures.size).toBe(1)
})

test('the picture of a removed output goes away', async () => {
  await run(0)?.finish()
  editor.dispatch({ type: 'node/remove', nodes: [nodeId('image')] })
  await run(1)?.finish(ok({ ...REPORT, pictures: [] }))
  expect(live.state.value.pictures.size).toBe(0)
})

test('the whole document goes to an engine once, and then what changed', async () => {
  await run(0)?.finish()
  setSeed(2)
  await run(1)?.finish()
  expect(engines.last.runs.map(({ whole }) => whole)).toEqual([true, false])
  await engines.last.die('it is gone')
  expect(engines.last.runs.map(({ whole, document }) => [whole, document])).toEqual([[true, editor.document]])
})

describe('stopped by the user', () => {
  test('the picture stays, nothing runs, and the next edit goes on', async () => {
    await run(0)?.finish()
    setSeed(2)
    live.stop()
    expect(run(1)?.cancellation?.cancelled).toBe(true)
    await run(1)?.finish(fail([]))
    expect(live.state.value).toMatchObject({ status: 'stopped', progress: null, runningSince: null })
    expect(live.state.value.pictures.size).toBe(1)
    expect(engines.last.runs).toHaveLength(2)
    setSeed(3)
    expect(live.state.value.status).toBe('running')
    expect(seedOf(run(2))).toBe(3)
  })

  test('"Run" goes on as well', async () => {
    live.stop()
    await run(0)?.finish(fail([]))
    live.run()
    await run(1)?.finish()
    expect(live.state.value.status).toBe('idle')
  })

  test('an edit before the run has stopped waits for it', async () => {
    live.stop()
    setSeed(4)
    expect(live.state.value.status).toBe('running')
    expect(engines.last.runs).toHaveLength(1)
    await run(0)?.finish(fail([]))
    expect(seedOf(run(1))).toBe(4)
  })

  test('an engine that dies then is replaced, and still nothing runs', async () => {
    live.stop()
    await engines.last.die('it is gone')
    expect(engines.all).toHaveLength(2)
    expect(engines.last.runs).toHaveLength(0)
    expect(live.state.value.status).toBe('stopped')
  })
})

test('progress is told while a run is under way, and only then', async () => {
  const progress = { done: 1, total: 4, node: nodeId('z') }
  engines.last.progress(progress)
  expect(live.state.value.progress).toEqual(progress)
  await run(0)?.finish()
  expect(live.state.value.progress).toBeNull()
  engines.last.progress(progress)
  expect(live.state.value.progress).toBeNull()
})

test('a picture is waited for since the first of the runs that were stopped for newer ones', async () => {
  await run(0)?.finish()
  clock.advance(100)
  setSeed(2)
  clock.advance(300)
  setSeed(3)
  await run(1)?.finish(fail([]))
  expect(live.state.value).toMatchObject({ status: 'running', runningSince: 100 })
})

describe('when the engine dies', () => {
  test('in the middle of a run, the newest document runs on the next, with its settings and values', async () => {
    live.configure({ backend: 'wasm' })
    live.configure({ resultBudget: 7 })
    await run(0)?.finish()
    stores('a')
    setSeed(2)
    setSeed(3)
    await engines.last.die('it ran out of memory')
    expect(engines.all).toHaveLength(2)
    expect(engines.last.asked).toEqual([
      'configure {"backend":"wasm","resultBudget":7}',
      `restore ${hash('a')}`,
      'render whole',
    ])
    expect(seedOf(run(0))).toBe(3)
    await run(0)?.finish()
    expect(live.state.value.status).toBe('idle')
    expect(told).toEqual(['it ran out of memory'])
  })

  test('while nothing runs, the next one is warmed up', async () => {
    await run(0)?.finish()
    await engines.last.die('it is gone')
    expect(engines.last.runs).toHaveLength(1)
    expect(live.state.value.pictures.size).toBe(1)
  })

  test('a save is asked again, and fails with words when the next dies too', async () => {
    await run(0)?.finish()
    const first = live.saveGraph(editor.document, 'loom', null)
    await engines.last.die('it is gone')
    await engines.last.finishSave()
    expect((await first).ok).toBe(true)

    const second = live.saveGraph(editor.document, 'loom', null)
    await run(0)?.finish()
    await engines.last.die('one')
    await engines.last.die('two')
    const result = await second
    expect(result.ok ? [] : result.error.map(({ code, message }) => [code, message])).toEqual([
      ['engine/lost', 'The engine was lost twice over this: two.'],
    ])
  })

  test('between a graph and the files beside it, the next one knows which files are awaited', async () => {
    await live.holding(async ({ openGraph, putCompanion }) => {
      await openGraph('a.loom.json', new Uint8Array(1))
      await engines.last.die('it is gone')
      await putCompanion('a.safetensors', new Uint8Array(1))
    })
    expect(engines.last.asked).toEqual(['open a.loom.json', 'render whole', 'companion a.safetensors'])
  })

  test('three times within a minute, it stays down until it is asked for', async () => {
    for (const reason of ['one', 'two', 'three']) await engines.last.die(reason)
    expect(engines.all).toHaveLength(3)
    expect(live.state.value).toMatchObject({
      status: 'failed',
      problem: 'The engine stopped: three.',
      runningSince: null,
    })
    expect(told).toEqual(['one', 'for good: three'])
    setSeed(8)
    expect(engines.all).toHaveLength(3)
    live.restart()
    expect(live.state.value).toMatchObject({ status: 'running', problem: null })
    expect(seedOf(run(0))).toBe(8)
    await run(0)?.finish()
    expect(live.state.value.status).toBe('idle')
  })

  test('a graph can be saved although no run is tried any more', async () => {
    stores('a')
    for (const reason of ['one', 'two', 'three']) await engines.last.die(reason)
    const saving = live.saveGraph(editor.document, 'loom', null)
    await settle()
    expect(engines.last.asked).toEqual([`restore ${hash('a')}`, 'save loom'])
    await engines.last.finishSave()
    expect((await saving).ok).toBe(true)
  })

  test('after a minute, or after a finished run, old deaths are forgotten', async () => {
    for (let round = 0; round < 5; round++) {
      await engines.last.die('early')
      clock.advance(31_000)
    }
    expect(live.state.value.problem).toBeNull()
    for (let round = 0; round < 5; round++) {
      await run(0)?.finish()
      await engines.last.die('late')
    }
    expect(live.state.value.problem).toBeNull()
    expect(told.filter((reason) => reason === 'late')).toHaveLength(5)
  })
})

test('silence in the middle of a run ends the engine, and its words say for how long', async () => {
  engines.last.progress({ done: 0, total: 1e9, node: nodeId('z') })
  clock.advance(60_000)
  expect(engines.all).toHaveLength(1)
  clock.advance(5_000)
  await settle()
  expect(engines.all).toHaveLength(2)
  expect(told).toEqual(['it did not answer for 65 seconds'])
  await run(0)?.finish()
  clock.advance(3_600_000)
  expect(engines.all).toHaveLength(2)
})

describe('memory of closed graphs', () => {
  test('goes when another is opened: what neither it nor the clipboard names', async () => {
    for (const letter of ['a', 'b', 'c']) stores(letter)
    live.alsoKeep(() => [weighted('copied', 'b')])
    editor.replace(createDocument({ name: '', description: '' }, [weighted('n', 'c')], []))
    await settle()
    expect(engines.last.asked).toContain(`keep ${hash('c')} ${hash('b')}`)
    await engines.last.die('it is gone')
    expect(engines.last.asked).toContain(`restore ${hash('b')} ${hash('c')}`)
  })

  describe('stays while something is taken in that no document names yet', () => {
    const graph = (letter: string) =>
      createDocument({ name: '', description: '' }, [weighted('n', letter)], [])
    const kept = () => engines.last.asked.filter((asked) => asked.startsWith('keep'))

    test('and another document is shown meanwhile: the drop comes once, after the last', async () => {
      const ends: (() => void)[] = []
      const holding = () => live.holding(() => new Promise<void>((end) => ends.push(end)))
      const [one, other] = [holding(), holding()]
      for (const letter of ['a', 'b']) stores(letter)
      editor.replace(graph('c'))
      editor.replace(graph('d'))
      ends[0]?.()
      await one
      expect([kept(), live.holds(hash('a'))]).toEqual([[], true])
      editor.replace(graph('a'))
      ends[1]?.()
      await other
      expect([kept(), live.holds(hash('a')), live.holds(hash('b'))]).toEqual([
        [`keep ${hash('a')}`],
        true,
        false,
      ])
    })

    test('or fails; without another document nothing is dropped at all', async () => {
      await expect(live.holding(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
      expect(kept()).toEqual([])
      editor.replace(graph('c'))
      expect(kept()).toEqual([`keep ${hash('c')}`])
    })
  })

  test('stays while undo can bring it back', async () => {
    editor.replace(createDocument({ name: '', description: '' }, [weighted('n', 'c')], []))
    stores('c')
    editor.dispatch({ type: 'node/remove', nodes: [nodeId('n')] })
    await engines.last.die('it is gone')
    expect(engines.last.asked).toContain(`restore ${hash('c')}`)
  })
})

describe('a heap that has grown', () => {
  const grown = ok({ ...REPORT, memory: { weights: 0, results: 0, sessions: 1e8, heap: 2e9 } })

  test('is given back when the engine is idle, unheard; the picture stays and the next edit works', async () => {
    stores('a')
    await run(0)?.finish(grown)
    clock.advance(2_000)
    expect(engines.all).toHaveLength(1)
    clock.advance(2_000)
    expect(engines.all).toHaveLength(2)
    expect(engines.all[0]?.isAlive).toBe(false)
    expect(engines.last.asked).toEqual([`restore ${hash('a')}`])
    expect(live.state.value.status).toBe('idle')
    expect(live.state.value.pictures.size).toBe(1)
    setSeed(2)
    await run(0)?.finish()
    expect(live.state.value.status).toBe('idle')
    expect(told).toEqual([])
  })

  test('is left alone while there is work', async () => {
    await run(0)?.finish(grown)
    clock.advance(2_000)
    setSeed(2)
    clock.advance(10_000)
    expect(engines.all).toHaveLength(1)
    await run(1)?.finish(grown)
    clock.advance(4_000)
    expect(engines.all).toHaveLength(2)
  })

  test('is left alone when the graph needs it anew each time', async () => {
    await run(0)?.finish(grown)
    clock.advance(4_000)
    setSeed(2)
    await run(0)?.finish(grown)
    clock.advance(4_000)
    expect(engines.all).toHaveLength(2)
  })
})
