import { afterAll, describe, expect, test } from 'vitest'
import { openGraph } from '../../cli/open-graph'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { createRegistry } from '../../core/nodedef/registry'
import { createEditor } from '../../core/doc/editor'
import { nodeDefinitions } from '../../nodes/index.gen'
import type { RunReport } from '../../runtime/engine'
import { createNodeEngine } from '../../runtime/node-engine'
import { valueOf } from '../helpers/result'

/** What is looked into stays: with room for no other result, the inspected one is still there at the next run. */

const registry = createRegistry(nodeDefinitions)
const { document, store } = valueOf(await openGraph('examples/portraits64.loom'))
const editor = createEditor(document, registry)
const engine = createNodeEngine({ registry, store, threads: 1, settings: { resultBudget: 1 } })
const MAP = { node: nodeId('layer6/conv'), port: 'y' }

afterAll(() => engine.release())

async function run(inspected = [MAP]): Promise<RunReport> {
  return valueOf(await engine.run({ document: editor.document, inspected }))
}

function didRun(report: RunReport, root: string): boolean {
  return required(
    report.account.find((entry) => entry.root === root),
    root,
  ).ran
}

describe('inspected ports under a budget of one byte', async () => {
  const first = await run()

  test('are told with their real dims', () => {
    expect(first.inspected.map(({ port, dims }) => [port, dims])).toEqual([[MAP, [1, 64, 32, 32]]])
    expect(first.inspected[0]?.channels).toMatchObject({ width: 32, height: 32, channels: 64, shown: 64 })
  })

  test('stay, and so does nothing else', async () => {
    const again = await run()
    expect(didRun(again, 'layer6/conv')).toBe(false)
    expect(again.inspected[0]?.stats).toEqual(first.inspected[0]?.stats)
    expect(didRun(again, 'layer7/act')).toBe(true)
    expect(again.memory.results).toBeLessThan(3 * 64 * 32 * 32 * 4)
  })

  test('run again when what feeds them changed', async () => {
    editor.dispatch({ type: 'param/set', node: nodeId('z'), key: 'seed', value: 4711 })
    const changed = await run()
    expect(didRun(changed, 'layer6/conv')).toBe(true)
    expect(changed.inspected[0]?.stats.mean).not.toBe(first.inspected[0]?.stats.mean)
  })

  test('are let go when nobody looks into them any more', async () => {
    await run([])
    expect(didRun(await run(), 'layer6/conv')).toBe(true)
  })

  test('that do not exist are left out, and the picture is still there', async () => {
    const gone = await run([{ node: nodeId('nowhere'), port: 'y' }])
    expect(gone.inspected).toEqual([])
    expect(gone.outputs).toHaveLength(1)
  })
})
