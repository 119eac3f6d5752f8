import { describe, expect, test } from 'vitest'
import { builtInBlocks } from '../../blocks/index'
import { linkId, nodeId } from '../../core/base/ids'
import { emptyDocument, parsePort, type NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { fitsFor } from '../../renderer/edit/fitting-types'
import { nodeTypeIn, putNodeType } from '../../renderer/palette/drag-type'
import { formulaOf } from '../../renderer/search/formula'
import { offersFor, searchOffers } from '../../renderer/search/found-types'
import { matchQuality } from '../../renderer/search/match'
import { createRecentTypes } from '../../renderer/search/recent-types'
import { allNodes } from '../helpers/random-graph'
import { windowThatStores } from './fake-window'

describe('what fits a dropped wire', () => {
  test('begins with what fits exactly, and has what only its kind allows at the end', () => {
    const editor = graph([], [])
    const fits = fitsFor(editor, { port: parsePort('relu.y'), isInput: false })
    const firstLoose = fits.findIndex(({ isExact }) => !isExact)
    expect(fits.slice(firstLoose).every(({ isExact }) => !isExact)).toBe(true)
    // Sixteen channels are no picture.
    expect(fits.slice(firstLoose).map(({ definition }) => definition.type)).toContain('output/image')
  })

  test.each([
    [['constant.y > relu.x', 'relu.y > adain.x'], 'norm/adain'],
    [['constant.y > relu.x', 'relu.y > tanh.x'], 'activation/tanh'],
    // What follows a ReLU nobody knows yet, but features lead to ReLUs here.
    [[], 'activation/relu'],
  ])('%j: after a ReLU first %s', (wires, type) => {
    const editor = graph(['another'], wires)
    editor.dispatch({
      type: 'link/connect',
      link: { id: linkId('fed'), from: parsePort('another.y'), to: parsePort('relu2.x') },
    })
    const [first] = fitsFor(editor, { port: parsePort('relu2.y'), isInput: false })
    expect(first?.definition.type).toBe(type)
  })

  test('that looks for its source is what gives it', () => {
    const editor = graph([], [])
    const types = fitsFor(editor, { port: parsePort('adain.styles'), isInput: true }).map(
      ({ definition, port }) => `${definition.type}.${port}`,
    )
    expect(types).toContain('style/affine.styles')
    expect(types).not.toContain('conv/conv2d.y')
  })
})

describe('the search at the cursor', () => {
  test('offers what was used last first, and everything once', () => {
    const editor = graph([], [])
    const offers = offersFor(editor, null, ['norm/adain', 'gone/type', 'conv/blur'])
    expect(offers.slice(0, 2).map(({ definition }) => definition.type)).toEqual(['norm/adain', 'conv/blur'])
    expect(offers.map(({ isRecent }) => isRecent).lastIndexOf(true)).toBe(1)
    expect(offers.map(({ definition }) => definition.type).sort()).toEqual(
      [...allNodes.all.map(({ type }) => type), ...builtInBlocks.map(({ id }) => `block/${id}`)].sort(),
    )
  })

  test.each([
    ['upsmaple', 'conv/upsample'],
    ['normalizaton', 'norm/batch'],
    ['convoluton', 'conv/up-conv'],
  ])('%s finds %s in spite of the slip', (query, type) => {
    const offers = searchOffers(offersFor(graph([], []), null, []), query)
    expect(offers.map(({ definition }) => definition.type)).toContain(type)
  })

  test.each([
    ['blur', 'blue', 0],
    ['upsample', 'upsampel', 0.2],
    ['upsample', 'upsampl', 0.9],
    ['upsample', 'upzample', 0.2],
    ['upsample', 'pusample', 0.2],
    ['upsample', 'upsanqle', 0],
    ['upsample', 'upsamplee', 0.2],
  ])('%s against %s: %d', (text, word, quality) => {
    expect(matchQuality(text, word)).toBeCloseTo(quality)
  })

  test('remembers the last six types in the next window', () => {
    const window = windowThatStores()
    const { types, noteUse } = createRecentTypes(window)
    for (const type of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'c']) noteUse(type)
    expect(types.value).toEqual(['c', 'g', 'f', 'e', 'd', 'b'])
    expect(createRecentTypes(window).types.value).toEqual(types.value)
    expect(createRecentTypes(windowThatStores()).types.value).toEqual([])
  })
})

describe('the formula in a preview', () => {
  test.each([
    [
      'norm/adain',
      'y = y_s · (x − mean) / sqrt(var + eps) + y_b, with mean and (biased) variance over H × W of each channel of each sample',
    ],
    ['activation/relu', 'y = max(x, 0)'],
    ['input/latent', 'z ~ N(0, 1), one row per sample'],
    [
      'mapping/mlp',
      'x ← leaky(x · Wᵢ + Bᵢ) for every layer i, the last one too, where leaky(v) = max(v, slope · v) for slopes below 1',
    ],
    ['conv/blur', null],
    ['conv/up-conv', null],
  ])('of %s', (type, formula) => {
    expect(formulaOf(allNodes.get(type)?.help ?? '')).toBe(formula)
  })

  test('is there for most types', () => {
    const without = allNodes.all.filter(({ help }) => formulaOf(help) === null)
    expect(without.length).toBeLessThan(allNodes.all.length / 3)
  })
})

test('a dragged type can be told before it is let go', () => {
  const held = new Map<string, string>()
  const data = { setData: (name: string, value: string) => void held.set(name.toLowerCase(), value) }
  putNodeType(data as DataTransfer, 'norm/adain')
  expect(nodeTypeIn({ types: [...held.keys()] })).toBe('norm/adain')
  expect(nodeTypeIn({ types: ['Files', 'text/plain'] })).toBeUndefined()
})

/** Some nodes, with these wires among them; `more` are further ReLUs' sources. */
function graph(more: readonly string[], wires: readonly string[]): Editor {
  const editor = createEditor(emptyDocument(), allNodes)
  const node = (id: string, type: string, params: NodeRecord['params'] = {}): NodeRecord => ({
    id: nodeId(id),
    type,
    version: 1,
    position: { x: 0, y: 0 },
    params,
  })
  const added = editor.dispatch({
    type: 'node/add',
    nodes: [
      node('constant', 'input/constant', { channels: 16 }),
      node('relu', 'activation/relu'),
      node('relu2', 'activation/relu'),
      node('tanh', 'activation/tanh'),
      node('z', 'input/latent', { dim: 64 }),
      node('norm', 'mapping/pixel-norm'),
      node('mlp', 'mapping/mlp'),
      node('affine', 'style/affine', { channels: 16 }),
      node('adain', 'norm/adain'),
      ...more.map((id) => node(id, 'input/constant', { channels: 16 })),
    ],
    links: ['constant.y > relu.x', ...wires]
      .filter((wire, i, all) => all.indexOf(wire) === i)
      .map((wire, i) => {
        const [from = '', to = ''] = wire.split(' > ')
        return { id: linkId(`l${i + 1}`), from: parsePort(from), to: parsePort(to) }
      }),
  })
  if (!added.ok) throw new Error(added.error.message)
  return editor
}
