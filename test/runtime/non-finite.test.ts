import { expect, test } from 'vitest'
import { createGraphBuilder } from '../../core/import/graph-builder'
import { createRegistry } from '../../core/nodedef/registry'
import { tensor } from '../../core/tensor/tensor'
import { createTensorStore } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createNodeEngine } from '../../runtime/node-engine'
import { valueOf } from '../helpers/result'

test.each([
  ['infinite weights', [1, Infinity, 1], 'second'],
  ['NaN weights', [NaN, 1, 1], 'second'],
  ['finite weights', [1, 1, 1], undefined],
])('with %s the first node that made NaN or infinity is named', async (_title, values, culprit) => {
  const store = createTensorStore()
  const builder = createGraphBuilder(store)
  builder.node('const', 'input/constant', { column: 0, row: 0 }, { params: { channels: 3 } })
  builder.node('first', 'arithmetic/bias', { column: 1, row: 0 }, { from: { x: 'const.y' } })
  builder.node('second', 'arithmetic/bias', { column: 2, row: 0 }, { from: { x: 'first.y' } })
  builder.weights('second', { bias: tensor([3], Float32Array.from(values)) })
  builder.node('act', 'activation/relu', { column: 3, row: 0 }, { from: { x: 'second.y' } })
  builder.node('image', 'output/image', { column: 4, row: 0 }, { from: { x: 'act.y' } })
  const engine = createNodeEngine({ registry: createRegistry(nodeDefinitions), store, threads: 1 })
  const report = valueOf(await engine.run({ document: builder.build({ name: 'test', description: '' }) }))
  expect(report.diagnostics.map((d) => d.place.kind === 'node' && d.place.node)).toEqual(
    culprit === undefined ? [] : [culprit],
  )
})
