import { expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { createRandom, type Random } from '../../core/base/random'
import type { Command } from '../../core/doc/commands/index'
import type { Document } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import { createTensorStore } from '../../core/weights/tensor-store'
import { buildStylegan1 } from '../../core/import/stylegan1-graph'
import { synthesisLayers } from '../../core/import/stylegan1-architecture'
import { nodeDefinitions } from '../../nodes/index.gen'
import type { Engine } from '../../runtime/engine'
import { createNodeEngine } from '../../runtime/node-engine'
import { testSeed } from '../helpers/seed'

/** After any edits, a run that reuses what it can equals a fresh run, bit for bit: pictures and diagnostics. */

const registry = createRegistry(nodeDefinitions)
const store = createTensorStore()
const EDITS = 60

function smallGenerator(): Document {
  const layers = synthesisLayers(16, () => 8)
  return buildStylegan1(
    { resolution: 16, latentSize: 8, wSize: 8, mappingLayers: 2, layers },
    new Map(),
    store,
    {
      project: { name: 'small', description: '' },
      growing: true,
    },
  )
}

function pick<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random.uniform() * items.length)]
}

/** An edit of a parameter, a weight seed, a wire or a node; some of them break the graph for a while. */
function randomEdit(document: Document, random: Random, step: number): Command {
  const nodes = [...document.nodes.values()]
  const ofType = (type: string): string =>
    pick(
      nodes.filter((node) => node.type === type),
      random,
    )?.id ?? 'z'
  const set = (node: string, key: string, value: number | string): Command => ({
    type: 'param/set',
    node: nodeId(node),
    key,
    value,
  })
  const edits: readonly (() => Command)[] = [
    () => set('z', 'seed', Math.floor(random.uniform() * 3)),
    () => set('z', 'batch', 1 + Math.floor(random.uniform() * 2)),
    () => set('truncation', 'psi', pick([0, 0.5, 1], random) ?? 1),
    () => set('truncation', 'cutoff', Math.floor(random.uniform() * 6)),
    () => set('lod', 'value', random.uniform() * 2),
    () => set(ofType('noise/inject'), 'amount', pick([0, 1], random) ?? 1),
    () => set(ofType('norm/adain'), 'eps', pick([1e-8, 1e-3], random) ?? 1e-8),
    () => set(ofType('activation/leaky-relu'), 'slope', pick([0.1, 0.2], random) ?? 0.2),
    () => set(ofType('style/affine'), 'channels', pick([8, 8, 4], random) ?? 8),
    () => ({
      type: 'weights/reseed',
      node: pick(nodes, random)?.id ?? nodeId('z'),
      seed: Math.floor(random.uniform() * 3),
    }),
    () => ({ type: 'link/disconnect', links: [pick([...document.links.keys()], random) ?? linkId('none')] }),
    () => ({
      type: 'link/connect',
      link: {
        id: linkId(`new${step}`),
        from: { node: nodeId(ofType('style/affine')), port: 'styles' },
        to: { node: nodeId(ofType('norm/adain')), port: 'styles' },
      },
    }),
    () => ({ type: 'node/move', moves: [{ node: nodeId('z'), x: step, y: 0 }] }),
  ]
  return (pick(edits, random) ?? edits[0] ?? (() => set('z', 'seed', 1)))()
}

async function outcome(engine: Engine, document: Document): Promise<unknown> {
  const result = await engine.run({ document })
  if (!result.ok) return result.error
  return result.value.outputs.map(({ port, tensor }) => ({
    port,
    dims: tensor.dims,
    bits: Buffer.from(tensor.data.slice().buffer).toString('base64'),
  }))
}

test(`reuse equals a fresh run after each of ${EDITS} random edits`, async () => {
  const random = createRandom(testSeed())
  const editor = createEditor(smallGenerator(), registry)
  const engine = createNodeEngine({ registry, store, threads: 1 })
  let pictures = 0
  let broken = false
  for (let step = 0; step < EDITS; step++) {
    const what = random.uniform()
    // Out of a graph that does not run the way leads back, most of the time.
    if (what < (broken ? 0.8 : 0.15)) editor.undo()
    else if (what > 0.95) editor.redo()
    else editor.dispatch(randomEdit(editor.document, random, step))
    if (random.uniform() < 0.1) engine.configure({ resultBudget: random.uniform() < 0.5 ? 0 : 2 ** 26 })

    const reused = await outcome(engine, editor.document)
    const fresh = createNodeEngine({ registry, store, threads: 1 })
    expect(reused, `after edit ${step}`).toEqual(await outcome(fresh, editor.document))
    await fresh.release()
    broken = !(Array.isArray(reused) && reused.some((item: object) => 'bits' in item))
    if (!broken) pictures++
  }
  expect(pictures).toBeGreaterThan(EDITS / 4)
})
