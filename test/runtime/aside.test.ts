import { afterAll, expect, test } from 'vitest'
import { openGraph } from '../../cli/open-graph'
import { required } from '../../core/base/assert'
import { nodeId } from '../../core/base/ids'
import { createEditor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import type { RunReport } from '../../runtime/engine'
import { createNodeEngine } from '../../runtime/node-engine'
import { valueOf } from '../helpers/result'

/** A run aside: a look at another document that the runs of the followed one do not notice. */

const registry = createRegistry(nodeDefinitions)
const { document, store } = valueOf(await openGraph('examples/first-lesson.loom.json'))
const engine = createNodeEngine({ registry, store, threads: 1 })
afterAll(() => engine.release())

const other = createEditor(document, registry)
for (const [node, key, value] of [
  ['z', 'seed', 4711],
  ['conv', 'gain', 1.7],
] as const)
  expect(other.dispatch({ type: 'param/set', node: nodeId(node), key, value }).ok).toBe(true)

const ADAIN = { node: nodeId('adain'), port: 'y' }

function pixels({ outputs }: RunReport): readonly number[] {
  return [...required(outputs[0], 'a picture').tensor.data]
}

test('gives the other picture, and the next run is what it would have been without it', async () => {
  const first = valueOf(await engine.run({ document, inspected: [ADAIN] }))
  const aside = valueOf(await engine.run({ document: other.document, aside: true }))
  expect(pixels(aside)).not.toEqual(pixels(first))
  expect(aside.account.some(({ ran }) => ran)).toBe(true)

  const again = valueOf(await engine.run({ document, inspected: [ADAIN] }))
  expect(pixels(again)).toEqual(pixels(first))
  expect(again.account.filter(({ ran }) => ran)).toEqual([])
  expect(again.inspected[0]?.stats).toEqual(first.inspected[0]?.stats)

  const twice = valueOf(await engine.run({ document: other.document, aside: true }))
  expect(twice.account.filter(({ ran }) => ran)).toEqual([])
  expect(pixels(twice)).toEqual(pixels(aside))
})

test('an inspected value stays, whatever the budget, while another document is looked at', async () => {
  const small = createNodeEngine({ registry, store, threads: 1, settings: { resultBudget: 1 } })
  await small.run({ document, inspected: [ADAIN] })
  await small.run({ document: other.document, aside: true })
  const again = valueOf(await small.run({ document, inspected: [ADAIN] }))
  expect(again.account.find(({ root }) => root === 'adain')?.ran).toBe(false)
  await small.release()
})

test('the reasons of the next run do not tell of it', async () => {
  const edited = createEditor(document, registry)
  edited.dispatch({ type: 'param/set', node: nodeId('conv'), key: 'gain', value: 1.4 })
  const fresh = createNodeEngine({ registry, store, threads: 1 })
  const without = async (): Promise<readonly (readonly [string, string])[]> =>
    valueOf(await fresh.run({ document: edited.document })).account.map(({ root, reason }) => [root, reason])
  await fresh.run({ document })
  await fresh.run({ document: other.document, aside: true })
  const told = await without()
  const plain = createNodeEngine({ registry, store, threads: 1 })
  await plain.run({ document })
  const expected = valueOf(await plain.run({ document: edited.document })).account
  expect(told).toEqual(expected.map(({ root, reason }) => [root, reason]))
  await fresh.release()
  await plain.release()
})
