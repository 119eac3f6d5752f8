import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { linkId, nodeId } from '../../core/base/ids'
import { emptyDocument, NODE_COLORS } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { createGraphProjection } from '../../renderer/canvas/graph-projection'
import { allNodes } from '../helpers/random-graph'

describe('the face of a node', () => {
  test('tells mode, colour and what a bypassed node hands on, and follows undo', () => {
    const editor = createEditor(emptyDocument(), allNodes)
    const at = { version: 1, position: { x: 0, y: 0 }, params: {} }
    editor.dispatch({
      type: 'node/add',
      nodes: [
        { id: nodeId('c'), type: 'input/constant', ...at },
        { id: nodeId('conv'), type: 'conv/conv2d', ...at },
      ],
      links: [
        { id: linkId('l'), from: { node: nodeId('c'), port: 'y' }, to: { node: nodeId('conv'), port: 'x' } },
      ],
    })
    const projection = createGraphProjection(editor)
    editor.subscribe((change) => projection.follow(change))
    const nodes = [nodeId('conv')]
    const face = () => {
      const { mode, color, passes } = projection.nodes.get(nodeId('conv'))?.face ?? {}
      return { mode, color, passes }
    }
    editor.dispatch({ type: 'node/mode', nodes, mode: 'bypassed' })
    editor.dispatch({ type: 'node/color', nodes, color: 'teal' })
    expect(face()).toEqual({ mode: 'bypassed', color: 'teal', passes: [[0, 0]] })
    editor.dispatch({ type: 'node/mode', nodes, mode: 'muted' })
    expect(face()).toEqual({ mode: 'muted', color: 'teal', passes: [] })
    editor.undo()
    editor.undo()
    editor.undo()
    expect(face()).toEqual({ mode: null, color: null, passes: [] })
  })
})

describe('colours', () => {
  const css = readFileSync(new URL('../../renderer/styles/tokens.css', import.meta.url), 'utf8')

  test.each([...NODE_COLORS])('%s stands out from the card in both themes', (color) => {
    for (const theme of [0, 1]) {
      // WCAG AA for what is no text.
      expect(contrast(token(`mark-${color}`, theme), token('node', theme))).toBeGreaterThanOrEqual(3)
      expect(contrast(token(`mark-${color}`, theme), token('canvas', theme))).toBeGreaterThanOrEqual(3)
    }
  })

  test('leave the words of nodes that do not run readable', () => {
    for (const theme of [0, 1])
      for (const ground of ['canvas', 'node', 'node-header'])
        expect(contrast(token('text', theme), token(ground, theme))).toBeGreaterThanOrEqual(4.5)
  })

  function token(name: string, theme: number): string {
    const found = new RegExp(`--${name}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css)?.[theme + 1]
    if (found === undefined) throw new Error(`tokens.css has a colour ${name}`)
    return found
  }
})

/** WCAG 2.2's contrast ratio of two `#rrggbb`. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
  return (high + 0.05) / (low + 0.05)
}

function luminance(colour: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * r + 0.7152 * g + 0.0722 * b
}
