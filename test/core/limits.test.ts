import { describe, expect, test } from 'vitest'
import { required } from '../../core/base/assert'
import { blockId, linkId, nodeId, type BlockId } from '../../core/base/ids'
import { blockFromData, type BlockData } from '../../core/doc/block'
import { DOCUMENT_LIMITS, findOverfull } from '../../core/doc/block-problems'
import { createDocument, type Document, type LinkRecord, type NodeRecord } from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { makeBlock, nextTitle, unlinkBlock } from '../../core/doc/make-block'
import { TEXT_LIMITS } from '../../core/doc/record-problems'
import { strip } from '../../core/doc/strip'
import { NO_TABLES } from '../../core/file/file-tables'
import { readDocument } from '../../core/file/read-document'
import { writeDocument } from '../../core/file/write-document'
import { copyFragment, pasteCommands } from '../../renderer/edit/fragment'
import { allNodes } from '../helpers/random-graph'
import { graph, link, node, refusal, testCommand } from '../helpers/test-command'

/** What the editor lets one make can be saved and opened again. */

const opens = (document: Document): readonly string[] => {
  const read = readDocument(writeDocument(document, NO_TABLES, '1'), allNodes)
  return read.ok ? [] : read.error.map(({ message }) => message)
}

const repeated = (count: number, type: string, prefix = 'n'): NodeRecord[] =>
  Array.from({ length: count }, (_, i) => node(`${prefix}${i}`, type))

function block(id: string, nodes: readonly NodeRecord[] = [], links: readonly LinkRecord[] = []): BlockData {
  return { id: blockId(id), title: id, summary: '', nodes, links, params: [] }
}

function withBlocksOf(blocks: readonly BlockData[], nodes: readonly NodeRecord[] = []): Document {
  const editor = createEditor(graph([]), allNodes)
  for (const data of blocks) expect(editor.dispatch({ type: 'block/add', block: data }).ok).toBe(true)
  if (nodes.length > 0) expect(editor.dispatch({ type: 'node/add', nodes }).ok).toBe(true)
  return editor.document
}

const codeOf = (result: ReturnType<Editor['dispatch']>): string | null =>
  result.ok ? null : result.error.code

