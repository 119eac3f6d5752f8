import { describe, expect, test } from 'vitest'
import { groupByCategory } from '../../renderer/palette/categories'
import { findNodes } from '../../renderer/palette/find-nodes'
import { allNodes } from '../helpers/random-graph'

describe('the search for node types', () => {
  test.each([
    ['adain', 'norm/adain'],
    ['conv', 'conv/conv2d'],
    ['rgb', 'conv/to-rgb'],
    ['leaky', 'activation/leaky-relu'],
    ['lrelu', 'activation/leaky-relu'],
    ['pixel norm', 'norm/pixel'],
    ['random seed', 'input/latent'],
    ['adaptive', 'norm/adain'],
    ['STYLE MIX', 'mapping/style-mix'],
  ])('%s finds %s among the first three', (query, type) => {
    const found = findNodes(allNodes.all, query)
      .slice(0, 3)
      .map((definition) => definition.type)
    expect(found).toContain(type)
  })

  test('every type is found first by its own title', () => {
    const missed = allNodes.all.filter(({ title, type }) => findNodes(allNodes.all, title)[0]?.type !== type)
    expect(missed.map(({ type }) => type)).toEqual([])
  })

  test('an empty search keeps everything, a senseless one nothing', () => {
    expect(findNodes(allNodes.all, '  ')).toEqual(allNodes.all)
    expect(findNodes(allNodes.all, 'qqqqq')).toEqual([])
    expect(findNodes(allNodes.all, 'conv qqqqq')).toEqual([])
  })
})

test('every node type is in exactly one category of the palette, and every category has words', () => {
  const groups = groupByCategory(allNodes.all)
  expect(groups.flatMap(({ nodes }) => nodes.map(({ type }) => type)).sort()).toEqual(
    allNodes.all.map(({ type }) => type),
  )
  expect(groups.map(({ title }) => title)).toEqual([
    'Inputs',
    'Mapping',
    'Style',
    'Noise',
    'Convolution',
    'Normalisation',
    'Activation',
    'Arithmetic',
    'Outputs',
    'Graph',
  ])
})
