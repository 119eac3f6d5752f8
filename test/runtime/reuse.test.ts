import { describe, expect, test } from 'vitest'
import { openGraph } from '../../cli/open-graph'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import type { Command } from '../../core/doc/commands/index'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import type { TensorStore } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'
import type { Engine, RunReport } from '../../runtime/engine'
import { createNodeEngine } from '../../runtime/node-engine'
import { valueOf } from '../helpers/result'

/** Only what changed runs, and what is reused is what a fresh run would give, to the bit. */

const registry = createRegistry(nodeDefinitions)
const { document, store } = valueOf(await openGraph('examples/portraits64.loom'))

interface Bench {
  readonly editor: Editor
  readonly engine: Engine
  readonly store: TensorStore
}

function open(): Bench {
  return {
    editor: createEditor(document, registry),
    engine: createNodeEngine({ registry, store, threads: 1 }),
    store,
  }
}

async function run({ editor, engine }: Bench): Promise<RunReport> {
  return valueOf(await engine.run({ document: editor.document }))
}

function edit({ editor }: Bench, ...commands: Command[]): void {
  expect(editor.dispatchAll('test', commands).ok).toBe(true)
}

function ran(report: RunReport): string[] {
  return report.account.filter((entry) => entry.ran).map((entry) => entry.root)
}

function pixels(report: RunReport): Float32Array {
  return required(report.outputs[0], 'a picture').tensor.data
}

async function fresh(bench: Bench): Promise<Float32Array> {
  const engine = createNodeEngine({ registry, store, threads: 1 })
  const report = valueOf(await engine.run({ document: bench.editor.document }))
  const data = pixels(report).slice()
  await engine.release()
  return data
}

const set = (node: string, key: string, value: number | string): Command => ({
  type: 'param/set',
  node: nodeId(node),
  key,
  value,
})

test('the first run runs everything, and says so', async () => {
  const report = await run(open())
  expect(ran(report)).toHaveLength(report.account.length)
  expect(new Set(report.account.map((entry) => entry.reason))).toEqual(new Set(['first run']))
  // Every node that computes belongs to exactly one segment.
  const nodes = report.account.flatMap((entry) => entry.nodes)
  expect(new Set(nodes).size).toBe(nodes.length)
})

describe('after the first run', async () => {
  const bench = open()
  const first = await run(bench)
  const picture = pixels(first).slice()

  test('the same again runs nothing', async () => {
    expect(ran(await run(bench))).toEqual([])
  })

  test('moving and renaming run nothing', async () => {
    edit(
      bench,
      { type: 'node/move', moves: [{ node: nodeId('z'), x: 1, y: 2 }] },
      { type: 'node/rename', node: nodeId('z'), title: 'Latent' },
    )
    expect(ran(await run(bench))).toEqual([])
  })

  test('fine styles of another latent run only the fine layers', async () => {
    edit(bench, set('mix', 'range', 'fine'))
    const report = await run(bench)
    expect(ran(report).sort()).toEqual(
      [
        'mix',
        'truncation',
        // Every affine listens to w, which changed; the first eight give the same styles as before.
        ...Array.from({ length: 10 }, (_, i) => `layer${i}/affine`),
        'image',
        'layer9/act',
      ].sort(),
    )
    expect(Buffer.compare(Buffer.from(pixels(report).buffer), Buffer.from((await fresh(bench)).buffer))).toBe(
      0,
    )
  })

  test('a reason names what changed', async () => {
    edit(bench, set('z2', 'seed', 99))
    const report = await run(bench)
    expect(report.account.find((entry) => entry.root === 'z_norm2')?.reason).toBe('z2.z changed')
    expect(report.account.find((entry) => entry.root === 'image')?.reason).toContain('changed')
  })

  test('undo runs nothing and shows the old picture', async () => {
    bench.editor.undo()
    bench.editor.undo()
    const report = await run(bench)
    expect(ran(report)).toEqual([])
    expect(Buffer.compare(Buffer.from(pixels(report).buffer), Buffer.from(picture.buffer))).toBe(0)
  })

  test('two mappings with the same weights and latent are one computation', async () => {
    edit(bench, set('z2', 'seed', 1))
    const report = await run(bench)
    expect(ran(report)).not.toContain('mapping2')
  })

  test('at psi 1 the cutoff is the same to every layer, and nothing runs', async () => {
    edit(bench, set('truncation', 'cutoff', 3))
    expect(ran(await run(bench))).toEqual([])
  })
})

test('a tiny result budget makes things run again, and the picture is the same', async () => {
  const bench = open()
  const picture = pixels(await run(bench)).slice()
  bench.engine.configure({ resultBudget: 0 })
  edit(bench, set('truncation', 'psi', 0.5))
  await run(bench)
  bench.editor.undo()
  const report = await run(bench)
  expect(ran(report)).toContain('image')
  expect(report.memory.results).toBeLessThan(2 ** 20)
  expect(Buffer.compare(Buffer.from(pixels(report).buffer), Buffer.from(picture.buffer))).toBe(0)
})

test('a cancelled run leaves nothing wrong behind', async () => {
  const bench = open()
  for (const allowed of [0, 1, 0, 2, 3, 1]) {
    let asked = 0
    const cancellation = {
      get cancelled() {
        return ++asked > allowed
      },
      onCancelled: () => () => undefined,
    }
    const stopped = await bench.engine.run({ document: bench.editor.document, cancellation })
    expect(stopped.ok ? 'finished' : stopped.error).toEqual([])
  }
  expect(
    Buffer.compare(Buffer.from(pixels(await run(bench)).buffer), Buffer.from((await fresh(bench)).buffer)),
  ).toBe(0)
})