describe('as many nodes as can run', () => {
  const large = withBlocksOf(
    [block('a', repeated(300, 'graph/note')), block('b', repeated(300, 'block/a'))],
    [node('b1', 'block/b')],
  )

  test('a second instance of a large block is refused', () => {
    expect(refusal(large, { type: 'node/add', nodes: [node('b2', 'block/b')] })).toMatchObject({
      code: 'block/too-large',
      message: 'With all blocks expanded these would be 180,000 nodes; at most 100,000 can run.',
    })
    expect(opens(testCommand(large, { type: 'node/add', nodes: [node('a1', 'block/a')] }).document)).toEqual(
      [],
    )
  })

  test('so is one put inside a block that stands somewhere', () => {
    const editor = createEditor(large, allNodes)
    const add = { type: 'node/add', nodes: repeated(100, 'block/a', 'more') } as const
    expect(codeOf(editor.dispatch({ type: 'block/edit', block: blockId('b'), command: add }))).toBe(
      'block/too-large',
    )
  })

  test('so is standing for a larger block', () => {
    const document = withBlocksOf(
      [block('a', repeated(300, 'graph/note')), block('b', repeated(200, 'block/a')), block('small')],
      [node('b1', 'block/b'), node('s', 'block/small')],
    )
    expect(refusal(document, { type: 'block/relink', node: nodeId('s'), block: blockId('b') }).code).toBe(
      'block/too-large',
    )
  })

  const full = graph(repeated(DOCUMENT_LIMITS.nodes, 'graph/note'))

  test('one plain node more is refused', () => {
    expect(
      codeOf(createEditor(full, allNodes).dispatch({ type: 'node/add', nodes: [node('m', 'graph/note')] })),
    ).toBe('document/overfull')
  })

  test('instances of empty blocks count too', () => {
    const empty = { ...block('e'), nodes: new Map(), links: new Map() }
    const holding = (count: number): Document =>
      createDocument(full.project, repeated(count, 'block/e'), [], [empty])
    expect(findOverfull(holding(DOCUMENT_LIMITS.nodes))).toBe(null)
    expect(findOverfull(holding(DOCUMENT_LIMITS.nodes + 1))?.message).toBe(
      'These would be 100,001 nodes; a graph holds at most 100,000.',
    )
  })

  test('adding a node to a large graph takes no time', () => {
    const editor = createEditor(
      withBlocksOf([block('a', repeated(1000, 'graph/note'))], repeated(2000, 'graph/note')),
      allNodes,
    )
    const start = performance.now()
    for (let i = 0; i < 50; i++) editor.dispatch({ type: 'node/add', nodes: [node(`m${i}`, 'graph/note')] })
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('as many wires as a file holds', () => {
  const nodes = [node('n', 'future/thing'), node('m', 'future/thing')]
  const wires = (count: number): LinkRecord[] =>
    Array.from({ length: count }, (_, i) => link(`l${i}`, 'n.y', `m.x${i}`))
  const project = { name: '', description: '' }

  test('outside blocks', () => {
    const holding = (count: number): Document => createDocument(project, nodes, wires(count))
    expect(findOverfull(holding(DOCUMENT_LIMITS.links))).toBe(null)
    expect(findOverfull(holding(DOCUMENT_LIMITS.links + 1))?.message).toBe(
      'These would be 400,001 wires; a graph holds at most 400,000.',
    )
  })

  test('inside all blocks together, with the nodes', () => {
    const full = blockFromData(block('full', nodes, wires(DOCUMENT_LIMITS.insideBlocks - 2)))
    const document = createDocument(project, [], [], [full, blockFromData(block('other'))])
    const command = { type: 'node/add', nodes: [node('one', 'graph/note')] } as const
    expect(refusal(document, { type: 'block/edit', block: blockId('other'), command })).toMatchObject({
      code: 'document/overfull',
      message: 'These would be 400,001 nodes and wires inside blocks; a graph holds at most 400,000.',
    })
  })
})

describe('definitions', () => {
  test('one too many is refused', () => {
    const blocks = Array.from({ length: DOCUMENT_LIMITS.blocks }, (_, i) => ({
      ...block(`b${i}`),
      nodes: new Map(),
      links: new Map(),
    }))
    const document = createDocument({ name: '', description: '' }, [], [], blocks)
    expect(opens(document)).toEqual([])
    expect(refusal(document, { type: 'block/add', block: block('one-more') })).toMatchObject({
      code: 'block/too-many',
      message: 'A graph has at most 1,000 blocks of its own.',
      nextStep: 'Remove unused blocks first.',
    })
  })

  test('one that nodes of a missing block would be taken for is refused', () => {
    const document = graph([node('x', 'block/layer', { old: 3 }), node('conv', 'conv/conv2d')])
    expect(opens(document)).toEqual([])
    expect(refusal(document, { type: 'block/add', block: block('layer') })).toMatchObject({
      code: 'block/id-taken',
      message:
        'One node stands for a block layer whose definition is missing; another block of that name would be taken for it.',
      nextStep: 'Give the new block another name.',
    })
  })

  test('a new block takes none of their ids', () => {
    const missing = graph([node('x', 'block/layer'), node('conv', 'conv/conv2d')])
    const editor = createEditor(missing, allNodes)
    const made = required(makeBlock(missing, editor.registry, new Set([nodeId('conv')]), 'Layer'), 'a block')
    expect([made.block, editor.dispatchAll('Make a block', made.commands).ok]).toEqual(['layer-2', true])
    expect(opens(editor.document)).toEqual([])

    const other = createEditor(missing, allNodes)
    const fragment = copyFragment(
      withBlocksOf([block('layer')], [node('i', 'block/layer')]),
      new Set([nodeId('i')]),
    )
    const paste = pasteCommands(missing, fragment, { dx: 0, dy: 0 })
    expect(other.dispatchAll('Paste', paste.commands).ok).toBe(true)
    expect([...other.document.blocks.keys()]).toEqual(['layer-2'])

    const plain = { titles: true, notes: true, ours: new Set<string>() }
    const named = graph([node('x', 'block/block-1'), node('conv', 'conv/conv2d')])
    const secret = createEditor(named, allNodes)
    const made2 = required(makeBlock(named, secret.registry, new Set([nodeId('conv')]), 'Secret'), 'a block')
    expect(secret.dispatchAll('Make a block', made2.commands).ok).toBe(true)
    const { document: stripped } = strip(secret.document, allNodes, plain)
    expect([...stripped.blocks.keys()]).toEqual(['block-1-2'])
    expect(opens(stripped)).toEqual([])
  })

  test('a face has as many parameters as a file takes', () => {
    const document = withBlocksOf([block('a', [node('conv', 'conv/conv2d')])])
    const target = { node: nodeId('conv'), param: 'filters' }
    const promote = (count: number, targets: number) =>
      createEditor(document, allNodes).dispatch({
        type: 'block/promote',
        block: blockId('a'),
        params: Array.from({ length: count }, (_, i) => ({
          key: `p${i}`,
          label: '',
          targets: new Array<typeof target>(targets).fill(target),
        })),
      })
    expect([promote(1000, 1), promote(1, 1000)].map(({ ok }) => ok)).toEqual([true, true])
    expect([promote(1001, 1), promote(1, 1001)].map(codeOf)).toEqual(['block/bad-face', 'block/bad-face'])
  })
})

describe('a large block', () => {
  test('of more than a thousand nodes keeps a seed for each', () => {
    const document = graph(repeated(1001, 'conv/conv2d'))
    const editor = createEditor(document, allNodes)
    const made = required(
      makeBlock(document, editor.registry, new Set(document.nodes.keys()), 'All'),
      'a block',
    )
    expect(editor.dispatchAll('Make a block', made.commands).ok).toBe(true)
    expect(Object.keys(editor.document.nodes.get(made.instance)?.innerSeeds ?? {})).toHaveLength(1001)
    expect(opens(editor.document)).toEqual([])
  })
})

describe('titles with numbers', () => {
  const titled = (title: string): Document => {
    const editor = createEditor(withBlocksOf([block('a')], [node('i', 'block/a')]), allNodes)
    const described = { type: 'block/describe', block: blockId('a'), title, summary: '' } as const
    expect(editor.dispatch(described).ok).toBe(true)
    return editor.document
  }

  test.each([198, 199, 200])('a block with a title of %d characters can be unlinked', (length) => {
    const editor = createEditor(titled('T'.repeat(length)), allNodes)
    for (const nth of [2, 3]) {
      const unlinked = required(unlinkBlock(editor.document, nodeId('i')), 'a block')
      expect(editor.dispatchAll('Unlink', unlinked.commands).ok).toBe(true)
      const title = required(editor.document.blocks.get(unlinked.block), unlinked.block).title
      expect(title).toMatch(new RegExp(`^T+ ${nth}$`))
      expect(title.length).toBeLessThanOrEqual(TEXT_LIMITS.title)
    }
    expect(opens(editor.document)).toEqual([])
  })

  test('the number grows into the title', () => {
    const titles = Array.from({ length: 9 }, (_, i) =>
      i === 0 ? 'T'.repeat(200) : `${'T'.repeat(198)} ${i + 1}`,
    )
    const blocks = new Map<BlockId, { title: string }>(
      titles.map((title, i) => [blockId(`b${i}`), { title }]),
    )
    const next = nextTitle({ title: 'T'.repeat(200) }, { blocks: blocks as unknown as Document['blocks'] })
    expect(next).toBe(`${'T'.repeat(197)} 10`)
  })
})

describe('wires to what was copied', () => {
  const source = graph(
    [node('noise', 'input/constant'), node('conv', 'conv/conv2d')],
    [link('l', 'noise.y', 'conv.x')],
  )
  const paste = (document: Document, from = source, copied = 'conv') => {
    const editor = createEditor(document, allNodes)
    const fragment = copyFragment(from, new Set([nodeId(copied)]))
    const { commands } = pasteCommands(document, fragment, { dx: 0, dy: 0 }, { outer: true })
    expect(editor.dispatchAll('Paste', commands).ok).toBe(true)
    return [...editor.document.links.values()].filter(({ id }) => !document.links.has(id))
  }

  test('are kept where it is there', () => {
    expect(paste(source).map(({ from, to }) => [from.node, from.port, to.port])).toEqual([
      ['noise', 'y', 'x'],
    ])
  })

  test('are left out where another node has its name', () => {
    expect(allNodes.get('input/latent')?.outputs).not.toHaveProperty('y')
    expect(paste(graph([node('noise', 'input/latent')]))).toEqual([])
    expect(paste(graph([node('other', 'input/latent')]))).toEqual([])
  })

  test('are left out where another block of its name has no such output', () => {
    const wired = (output: string): Document =>
      createDocument(
        source.project,
        [node('i', 'block/a'), node('conv', 'conv/conv2d')],
        [
          {
            id: linkId('l'),
            from: { node: nodeId('i'), port: output },
            to: { node: nodeId('conv'), port: 'x' },
          },
        ],
        [
          {
            ...block('a'),
            nodes: new Map([[nodeId(output), node(output, 'graph/block-output')]]),
            links: new Map(),
          },
        ],
      )
    expect(paste(wired('out'), wired('out'))).toHaveLength(1)
    expect(paste(wired('other'), wired('out'))).toEqual([])
  })
})
