import { describe, expect, test } from 'vitest'
import { linkId, nodeId, type Sha256 } from '../../core/base/ids'
import type { NodeRecord } from '../../core/doc/document'
import type { Fragment } from '../../renderer/edit/fragment'
import { fragmentToText } from '../../renderer/edit/fragment-text'
import { LONGEST_TEXT, missingValues, readPasted } from '../../renderer/edit/pasted'
import { words } from '../../renderer/text/words'
import { createRandom } from '../../core/base/random'
import { mutations } from '../helpers/mutate'
import { allNodes } from '../helpers/random-graph'
import { testSeed } from '../helpers/seed'

const HASH = 'a'.repeat(64) as Sha256
const conv: NodeRecord = {
  id: nodeId('conv'),
  type: 'conv/conv2d',
  version: 1,
  position: { x: 0, y: 0 },
  params: {},
  weights: { W: { sha256: HASH, dims: [1] } },
}
const relu: NodeRecord = { ...conv, id: nodeId('relu'), type: 'activation/relu', weights: {} }
const fragment: Fragment = {
  nodes: [conv, relu],
  links: [
    {
      id: linkId('l1'),
      from: { node: conv.id, port: 'y' },
      to: { node: relu.id, port: 'x' },
    },
  ],
  incoming: [
    {
      id: linkId('l2'),
      from: { node: nodeId('z'), port: 'y' },
      to: { node: conv.id, port: 'x' },
      source: 'input/latent',
    },
  ],
  blocks: [],
}
const text = fragmentToText(fragment)

describe('a pasted text', () => {
  test.each([
    ['this window’s own', text],
    ['this window’s own, by way of Windows', text.replaceAll('\n', '\r\n')],
    ['unreadable', null],
  ])('%s: the copied nodes, with their wires from outside', (_name, given) => {
    expect(readPasted(given, { fragment, text }, allNodes)).toEqual({ kind: 'nodes', fragment })
  })

  test.each([
    ['of another window', text],
    ['with a chat around it', `Look:\n\`\`\`json\n${text}\n\`\`\`\nNice?`],
    ['in one line', JSON.stringify(JSON.parse(text))],
  ])('%s: the nodes in it, without wires from outside', (_name, given) => {
    const other = { fragment: { nodes: [relu], links: [], incoming: [], blocks: [] }, text: 'other' }
    const pasted = readPasted(given, other, allNodes)
    if (pasted.kind !== 'nodes') throw new Error(pasted.kind)
    expect(pasted.fragment.nodes.map(({ id }) => id).sort()).toEqual(['conv', 'relu'])
    expect(pasted.fragment.links).toHaveLength(1)
    expect(pasted.fragment.incoming).toEqual([])
  })

  test.each([
    ['hello', 'no-graph'],
    ['', 'no-graph'],
    ['{"format": "styleloom"', 'broken'],
    [fragmentToText({ nodes: [], links: [], incoming: [], blocks: [] }), 'no-graph'],
    [text.padEnd(LONGEST_TEXT + 1), 'too-long'],
    [text.replace('"x"', '"nowhere"').replace('relu.x', 'relu.nowhere'), 'broken'],
  ])('%#: %.30j is %s', (given, kind) => {
    expect(readPasted(given, null, allNodes).kind).toBe(kind)
  })

  test('that was never readable, with nothing copied here, is nothing', () => {
    expect(readPasted(null, null, allNodes)).toEqual({ kind: 'no-graph' })
  })

  test('of a newer version is refused with what to do', () => {
    const newer = text.replace(/"formatVersion": \d+/, '"formatVersion": 999')
    const pasted = readPasted(newer, null, allNodes)
    expect(pasted).toMatchObject({ kind: 'broken', problem: { code: 'file/newer-format' } })
  })

  test('that was tampered with never throws', () => {
    const seed = testSeed()
    const bytes = new TextEncoder().encode(text)
    const kinds = new Set<string>()
    for (const bad of mutations(bytes, 500, createRandom(seed)))
      kinds.add(readPasted(new TextDecoder().decode(bad), null, allNodes).kind)
    expect([...kinds].filter((kind) => !['nodes', 'broken', 'no-graph'].includes(kind))).toEqual([])
    expect(kinds).toContain('broken')
  })
})

describe('values that the other window has', () => {
  const picture: NodeRecord = {
    ...relu,
    id: nodeId('photo'),
    type: 'input/picture',
    params: { picture: { sha256: HASH, name: 'a.png', width: 1, height: 1 } },
  }

  test('are named by node and weight or parameter', () => {
    expect(missingValues([conv, relu, picture], () => false)).toEqual(['conv.W', 'photo.picture'])
    expect(missingValues([conv, relu, picture], () => true)).toEqual([])
  })

  test.each([
    [['a.W'], 'The values of a.W are not in this window.'],
    [['a.W', 'a.B', 'b.W', 'b.B', 'c.W'], 'The values of a.W, a.B, b.W and 2 more are not in this window.'],
  ])('%j in words', (names, sentence) => {
    expect(words.clipboard.missing(names)).toBe(sentence)
  })
})
