import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { diffDocuments } from '../../core/doc/diff'
import { emptyDocument, type Document, type LinkRecord, type NodeRecord } from '../../core/doc/document'
import { inferAll } from '../../core/infer/inference'
import { allNodes } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

/** No command makes a loop, but a damaged file may hold some: inference must find its way in and out of them. */

const NODES = 9
const STEPS = 120

const ids = Array.from({ length: NODES }, (_, index) => nodeId(`n${index}`))

function withLinks(links: ReadonlyMap<string, LinkRecord>): Document {
  const nodes = ids.map((id): NodeRecord => {
    return { id, type: 'arithmetic/add', version: 1, position: { x: 0, y: 0 }, params: {} }
  })
  return {
    ...emptyDocument(),
    nodes: new Map(nodes.map((node) => [node.id, node])),
    links: new Map([...links.values()].map((link) => [link.id, link])),
  }
}

describe.each([0, 1, 2, 3])('wires that come and go anywhere, round %i', (round) => {
  test('incremental inference equals inference from scratch', () => {
    const random = createRandom(testSeed(), round)
    const number = (below: number): number => Math.floor(random.uniform() * below)
    const links = new Map<string, LinkRecord>()
    let document = withLinks(links)
    const inference = inferAll(document, allNodes)
    let loops = 0
    for (let step = 0; step < STEPS; step++) {
      // Several at once now and then, so that a loop can close by wires of one edit.
      for (let change = 0; change <= number(3); change++) {
        const [from, to, port] = [ids[number(NODES)], ids[number(NODES)], ['a', 'b'][number(2)]]
        if (from === undefined || to === undefined || port === undefined) continue
        const key = `${to}.${port}`
        if (!links.delete(key))
          links.set(key, {
            id: linkId(`${from} ${key}`),
            from: { node: from, port: 'y' },
            to: { node: to, port },
          })
      }
      const next = withLinks(links)
      inference.update(next, diffDocuments(document, next))
      document = next
      const fresh = inferAll(document, allNodes)
      for (const id of ids) expect(inference.node(id), `${id} after step ${step}`).toEqual(fresh.node(id))
      expect(inference.diagnostics()).toEqual(fresh.diagnostics())
      if (fresh.diagnostics().some(({ code }) => code === 'graph/cycle')) loops++
    }
    expect(loops).toBeGreaterThan(5)
    expect(loops).toBeLessThan(STEPS)
  })
})

test('problems that stay the same are the same array', () => {
  const document = withLinks(new Map())
  const inference = inferAll(document, allNodes)
  const before = inference.diagnostics()
  expect(before.length).toBeGreaterThan(0)
  const [first] = document.nodes.values()
  if (!first) throw new Error('no node')
  const next = {
    ...document,
    nodes: new Map(document.nodes).set(first.id, { ...first, params: { sign: 1 } }),
  }
  inference.update(next, diffDocuments(document, next))
  expect(inference.diagnostics()).toBe(before)
})
