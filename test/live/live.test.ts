import { beforeEach, expect, test, vi } from 'vitest'
import { nodeId } from '../../core/base/ids'
import { fail, ok, type Result } from '../../core/base/result'
import type { Cancellation } from '../../core/contract/cancellation'
import type { DocumentData, RenderReport } from '../../core/contract/engine-types'
import { error, type Diagnostic } from '../../core/diagnostic/diagnostic'
import { emptyDocument, type PortRef } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import { followEditor, type Live } from '../../renderer/engine/live'

/** Latest wins, with somebody else answering the contract: every run waits until the test finishes it. */

interface Run {
  readonly document: DocumentData
  readonly cancellation: Cancellation | undefined
  finish(result?: Result<RenderReport, readonly Diagnostic[]>): Promise<void>
}

const REPORT: RenderReport = {
  pictures: [{ node: nodeId('image'), width: 1, height: 1, samples: 1, rgba: [new Uint8ClampedArray(4)] }],
  backend: 'wasm',
  compileMs: 0,
  runMs: 1,
  diagnostics: [],
  fallback: null,
  account: [],
  inspected: [],
  memory: { weights: 0, results: 0, sessions: 0, heap: 0 },
}

let runs: Run[]
let editor: Editor
let live: Live

async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
}

function setSeed(seed: number): void {
  expect(editor.dispatch({ type: 'param/set', node: nodeId('z'), key: 'seed', value: seed }).ok).toBe(true)
}

function seedOf(run: Run | undefined): unknown {
  return run?.document.nodes.find((node) => node.id === 'z')?.params['seed']
}

beforeEach(() => {
  runs = []
  editor = createEditor(emptyDocument(), createRegistry(nodeDefinitions))
  const answer = vi.fn(
    (document: DocumentData, _inspected: readonly PortRef[], cancellation?: Cancellation) => {
      return new Promise<Result<RenderReport, readonly Diagnostic[]>>((resolve) => {
        runs.push({
          document,
          cancellation,
          async finish(result = ok(REPORT)) {
            resolve(result)
            await settle()
          },
        })
      })
    },
  )
  const never = (): never => {
    throw new Error('not asked in these tests')
  }
  const client = {
    render: answer,
    configure: () => Promise.resolve(null),
    onProgress: () => () => undefined,
    openGraph: never,
    putCompanion: never,
    saveGraph: never,
    importCheckpoint: never,
    putPicture: never,
    exportOnnx: never,
  }
  live = followEditor(editor, client, () => undefined)
  const at = { x: 0, y: 0 }
  const nodes = ['z', 'image'].map((id) => ({
    id: nodeId(id),
    type: id === 'z' ? 'input/latent' : 'output/image',
    version: 1,
    position: at,
    params: {},
  }))
  expect(editor.dispatch({ type: 'node/add', nodes }).ok).toBe(true)
})

test('an edit runs, and its picture is shown', async () => {
  expect(live.state.value.status).toBe('running')
  await runs[0]?.finish()
  expect(live.state.value).toMatchObject({ status: 'idle', backend: 'wasm' })
  expect([...live.state.value.pictures.keys()]).toEqual(['image'])
})

test('while a run is under way, any number of edits ask for one more: the newest', async () => {
  await runs[0]?.finish()
  for (let seed = 1; seed <= 50; seed++) setSeed(seed + 1)
  expect(runs).toHaveLength(2)
  await runs[1]?.finish()
  expect(runs).toHaveLength(3)
  expect(seedOf(runs[2])).toBe(51)
  await runs[2]?.finish()
  expect(runs).toHaveLength(3)
  expect(live.state.value.status).toBe('idle')
})

test('a stale run is told to stop soon after a picture, and its silence is no failure', async () => {
  await runs[0]?.finish()
  setSeed(5)
  setSeed(6)
  expect(runs[1]?.cancellation?.cancelled).toBe(true)
  await runs[1]?.finish(fail([]))
  expect(live.state.value.status).toBe('running')
  expect(seedOf(runs[2])).toBe(6)
  await runs[2]?.finish()
  expect(live.state.value).toMatchObject({ status: 'idle', diagnostics: [] })
})

test('moving and renaming run nothing', async () => {
  await runs[0]?.finish()
  editor.dispatch({ type: 'node/move', moves: [{ node: nodeId('z'), x: 5, y: 5 }] })
  editor.dispatch({ type: 'node/rename', node: nodeId('z'), title: 'Latent' })
  expect(runs).toHaveLength(1)
})

test('a run that fails keeps the picture and says why', async () => {
  await runs[0]?.finish()
  setSeed(9)
  await runs[1]?.finish(fail([error('run/failed', { kind: 'graph' }, 'It broke.')]))
  expect(live.state.value.status).toBe('failed')
  expect(live.state.value.diagnostics.map((d) => d.message)).toEqual(['It broke.'])
  expect(live.state.value.pictures.size).toBe(1)
})

test('the picture of a removed output goes away', async () => {
  await runs[0]?.finish()
  editor.dispatch({ type: 'node/remove', nodes: [nodeId('image')] })
  await runs[1]?.finish(ok({ ...REPORT, pictures: [] }))
  expect(live.state.value.pictures.size).toBe(0)
})
