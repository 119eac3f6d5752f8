import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { signal } from '@preact/signals'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { nodeId, type NodeId } from '../../core/base/ids'
import type { RenderReport } from '../../core/contract/engine-types'
import type { NodeCost } from '../../core/infer/cost'
import type { Dim } from '../../core/tensor/wire-type'
import { costHeat } from '../../renderer/heat/cost-heat'
import type { HeatOverlay } from '../../renderer/heat/heat-overlay'
import { HEAT_STEPS, inkOn, stepOf } from '../../renderer/heat/heat-scale'
import { createHeatStore } from '../../renderer/heat/heat-store'
import { reuseHeat, timeHeat } from '../../renderer/heat/run-heat'
import { createEditor } from '../../core/doc/editor'
import { createDocument } from '../../core/doc/document'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import { createEditorStore } from '../../renderer/state/editor-store'
import { segment } from '../helpers/segment-account'
import { windowThatStores } from './fake-window'

function costs(parameters: Readonly<Record<string, Dim>>): ReadonlyMap<NodeId, NodeCost> {
  return new Map(
    Object.entries(parameters).map(([id, count]) => [
      nodeId(id),
      { parameters: count, macs: count, weightBytes: 0, outputBytes: 0, memory: count },
    ]),
  )
}

const ids = (...names: readonly string[]): readonly NodeId[] => names.map((name) => nodeId(name))

function told({ nodes }: HeatOverlay): readonly string[] {
  return [...nodes].map(([id, { text, step }]) => `${id}: ${text} [${step ?? '-'}]`)
}

describe('what nodes cost', () => {
  test('is told with its share, on a logarithmic scale', () => {
    const overlay = costHeat('parameters', costs({ noise: 0, affine: 1000, conv: 1e6, up: 31_622 }))
    expect(told(overlay)).toEqual([
      'noise: none [-]',
      'affine: 1 k · < 1 % [0]',
      'conv: 1 M · 97 % [8]',
      'up: 31.6 k · 3 % [4]',
    ])
    const { least, most, total, notes, hottest } = overlay.legend
    expect({ least, most, total, notes }).toEqual({
      least: '1 k',
      most: '1 M',
      total: '1.03 M in total',
      notes: [],
    })
    expect(hottest.map(({ node }) => node)).toEqual(ids('conv', 'up', 'affine'))
  })

  test('has no shares while a part of the sum is unknown', () => {
    const overlay = costHeat('memory', costs({ a: '?', b: 2048, c: 2048 }))
    expect(told(overlay)).toEqual(['a: unknown [-]', 'b: 2 KiB [8]', 'c: 2 KiB [8]'])
    expect(overlay.legend.total).toBe('at least 4 KiB in total')
    expect(overlay.legend.notes.at(-1)).toContain('1 node: unknown')
  })

  test('of an empty graph has no scale', () => {
    expect(costHeat('macs', new Map()).legend.steps).toEqual([])
    expect(costHeat('macs', costs({ noise: 0 })).legend.total).toBe('0 in total')
  })
})

