import { describe, expect, test } from 'vitest'
import { builtInBlocks } from '../../blocks/index'
import { styleganFirstBlock } from '../../blocks/stylegan-first-block'
import { styleganResolution } from '../../blocks/stylegan-resolution'
import { required } from '../../core/base/assert'
import { blockId, nodeId } from '../../core/base/ids'
import { blockFromData, blocksUsed, blockToData, type BlockData } from '../../core/doc/block'
import type { Command } from '../../core/doc/commands/index'
import { emptyDocument, parsePort, type BlockRecord, type Document } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { createGraphScope, type GraphScope } from '../../core/doc/graph-scope'
import { NO_TABLES } from '../../core/file/file-tables'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import { blockOrigin } from '../../renderer/blocks/block-origin'
import { definitionCommands, shelfOf } from '../../renderer/blocks/shelf'
import { takeOver } from '../../renderer/blocks/take-over'
import { unlinkNodes } from '../../renderer/blocks/unlink-nodes'
import { addCommands, newNode } from '../../renderer/edit/add-node'
import { offersFor, searchOffers } from '../../renderer/search/found-types'
import { integrityProblems } from '../helpers/integrity'
import { allNodes } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'
import { graph, link, node } from '../helpers/test-command'

const TYPE = 'block/stylegan-resolution'

function run(editor: Editor, commands: readonly Command[]): void {
  const done = editor.dispatchAll('test', commands)
  if (!done.ok) throw new Error(done.error.message)
  expect(integrityProblems(editor.document, allNodes)).toEqual([])
}

function addFromShelf(editor: Editor, type = TYPE): string {
  const definition = required(shelfOf(editor).registry.get(type), type)
  const added = newNode(editor, definition, { x: 0, y: 0 })
  run(editor, addCommands(editor, definition, added, null))
  return added.id
}

const idsOf = ({ blocks }: Document): string[] => [...blocks.keys()].sort()
const titlesOf = ({ blocks }: Document): string[] => [...blocks.values()].map(({ title }) => title).sort()
const rename: Command = {
  type: 'block/describe',
  block: blockId('stylegan-resolution'),
  title: 'StyleGAN Resolution',
  summary: 'Mine.',
}

describe('the shelf', () => {
  test('is the graph’s types and every built-in block; none of these holds another', () => {
    const { registry, builtIn } = shelfOf(createEditor(emptyDocument(), allNodes))
    const types = builtInBlocks.map(({ id }) => `block/${id}`)
    expect(registry.all.map(({ type }) => type)).toEqual([
      ...allNodes.all.map(({ type }) => type),
      ...types.sort(),
    ])
    expect(types.every((type) => builtIn(type) !== undefined)).toBe(true)
    expect(builtInBlocks.flatMap(({ nodes }) => [...blocksUsed(nodes)])).toEqual([])
  })

  test('gives a graph a definition with the first node, as one step, and shares it with the second', () => {
    const editor = createEditor(emptyDocument(), allNodes)
    expect(blockOrigin(editor, TYPE)).toBe('built-in')
    addFromShelf(editor)
    expect(idsOf(editor.document)).toEqual(['stylegan-resolution'])
    expect(blockOrigin(editor, TYPE)).toBe('in this graph')
    expect(blockOrigin(editor, 'conv/conv2d')).toBeNull()
    expect(definitionCommands(editor, TYPE)).toEqual([])
    const second = addFromShelf(editor)
    expect(second).toBe('stylegan-resolution2')
    expect(idsOf(editor.document)).toEqual(['stylegan-resolution'])
    editor.undo()
    editor.undo()
    expect(editor.document).toEqual(emptyDocument())
  })

  test('knows a built-in block again after the graph was saved and opened', () => {
    const editor = createEditor(emptyDocument(), allNodes)
    addFromShelf(editor)
    const text = writeDocument(editor.document, NO_TABLES, '1')
    const opened = createEditor(valueOf(readDocument(text, allNodes)).document, allNodes)
    expect(definitionCommands(opened, TYPE)).toEqual([])
  })

  test('offers a built-in block under another name where the graph’s own was edited, and that one is shared too', () => {
    const editor = createEditor(emptyDocument(), allNodes)
    addFromShelf(editor)
    run(editor, [rename])
    const { builtIn, registry } = shelfOf(editor)
    expect(builtIn(TYPE)).toBeUndefined()
    const other = 'block/stylegan-resolution-2'
    expect(registry.get(other)?.title).toBe('StyleGAN Resolution 2')
    addFromShelf(editor, other)
    expect(titlesOf(editor.document)).toEqual(['StyleGAN Resolution', 'StyleGAN Resolution 2'])
    expect(shelfOf(editor).registry.all.filter(({ type }) => type.startsWith(TYPE))).toHaveLength(3)
    addFromShelf(editor, other)
    expect(idsOf(editor.document)).toHaveLength(2)
  })
})

