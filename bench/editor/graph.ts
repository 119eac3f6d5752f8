/** The graph of the editor's benchmark: 2,000 nodes and 4,000 wires of a generator of many towers, laid out. */
import { required } from '../../core/base/assert'
import { linkId, nodeId, type NodeId } from '../../core/base/ids'
import { createRandom } from '../../core/base/random'
import { createDocument, type Document, type LinkRecord, type NodeRecord } from '../../core/doc/document'
import { nodeDefinitions } from '../../nodes/index.gen'

export const NODES = 2000
export const WIRES = 4000
const TOWERS = 8
const CHANNELS = 64
const SIDE = 16
/** Room for a node of the usual size with its wires, in graph units. */
const COLUMN = 290
const ROW = 210
const SEED = 20

/** Which port of which node feeds an input. */
type Sources = Readonly<Record<string, readonly [NodeId, string]>>

interface Tower {
  readonly latents: readonly [NodeId, NodeId]
  readonly number: NodeId
  readonly noise: NodeId
  readonly maps: NodeId[]
  styles: NodeId
}

/** The same graph each time; every shape fits. */
export function benchGraph(): Document {
  const random = createRandom(SEED)
  const nodes: NodeRecord[] = []
  const links: LinkRecord[] = []
  const versions = new Map(nodeDefinitions.map(({ type, version }) => [type, version]))

  function put(
    type: string,
    column: number,
    row: number,
    params: NodeRecord['params'] = {},
    sources: Sources = {},
  ): NodeId {
    const id = nodeId(`${type.replace('/', '-')}-${nodes.length}`)
    nodes.push({
      id,
      type,
      version: required(versions.get(type), `the node type ${type}`),
      position: { x: column * COLUMN, y: row * ROW },
      params,
    })
    for (const [port, [node, from]] of Object.entries(sources)) {
      links.push({
        id: linkId(`wire-${links.length}`),
        from: { node, port: from },
        to: { node: id, port },
      })
    }
    return id
  }

  function beginTower(index: number): Tower {
    const row = index * ROWS_A_TOWER
    const mapped = (at: number): NodeId => {
      const z = put('input/latent', 0, row + at, { seed: 2 * index + at, dim: 64 })
      return put('mapping/mlp', 1, row + at, { width: 64 }, { z: [z, 'z'] })
    }
    const latents = [mapped(0), mapped(1)] as const
    const start = put('input/constant', 1, row + 2, { channels: CHANNELS, height: SIDE, width: SIDE })
    return {
      latents,
      number: put('input/number', 0, row + 3, { value: 0.5 }),
      noise: put('input/noise', 0, row + 4, { height: SIDE, width: SIDE }),
      maps: [start],
      styles: put('style/affine', 2, row, { channels: CHANNELS }, { w: [latents[0], 'w'] }),
    }
  }

  /** Nine nodes and nineteen wires: a style between two, a noisy conv, AdaIN, and what earlier layers left. */
  function addLayer(tower: Tower, index: number, layer: number): void {
    const row = index * ROWS_A_TOWER
    const column = 3 + 2 * layer
    const { maps, number, noise } = tower
    const last = required(maps.at(-1), 'a map')
    const earlier = required(maps[Math.floor(random.uniform() * maps.length)], 'an earlier map')
    const amount = [number, 'value'] as const
    const [a, b] = tower.latents
    const w = put('mapping/interpolate', column, row, {}, { a: [a, 'w'], b: [b, 'w'], t: amount })
    const affine = put('style/affine', column, row + 1, { channels: CHANNELS }, { w: [w, 'y'] })
    const blend = put(
      'style/blend',
      column + 1,
      row,
      {},
      { a: [affine, 'styles'], b: [tower.styles, 'styles'], amount },
    )
    const again = put(
      'style/blend',
      column + 1,
      row + 1,
      {},
      { a: [blend, 'styles'], b: [affine, 'styles'], amount },
    )
    const conv = put('conv/conv2d', column, row + 2, { filters: CHANNELS }, { x: [last, 'y'] })
    const noisy = put(
      'noise/inject',
      column,
      row + 3,
      { amount: random.uniform() },
      { x: [conv, 'y'], noise: [noise, 'noise'], amount },
    )
    const styled = put('norm/adain', column + 1, row + 2, {}, { x: [noisy, 'y'], styles: [again, 'styles'] })
    const sum = put('arithmetic/add', column + 1, row + 3, {}, { a: [styled, 'y'], b: [earlier, 'y'] })
    maps.push(put('arithmetic/add', column + 1, row + 4, {}, { a: [sum, 'y'], b: [last, 'y'] }))
    tower.styles = blend
  }

  const towers = Array.from({ length: TOWERS }, (_, index) => beginTower(index))
  let layers = 0
  // The rest is sums (two wires) and activations (one), which come out even while each node left has a wire or two.
  while (WIRES - links.length - 19 >= NODES - nodes.length - 9 && NODES - nodes.length - 9 > 4 * TOWERS) {
    addLayer(required(towers[layers % TOWERS], 'a tower'), layers % TOWERS, Math.floor(layers / TOWERS))
    layers++
  }
  const column = 3 + 2 * Math.ceil(layers / TOWERS)
  for (const [index, tower] of towers.entries()) {
    const row = index * ROWS_A_TOWER
    const map = required(tower.maps.at(-1), 'a map')
    const picture = put('conv/to-rgb', column, row, {}, { x: [map, 'y'] })
    put('output/image', column + 1, row, {}, { x: [picture, 'image'] })
  }
  for (let rest = 0; nodes.length < NODES; rest++) {
    const index = rest % TOWERS
    const { maps } = required(towers[index], 'a tower')
    const last = required(maps.at(-1), 'a map')
    const first = required(maps[0], 'a map')
    const place = [
      column + Math.floor(rest / TOWERS / 3),
      index * ROWS_A_TOWER + 2 + (Math.floor(rest / TOWERS) % 3),
    ] as const
    const isSum = WIRES - links.length > NODES - nodes.length
    if (isSum) maps.push(put('arithmetic/add', ...place, {}, { a: [last, 'y'], b: [first, 'y'] }))
    else maps.push(put('activation/leaky-relu', ...place, {}, { x: [last, 'y'] }))
  }
  return createDocument({ name: 'Two thousand nodes', description: '' }, nodes, links)
}

const ROWS_A_TOWER = 6
