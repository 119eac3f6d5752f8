import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { nodeId, type NodeId } from '../../core/base/ids'
import { emptyDocument, type Document, type NodeRecord } from '../../core/doc/document'
import type { CanvasTheme } from '../../renderer/canvas/canvas-theme'
import { cameraBetween, fitCamera, fitClear, seenBox, type Camera } from '../../renderer/canvas/camera'
import { boundsOf, type Box } from '../../renderer/canvas/layout'
import {
  frameOnMap,
  fromMap,
  hasRoomForMap,
  MAP_HEIGHT,
  MAP_WIDTH,
  mapCamera,
  toMap,
} from '../../renderer/minimap/map'
import { createCanvasView, nextWireLook } from '../../renderer/state/canvas-view'
import { looksSame } from '../../renderer/minimap/map-picture'
import { testSeed } from '../helpers/seed'
import { windowThatStores } from './fake-window'

const place = fc.integer({ min: -20_000, max: 20_000 })
const extent = fc.integer({ min: 200, max: 20_000 })
const box: fc.Arbitrary<Box> = fc.record({ x: place, y: place, width: extent, height: extent })
const camera: fc.Arbitrary<Camera> = fc.record({
  scale: fc.double({ min: 0.08, max: 3, noNaN: true }),
  x: place,
  y: place,
})