describe('what the last run took', () => {
  const account = [
    segment('conv', { nodes: ids('up', 'conv'), runMs: 9, prepareMs: 40, macs: 3e6 }),
    segment('rgb', { runMs: 1, macs: 1e6 }),
    segment('map', { ran: false, runMs: 0, macs: 4e6 }),
  ]
  const nodes = ids('up', 'conv', 'rgb', 'map', 'loose')

  test('in time: a part is told where it ends, and its nodes share its colour', () => {
    const overlay = timeHeat(nodes, account, (node) => `the ${node}`)
    expect(told(overlay)).toEqual([
      'up: with the conv [8]',
      'conv: 9 ms · 90 % [8]',
      'rgb: 1 ms · 10 % [1]',
      'map: reused [-]',
      'loose: not run [-]',
    ])
    expect(overlay.legend.total).toBe('10 ms in total')
    expect(overlay.legend.notes.slice(1)).toEqual([
      '40 ms more to prepare.',
      '1 node not run: the value is given, or no output needs it.',
    ])
  })

  test('in work: what ran and what was known', () => {
    const overlay = reuseHeat(nodes, account)
    expect(told(overlay).map((text) => text.replace(/ \[.*/, ''))).toEqual([
      'up: ran',
      'conv: ran',
      'rgb: ran',
      'map: reused',
      'loose: not run',
    ])
    expect(overlay.legend.total).toBe('1 of 3 parts reused, 50 % of the work.')
  })

  test('is nothing before the first run', () => {
    expect(timeHeat(nodes, [], String).legend).toMatchObject({ steps: [], total: '0 ms in total' })
    expect(reuseHeat(nodes, []).legend.notes).toEqual(['Nothing has run yet.'])
  })
})

describe('the scale', () => {
  test('rises with the figure, from the first step to the last', () => {
    const figure = fc.double({ min: 1e-3, max: 1e12, noNaN: true })
    fc.assert(
      fc.property(
        fc.array(figure, { minLength: 2, maxLength: 20 }),
        fc.constantFrom('log', 'linear'),
        (figures, spread) => {
          const least = Math.min(...figures)
          const most = Math.max(...figures)
          const steps = figures
            .sort((a, b) => a - b)
            .map((value) => stepOf(value, least, most, spread === 'log' ? 'log' : 'linear'))
          expect(steps.every((step) => Number.isInteger(step) && step >= 0 && step < HEAT_STEPS)).toBe(true)
          expect(steps).toEqual([...steps].sort((a, b) => a - b))
          expect(steps.at(-1)).toBe(HEAT_STEPS - 1)
        },
      ),
    )
  })

  const tokens = readFileSync(join(import.meta.dirname, '../../renderer/styles/tokens.css'), 'utf8')
  const pairs = [...tokens.matchAll(/--heat-\d: light-dark\((#\w{6}), (#\w{6})\)/g)]

  test.each([
    ['light', 1, -1],
    ['dark', 2, 1],
  ] as const)(
    'has even steps in lightness and colour that words can be read on: %s',
    (_theme, group, sign) => {
      const colours = pairs.map((pair) => channelsOf(required(pair[group], 'the colour')))
      expect(colours).toHaveLength(HEAT_STEPS)
      const labs = colours.map(okLab)
      const lengths = labs
        .slice(1)
        .map((lab, index) => distance(lab, required(labs[index], 'the step before')))
      const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length
      for (const length of lengths) expect(Math.abs(length / mean - 1)).toBeLessThan(0.05)
      // Lightness alone tells the steps apart, whatever becomes of the hues.
      const rises = labs.slice(1).map(([l], index) => sign * (l - (labs[index]?.[0] ?? NaN)))
      for (const rise of rises) expect(rise).toBeGreaterThan(0.07)
      for (const colour of colours) {
        const ink = inkOn(`rgb(${colour.join(', ')})`) === '#000000' ? 0 : 1
        const [dark = 0, bright = 0] = [luminance(colour), ink].sort((a, b) => a - b)
        expect((bright + 0.05) / (dark + 0.05)).toBeGreaterThan(4.5)
      }
    },
  )
})

describe('the choice', () => {
  const registry = createRegistry(nodeDefinitions)
  const report = signal<RenderReport | null>(null)

  function heatIn(window: Window) {
    const editor = createEditor(createDocument({ name: '', description: '' }, [], []), registry)
    return { editor, heat: createHeatStore(createEditorStore(editor), { report }, signal([]), window) }
  }

  test('is remembered, and follows the graph', () => {
    const window = windowThatStores()
    const { editor, heat } = heatIn(window)
    expect(heat.overlay.value).toBeNull()
    heat.choose('parameters')
    expect(heat.overlay.value?.nodes.size).toBe(0)
    editor.dispatch({
      type: 'node/add',
      nodes: [
        { id: nodeId('const'), type: 'input/constant', version: 1, position: { x: 0, y: 0 }, params: {} },
      ],
    })
    expect(heat.overlay.value?.nodes.get(nodeId('const'))?.step).toBe(HEAT_STEPS - 1)
    expect(heatIn(window).heat.choice.value).toBe('parameters')
    heat.choose('off')
    expect(heat.overlay.value).toBeNull()
    expect(heatIn(window).heat.choice.value).toBe('off')
  })

  test('of another version is off', () => {
    expect(heatIn(windowThatStores({ 'styleloom.heat': 'warmth' })).heat.choice.value).toBe('off')
  })
})

function channelsOf(hex: string): readonly number[] {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16))
}

function linear(channels: readonly number[]): readonly [number, number, number] {
  const [r = 0, g = 0, b = 0] = channels.map((channel) => {
    const value = channel / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return [r, g, b]
}

function luminance(channels: readonly number[]): number {
  const [r, g, b] = linear(channels)
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}

/** OKLab of an sRGB colour; B. Ottosson, "A perceptual color space for image processing" (2020). */
function okLab(channels: readonly number[]): readonly [number, number, number] {
  const [r, g, b] = linear(channels)
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ]
}

function distance(a: readonly number[], b: readonly number[]): number {
  return Math.hypot(...a.map((value, index) => value - (b[index] ?? NaN)))
}
