import { signal } from '@preact/signals'
import { beforeEach, describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { emptyDocument, formatPort, type PortRef } from '../../core/doc/document'
import { createGraphScope } from '../../core/doc/graph-scope'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createScopeStore } from '../../renderer/state/scope'
import { createInspectedStore, portsOf, type InspectedStore } from '../../renderer/state/inspected'
import {
  channelAt,
  channelPixels,
  gridPixels,
  layoutGrid,
} from '../../renderer/panels/inspected/channel-pixels'
import { crispSize } from '../../renderer/ui/crisp-size'
import { fakeLive } from './fakes'

const registry = createRegistry(nodeDefinitions)
const Z: PortRef = { node: nodeId('z'), port: 'z' }
const W: PortRef = { node: nodeId('mapping'), port: 'w' }

const link = { id: linkId('l'), from: Z, to: { node: W.node, port: 'z' } }

let editor: Editor
let asked: string[]
let inspected: InspectedStore

beforeEach(() => {
  editor = createEditor(emptyDocument(), registry)
  const nodes = [
    ['z', 'input/latent'],
    ['mapping', 'mapping/mlp'],
  ].map(([id = '', type = '']) => ({
    id: nodeId(id),
    type,
    version: registry.get(type)?.version ?? 1,
    position: { x: 0, y: 0 },
    params: {},
  }))
  expect(editor.dispatch({ type: 'node/add', nodes }).ok).toBe(true)
  expect(editor.dispatch({ type: 'link/connect', link }).ok).toBe(true)
  asked = []
  const live = fakeLive()
  inspected = createInspectedStore(editor, createScopeStore(createGraphScope(editor)), {
    state: signal(live.state.value),
    inspect: (ports) => void asked.push(ports.map(formatPort).join(' ') || 'none'),
  })
})

describe('inspected ports', () => {
  test('are asked of the engine, added and taken away', () => {
    expect(inspected.toggle([Z])).toBe(true)
    expect(inspected.toggle([Z, W])).toBe(true)
    expect(inspected.toggle([Z])).toBe(false)
    expect(asked).toEqual(['z.z', 'z.z mapping.w', 'mapping.w'])
    expect([...inspected.byNode.value]).toEqual([['mapping', new Set(['w'])]])
  })

  test('survive edits and go with their node, not to come back with it', () => {
    inspected.toggle([Z, W])
    editor.dispatch({ type: 'param/set', node: Z.node, key: 'seed', value: 5 })
    expect(inspected.ports.value).toHaveLength(2)
    editor.dispatch({ type: 'node/remove', nodes: [W.node], links: [] })
    expect(inspected.ports.value).toEqual([Z])
    editor.undo()
    expect(asked).toEqual(['z.z mapping.w', 'z.z'])
  })

  test('are none in a graph opened anew', () => {
    inspected.toggle([Z])
    editor.replace(emptyDocument())
    expect(asked).toEqual(['z.z', 'none'])
    editor.replace(emptyDocument())
    expect(asked).toHaveLength(2)
  })

  test('a port that does not exist is not asked for', () => {
    expect(inspected.toggle([{ node: nodeId('z'), port: 'nothing' }])).toBe(false)
    expect(asked).toEqual([])
  })
})

test('a selection means where its wires come from and what its nodes give', () => {
  const ports = portsOf(
    { nodes: new Set([W.node]), links: new Set([linkId('l')]) },
    editor.document,
    registry,
  )
  expect(ports.map(formatPort)).toEqual(['z.z', 'mapping.w'])
})

describe('the grid of channels', () => {
  const grid = { width: 2, height: 1, channels: 9, shown: 3, grey: Uint8ClampedArray.of(1, 2, 3, 4, 5, 6) }

  test('stands side by side with clear lines between', () => {
    const layout = layoutGrid(grid, 4)
    expect(layout).toMatchObject({ columns: 2, rows: 2, stride: 1 })
    const { width, height, rgba } = gridPixels(grid, layout)
    expect([width, height]).toEqual([5, 3])
    const shown = Array.from({ length: width * height }, (_, i) =>
      rgba[i * 4 + 3] === 0 ? '.' : rgba[i * 4],
    )
    expect(shown.join('')).toBe(`12.34${'.....'}56...`)
  })

  test('large maps are thinned out there, and whole when one is asked for', () => {
    const large = { width: 128, height: 128, channels: 1, shown: 1, grey: new Uint8ClampedArray(128 * 128) }
    expect(layoutGrid(large)).toMatchObject({ width: 64, height: 64, stride: 2 })
    expect(channelPixels(large, 0)).toMatchObject({ width: 128, height: 128 })
  })

  test('tells the channel under a point', () => {
    const layout = layoutGrid(grid, 4)
    expect(channelAt(grid, layout, 0.1, 0.1)).toBe(0)
    expect(channelAt(grid, layout, 0.9, 0.1)).toBe(1)
    expect(channelAt(grid, layout, 0.1, 0.9)).toBe(2)
    expect(channelAt(grid, layout, 0.9, 0.9)).toBeNull()
    expect(channelAt(grid, layout, -0.1, 0.5)).toBeNull()
  })

  test.each<[string, number, number, number, number, number]>([
    ['enlarged by whole pixels', 10, 45, 45, 1, 40],
    ['by whole device pixels', 10, 45, 45, 2, 45],
    ['made smaller when it must be', 100, 50, 80, 1, 50],
  ])('%s', (_how, side, width, height, ratio, expected) => {
    expect(crispSize({ width: side, height: side }, width, height, ratio)).toEqual({
      width: expected,
      height: expected,
    })
  })
})
