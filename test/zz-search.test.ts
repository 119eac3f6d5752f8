import { test } from 'vitest'
import { compile } from '../core/compile/compile'
import { expand } from '../core/doc/expand'
import { allNodes, randomGraph } from './helpers/random-graph'
test('search', () => {
  const from = Number(process.env.FROM ?? 0), to = Number(process.env.TO ?? 700)
  let n = 0, bad = 0
  for (let seed = from; seed < to; seed++) {
    const { document, store } = randomGraph(seed, 120)
    const flat = expand(document)
    for (const { id, type } of flat.nodes.values())
      for (const name of Object.keys(allNodes.get(type)?.outputs ?? {}))
        for (const mode of ['live', 'export'] as const) {
          n++
          try { compile(document, allNodes, store, { mode, outputs: [{ node: id, port: name }] }) }
          catch (e) { bad++; if (bad < 20) console.log(seed, mode, id, type, name, String(e).slice(0,200)) }
        }
  }
  console.log('compiled', n, 'bad', bad)
}, 600000)