describe('the search', () => {
  const editor = createEditor(
    graph(
      [
        node('z', 'input/latent', { dim: 16 }),
        node('mapping', 'mapping/mlp', { width: 16, layers: 1 }),
        node('map', 'input/constant', { channels: 8, height: 4, width: 4 }),
      ],
      [link('l1', 'z.z', 'mapping.z')],
    ),
    allNodes,
  )
  const wire = { port: parsePort('map.y'), isInput: false }

  test.each(['resolution', 'stylegan reso', 'progressive growing to rgb'])('finds blocks by %j', (query) => {
    const found = searchOffers(offersFor(editor, null, []), query)
    expect(found.slice(0, 3).some(({ definition }) => definition.role === 'block')).toBe(true)
  })

  test('offers a wire the blocks that take it, and connects the one that is taken', () => {
    const offers = offersFor(editor, wire, [])
    const offer = required(
      offers.find(({ definition }) => definition.type === TYPE),
      'the resolution block',
    )
    expect(offer).toMatchObject({ port: 'x', isExact: true })
    const types = offers.map(({ definition }) => definition.type)
    expect(types).not.toContain('block/stylegan-first-block')
    const added = newNode(editor, offer.definition, { x: 0, y: 0 })
    run(editor, addCommands(editor, offer.definition, added, wire))
    const [connected] = [...editor.document.links.values()].filter(({ to }) => to.node === added.id)
    expect(connected).toMatchObject({ from: wire.port, to: { port: 'x' } })
    editor.undo()
  })

  test('says when a block takes the wire’s kind but not its numbers', () => {
    // A map of 4 px is doubled to 8 px, where the fused block's noise is 128 px.
    const fused = offersFor(editor, wire, []).find(({ definition }) => definition.type === `${TYPE}-fused`)
    expect(fused).toMatchObject({ isExact: false })
  })
})

describe('definitions from elsewhere', () => {
  const layer = blockFromData(styleganResolution)
  const first = blockFromData(styleganFirstBlock)
  const holder = blockFromData(holding('holder', 'stylegan-resolution'))
  const edited: BlockRecord = { ...layer, summary: 'Mine.' }
  const own = (...blocks: readonly BlockRecord[]): Document['blocks'] =>
    new Map(blocks.map((block) => [block.id, block]))

  test.each([
    ['that are missing are added', own(), [first], ['stylegan-first-block'], []],
    ['that are there are shared', own(first), [first], [], ['stylegan-first-block']],
    ['that differ come under another name', own(edited), [layer], ['stylegan-resolution-2'], []],
    ['come after those inside them', own(), [holder, layer], ['stylegan-resolution', 'holder'], []],
    ['share what is inside them', own(layer), [holder, layer], ['holder'], ['stylegan-resolution']],
    [
      'are others when what is inside them is',
      own(edited, holder),
      [holder, layer],
      ['stylegan-resolution-2', 'holder-2'],
      [],
    ],
  ])('%s', (_name, blocks, incoming, added, shared) => {
    const taken = takeOver(blocks, incoming)
    expect(taken.commands.map(({ block }) => block.id)).toEqual(added)
    expect([...taken.shared]).toEqual(shared)
    const editor = createEditor({ ...emptyDocument(), blocks }, allNodes)
    run(editor, taken.commands)
    expect(new Map(editor.document.blocks)).toEqual(taken.blocks)
    // What came is there now, whatever it is called.
    expect(takeOver(editor.document.blocks, incoming).commands).toEqual([])
  })

  test('are the same whatever order their nodes and wires are in', () => {
    const data = blockToData(layer)
    const turned = blockFromData({
      ...data,
      nodes: data.nodes.toReversed(),
      links: data.links.toReversed().map((wire, i) => ({ ...wire, id: data.links[i]?.id ?? wire.id })),
    })
    expect(takeOver(own(layer), [turned]).commands).toEqual([])
  })

  function holding(id: string, inner: string): BlockData {
    return {
      id: blockId(id),
      title: 'Holder',
      summary: '',
      nodes: [node('inner', `block/${inner}`)],
      links: [],
      params: [],
    }
  }
})

describe('inside a block', () => {
  function entered(): { readonly root: Editor; readonly scope: GraphScope } {
    const root = createEditor(emptyDocument(), allNodes)
    addFromShelf(root, 'block/styled-layer')
    const scope = createGraphScope(root)
    expect(scope.enter(nodeId('styled-layer'))).toBe(true)
    return { root, scope }
  }

  test('a built-in block becomes one of the document and its node one of the block', () => {
    const { root, scope } = entered()
    const added = addFromShelf(scope)
    expect(idsOf(root.document)).toEqual(['styled-layer', 'stylegan-resolution'])
    const inside = root.document.blocks.get(blockId('styled-layer'))?.nodes
    expect(inside?.get(nodeId(added))?.type).toBe(TYPE)
    run(scope, unlinkNodes(scope.document, [nodeId(added)]).commands)
    expect(scope.document.nodes.get(nodeId(added))?.type).toBe(`${TYPE}-2`)
    expect(integrityProblems(root.document, allNodes)).toEqual([])
  })

  test('the block itself is refused, in words', () => {
    const { scope } = entered()
    const definition = required(shelfOf(scope).registry.get('block/styled-layer'), 'the type')
    const again = newNode(scope, definition, { x: 0, y: 0 })
    const done = scope.dispatchAll('test', addCommands(scope, definition, again, null))
    expect(done.ok ? '' : done.error.message).toBe('The block Styled Layer would stand inside itself.')
  })
})

test('nodes that are unlinked together share one new definition, and the others keep theirs', () => {
  const editor = createEditor(emptyDocument(), allNodes)
  const [a, b, c] = [addFromShelf(editor), addFromShelf(editor), addFromShelf(editor)].map(nodeId)
  const other = nodeId(addFromShelf(editor, 'block/stylegan-first-block'))
  const chosen = [a, b, other].map((id) => required(id, 'a node'))
  const { commands, blocks } = unlinkNodes(editor.document, chosen)
  run(editor, commands)
  expect(blocks).toEqual(['stylegan-resolution-2', 'stylegan-first-block-2'])
  const types = [...chosen, required(c, 'a node')].map((id) => editor.document.nodes.get(id)?.type)
  expect(types).toEqual([`${TYPE}-2`, `${TYPE}-2`, 'block/stylegan-first-block-2', TYPE])
  expect(unlinkNodes(editor.document, [nodeId('gone')]).commands).toEqual([])
})