describe('a fitting camera beside a covered corner', () => {
  const corner = { width: 220, height: 152 }
  const at = (x: number, y: number): Box => ({ x, y, width: 200, height: 100 })
  const fit = (boxes: readonly Box[]): string => {
    const camera = fitClear(boxes, 800, 600, corner)
    if (!camera) return 'none'
    const { x, y, width, height } = toMap(boundsOf(boxes) ?? at(0, 0), camera)
    return `${x.toFixed()},${y.toFixed()} ${width.toFixed()}x${height.toFixed()}`
  }

  test.each<[what: string, boxes: readonly Box[], expected: string]>([
    ['that nothing lies below is as without', [at(0, 0), at(1800, 200)], '48,247 704x106'],
    ['goes above it with a wide graph', [at(0, 0), at(1800, 1000)], '80,48 640x352'],
    ['goes beside it with a tall graph', [at(0, 0), at(1300, 1800)], '91,48 398x504'],
    ['has nothing to fit without nodes', [], 'none'],
  ])('%s', (_, boxes, expected) => {
    expect(fit(boxes)).toBe(expected)
  })

  test('never covers a node', () => {
    const boxes = fc.array(fc.record({ x: fc.nat(3000), y: fc.nat(3000) }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(boxes, (places) => {
        const nodes = places.map(({ x, y }) => at(x, y))
        const camera = fitClear(nodes, 800, 600, corner)
        for (const node of nodes) {
          const { x, y, width, height } = toMap(node, camera ?? { scale: 1, x: 0, y: 0 })
          expect(x + width <= 800 - corner.width + 1e-6 || y + height <= 600 - corner.height + 1e-6).toBe(
            true,
          )
        }
      }),
      { seed: testSeed() },
    )
  })
})

describe('the minimap', () => {
  test('shows all of the graph in its middle', () => {
    fc.assert(
      fc.property(box, (bounds) => {
        const { x, y, width, height } = toMap(bounds, mapCamera(bounds))
        expect(x).toBeGreaterThan(8.9)
        expect(y).toBeGreaterThan(8.9)
        expect(x + width / 2).toBeCloseTo(MAP_WIDTH / 2, 6)
        expect(y + height / 2).toBeCloseTo(MAP_HEIGHT / 2, 6)
      }),
      { seed: testSeed() },
    )
  })

  test('leads from a point on it to that point of the graph, and from beside it to its edge', () => {
    fc.assert(
      fc.property(box, box, (bounds, part) => {
        const map = mapCamera(bounds)
        const at = toMap(part, map)
        const back = fromMap(at, map)
        const isOn = at.x >= 0 && at.x <= MAP_WIDTH && at.y >= 0 && at.y <= MAP_HEIGHT
        if (isOn) {
          expect(back.x).toBeCloseTo(part.x, 4)
          expect(back.y).toBeCloseTo(part.y, 4)
        } else {
          const edge = toMap({ ...back, width: 0, height: 0 }, map)
          expect(Math.min(edge.x, edge.y)).toBeGreaterThan(-1e-6)
          expect(edge.x).toBeLessThan(MAP_WIDTH + 1e-6)
          expect(edge.y).toBeLessThan(MAP_HEIGHT + 1e-6)
        }
      }),
      { seed: testSeed() },
    )
  })

  test('keeps a frame that can be seen, wherever the camera is', () => {
    fc.assert(
      fc.property(box, box, (bounds, seen) => {
        const frame = frameOnMap(seen, mapCamera(bounds))
        expect(Math.min(frame.width, frame.height)).toBeGreaterThan(7.999)
        expect(Math.min(frame.x, frame.y)).toBeGreaterThan(-1e-6)
        expect(frame.x + frame.width).toBeLessThan(MAP_WIDTH + 1e-6)
        expect(frame.y + frame.height).toBeLessThan(MAP_HEIGHT + 1e-6)
      }),
      { seed: testSeed() },
    )
  })

  test.each<[what: string, seen: Box, expected: string]>([
    ['in the middle', { x: 250, y: 250, width: 500, height: 500 }, '78,44 40x40'],
    ['far to the left', { x: -9000, y: 250, width: 500, height: 500 }, '0,44 8x40'],
    ['far below', { x: 250, y: 9000, width: 500, height: 500 }, '78,120 40x8'],
    ['over everything', { x: -9000, y: -9000, width: 20_000, height: 20_000 }, '0,0 196x128'],
    ['over next to nothing', { x: 499, y: 499, width: 2, height: 2 }, '94,60 8x8'],
  ])('puts the frame of a camera %s there', (_, seen, expected) => {
    const { x, y, width, height } = frameOnMap(seen, mapCamera({ x: 0, y: 0, width: 1000, height: 1000 }))
    expect(`${x.toFixed()},${y.toFixed()} ${width.toFixed()}x${height.toFixed()}`).toBe(expected)
  })

  test('has no room on a small canvas', () => {
    expect(hasRoomForMap({ width: 700, height: 600 })).toBe(true)
    expect(hasRoomForMap({ width: 300, height: 600 })).toBe(false)
    expect(hasRoomForMap({ width: 700, height: 200 })).toBe(false)
  })
})

describe('what the minimap shows', () => {
  const [a, b] = [nodeId('a'), nodeId('b')]
  const boxAt = (x: number): Box => ({ x, y: 0, width: 200, height: 90 })
  const record = (id: NodeId, more: Partial<NodeRecord> = {}): NodeRecord => ({
    id,
    type: 'conv/conv2d',
    version: 1,
    position: { x: 0, y: 0 },
    params: {},
    ...more,
  })
  const graph = (...nodes: readonly NodeRecord[]) => ({
    ...emptyDocument(),
    links: NO_LINKS,
    nodes: new Map(nodes.map((node): [NodeId, NodeRecord] => [node.id, node])),
  })
  const NO_LINKS: Document['links'] = new Map()
  const still = { selected: new Set<NodeId>(), theme: {} as CanvasTheme, pixelRatio: 1 }
  const errors = (...nodes: readonly NodeId[]) => new Map(nodes.map((node) => [node, 'error'] as const))
  const before = {
    ...still,
    document: graph(record(a), record(b)),
    boxes: new Map([
      [a, boxAt(0)],
      [b, boxAt(300)],
    ]),
    badges: errors(a),
  }
  const where = (b: Box) => (nodes: readonly NodeId[]) =>
    new Map(nodes.map((node) => [node, node === a ? boxAt(0) : b] as const))

  test.each<[isSame: boolean, what: string, now: Partial<typeof before>, b?: Box]>([
    [true, 'nothing', {}],
    [true, 'a value', { document: graph(record(a), record(b, { params: { filters: 3 } })) }],
    [true, 'the same problems told anew', { badges: errors(a) }],
    [false, 'a problem', { badges: errors(a, b) }],
    [false, 'the place of a problem', { badges: errors(b) }],
    [false, 'a place', { document: graph(record(a), record(b, { position: { x: 9, y: 0 } })) }, boxAt(9)],
    [false, 'a size', { document: graph(record(a), record(b)) }, { ...boxAt(300), height: 120 }],
    [false, 'a mode', { document: graph(record(a), record(b, { mode: 'muted' })) }],
    [false, 'a node less', { document: graph(record(a)) }],
    [false, 'another node', { document: graph(record(a), record(nodeId('c'))) }],
    [false, 'wires', { document: { ...before.document, links: new Map() } }],
    [false, 'the selection', { selected: new Set([a]) }],
    [false, 'the screen', { pixelRatio: 2 }],
  ])('is the same (%s) after a change of %s', (isSame, _, now, b = boxAt(300)) => {
    expect(looksSame(before, { ...before, ...now }, where(b))).toBe(isSame)
  })
})

describe('a camera on its way', () => {
  test('starts at the one, ends at the other, and what both see moves in a straight line', () => {
    const part = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(camera, camera, part, (from, to, t) => {
        expectSame(cameraBetween(from, to, 0, 800, 600), from)
        expectSame(cameraBetween(from, to, 1, 800, 600), to)
        const between = cameraBetween(from, to, t, 800, 600)
        expect(between.scale).toBeGreaterThanOrEqual(Math.min(from.scale, to.scale) - 1e-9)
        expect(between.scale).toBeLessThanOrEqual(Math.max(from.scale, to.scale) + 1e-9)
        // The corners of what is seen move along straight lines: all by the same share of their way.
        const [a, b, c] = [from, to, between].map((one) => seenBox(one, 800, 600)) as [Box, Box, Box]
        const cross = (c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)
        const length = Math.hypot(b.x - a.x, b.y - a.y)
        if (length > 1) expect(Math.abs(cross) / length).toBeLessThan(0.5)
      }),
      { seed: testSeed() },
    )
  })

  test('shows what the fitting camera fits', () => {
    const fitted = fitCamera({ x: 100, y: 100, width: 704, height: 504 }, 800, 600)
    expect(seenBox(fitted, 800, 600)).toEqual({ x: 52, y: 52, width: 800, height: 600 })
  })
})

function expectSame(a: Camera, b: Camera): void {
  expect(a.scale).toBeCloseTo(b.scale, 9)
  expect(a.x).toBeCloseTo(b.x, 4)
  expect(a.y).toBeCloseTo(b.y, 4)
}

describe('how the canvas is looked at', () => {
  test('goes round all looks of wires', () => {
    expect([nextWireLook('all'), nextWireLook('faded'), nextWireLook('hidden')]).toEqual([
      'faded',
      'hidden',
      'all',
    ])
  })

  test('is remembered; what makes no sense is the default', () => {
    const window = windowThatStores()
    const view = createCanvasView(window)
    expect([view.wires.value, view.hasMinimap.value]).toEqual(['all', true])
    view.chooseWires('hidden')
    view.toggleMinimap()
    const next = createCanvasView(window)
    expect([next.wires.value, next.hasMinimap.value]).toEqual(['hidden', false])
    const odd = createCanvasView(windowThatStores({ 'styleloom.wires': 'none', 'styleloom.minimap': '?' }))
    expect([odd.wires.value, odd.hasMinimap.value]).toEqual(['all', true])
  })
})
