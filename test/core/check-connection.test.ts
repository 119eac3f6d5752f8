import { describe, expect, test } from 'vitest'
import { formatDiagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import { checkConnection } from '../../core/infer/check-connection'
import { inferAll } from '../../core/infer/inference'
import { allNodes } from '../helpers/random-graph'
import { graph, link, node } from '../helpers/test-command'

/** Which wires are refused, and the sentence people read then. */

const document = graph(
  [
    node('z', 'input/latent', { dim: 64 }),
    node('mapping', 'mapping/mlp', { width: 32 }),
    node('rows', 'mapping/truncation', { layers: 4 }),
    node('again', 'mapping/mlp'),
    node('affine', 'style/affine', { channels: 8 }, { title: 'My affine' }),
    node('affine16', 'style/affine', { channels: 16 }),
    node('far', 'style/affine', { channels: 16, layer: 9 }),
    node('const', 'input/constant', { channels: 16, height: 4, width: 4 }),
    node('noise', 'input/noise', { width: 8, height: 8 }),
    node('inject', 'noise/inject'),
    node('adain', 'norm/adain'),
    node('conv', 'conv/conv2d', { filters: 512 }),
    node('big', 'conv/conv2d', { kernel: 9, padding: 'none' }),
    node('image', 'output/image'),
    node('number', 'input/number'),
    node('stranger', 'no/such'),
  ],
  [
    link('l1', 'z.z', 'mapping.z'),
    link('l2', 'mapping.w', 'affine.w'),
    link('l3', 'mapping.w', 'affine16.w'),
    link('l4', 'mapping.w', 'rows.w'),
    link('l5', 'const.y', 'adain.x'),
    link('l6', 'adain.y', 'conv.x'),
    link('l7', 'adain.y', 'inject.x'),
  ],
)

/** The refusal as one line without its code, or `fits`. */
function connecting(from: string, to: string, among: Document = document): string {
  const wire = link('new', from, to)
  const problem = checkConnection(among, allNodes, inferAll(among, allNodes), wire.from, wire.to)
  return problem ? formatDiagnostic(problem) : 'fits'
}

describe('wires that fit', () => {
  test.each([
    ['affine16.styles', 'adain.styles', 'twice as wide as the map has channels'],
    ['mapping.w', 'far.w', 'a w that has no rows yet'],
    ['z.z', 'mapping.z', 'onto an input that is taken'],
    ['number.value', 'rows.psi', 'an optional number'],
  ])('%s to %s: %s', (from, to) => {
    expect(connecting(from, to)).toBe('fits')
  })
})

describe('wires that are refused', () => {
  test.each([
    ['nobody.y', 'adain.x', 'error: nobody: There is no node nobody. [document/no-such-node]'],
    ['const.y', 'nobody.x', 'error: nobody: There is no node nobody. [document/no-such-node]'],
    ['const.x', 'adain.x', 'error: const.x: const has no output x. [document/no-such-port]'],
    [
      'const.y',
      'adain.toString',
      'error: adain.toString: adain has no input toString. [document/no-such-port]',
    ],
    ['stranger.y', 'adain.x', 'error: stranger.y: stranger has no output y. [document/no-such-port]'],
    ['const.y', 'stranger.x', 'error: stranger.x: stranger has no input x. [document/no-such-port]'],
    [
      'adain.y',
      'adain.x',
      'error: adain.x: This wire would lead adain back into itself. Data can only flow forward. [graph/cycle]',
    ],
    [
      'inject.y',
      'adain.x',
      'error: adain.x: This wire would close a loop: adain already leads to inject. Data can only flow forward. [graph/cycle]',
    ],
    [
      'z.z',
      'affine.w',
      'error: affine.w: My affine (affine) takes a w here, but the wire carries a latent z (N × 64). [graph/kind-mismatch]',
    ],
    [
      'mapping.w',
      'adain.styles',
      'error: adain.styles: AdaIN (adain) takes styles here, but the wire carries a w (N × 32). [graph/kind-mismatch]',
    ],
    [
      'number.value',
      'conv.x',
      'error: conv.x: Conv 2D (conv) takes a feature map or an image here, but the wire carries a number (one number). [graph/kind-mismatch]',
    ],
    [
      'rows.w',
      'again.z',
      'error: again.z: Mapping MLP (again) takes N × Z here, but the wire carries N × 4 × 32. [graph/rank-mismatch]',
    ],
    [
      'affine.styles',
      'adain.styles',
      "error: adain.styles: This AdaIN needs 32 styles (2 × 16 channels), but the wire carries 16. Set the affine's channels to 16. [adain/style-width]",
    ],
    [
      'noise.noise',
      'inject.noise',
      "error: inject.noise: The map is 4 × 4 px, but the noise image is 8 × 8. Set the noise image's height to 4 and its width to 4. [inject/noise-size]",
    ],
    [
      'conv.y',
      'image.x',
      'error: image.x: An image has 1 or 3 channels, but this map has 512. Insert a To RGB before it. [output/channels]',
    ],
  ])('%s to %s', (from, to, sentence) => {
    expect(connecting(from, to)).toBe(sentence)
  })

  test('a shape that the node cannot take', () => {
    expect(connecting('const.y', 'big.x')).toMatch(/^error: big.*\[conv\/window-too-large\]$/)
    expect(connecting('rows.w', 'far.w')).toMatch(/^error: far.*\[style\/no-such-layer\]$/)
  })
})

test('a node that is wrong already refuses no further wire for that', () => {
  const nodes = [...document.nodes.values()].map((record) =>
    record.id === 'image' ? { ...record, params: { low: 2, high: 1 } } : record,
  )
  const among = graph(
    [...nodes, node('rgb', 'input/constant', { channels: 3 })],
    [...document.links.values()],
  )
  expect(connecting('rgb.y', 'image.x', among)).toBe('fits')
})
