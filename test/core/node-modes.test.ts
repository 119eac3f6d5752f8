import { beforeAll, describe, expect, test } from 'vitest'
import { openGraph } from '../../cli/open-graph'
import { required } from '../../core/base/assert'
import { linkId, nodeId } from '../../core/base/ids'
import { compile } from '../../core/compile/compile'
import { createEditor, type Editor } from '../../core/doc/editor'
import { inferAll } from '../../core/infer/inference'
import type { Document, NodeMode } from '../../core/doc/document'
import type { TensorStore } from '../../core/weights/tensor-store'
import { createNodeEngine } from '../../runtime/node-engine'
import { allNodes } from '../helpers/random-graph'
import { valueOf } from '../helpers/result'

/** Bypassed and muted nodes: what stands on the wires, and what a run makes of it. */

let document: Document
let store: TensorStore

beforeAll(async () => {
  const opened = valueOf(await openGraph('examples/portraits64.loom'))
  document = opened.document
  store = opened.store
})

function open(...modes: (readonly [id: string, mode: NodeMode])[]): Editor {
  const editor = createEditor(document, allNodes)
  for (const [id, mode] of modes)
    expect(editor.dispatch({ type: 'node/mode', nodes: [nodeId(id)], mode }).ok).toBe(true)
  return editor
}

function ofType(type: string): string {
  return required(
    [...document.nodes.values()].find((node) => node.type === type),
    type,
  ).id
}

async function picture(editor: Editor): Promise<Float32Array> {
  const engine = createNodeEngine({ registry: allNodes, store, threads: 1 })
  const report = valueOf(await engine.run({ document: editor.document }))
  await engine.release()
  expect(report.diagnostics).toEqual([])
  return required(report.outputs[0], 'a picture').tensor.data
}

describe('a bypassed node', () => {
  test('hands its map on: the same picture as with the wire led around it', async () => {
    const adain = ofType('norm/adain')
    const around = createEditor(document, allNodes)
    const links = [...document.links.values()]
    const into = required(
      links.find(({ to }) => to.node === adain && to.port === 'x'),
      'its map',
    )
    const led = links
      .filter(({ from }) => from.node === adain)
      .map(
        ({ id, to }) =>
          ({ type: 'link/connect', link: { id: linkId(`${id}-led`), from: into.from, to } }) as const,
      )
    expect(around.dispatchAll('lead around', led).ok).toBe(true)
    const bypassed = open([adain, 'bypassed'])
    expect(bypassed.inference.typeOf({ node: nodeId(adain), port: 'y' })).toEqual(
      bypassed.inference.typeOf(into.from),
    )
    expect(await picture(bypassed)).toEqual(await picture(around))
    expect(await picture(bypassed)).not.toEqual(await picture(open()))
  })

  test('has no weights and no multiply-adds, and says when nothing can stand for its output', () => {
    const affine = ofType('style/affine')
    const editor = open([affine, 'bypassed'])
    expect(editor.inference.node(nodeId(affine))).toMatchObject({ weights: {}, macs: 0 })
    expect(editor.inference.node(nodeId(affine))?.diagnostics.map(({ code }) => code)).toEqual([
      'graph/nothing-to-bypass',
    ])
  })
})

describe('a muted node', () => {
  test('is as if it were not there for an input that may be left open', async () => {
    const truncation = nodeId(ofType('mapping/truncation'))
    const editor = open()
    const number = nodeId('number')
    const added = editor.dispatchAll('psi by wire', [
      {
        type: 'node/add',
        nodes: [
          { id: number, type: 'input/number', version: 1, position: { x: 0, y: 0 }, params: { value: 0.2 } },
        ],
      },
      {
        type: 'link/connect',
        link: {
          id: linkId('number'),
          from: { node: number, port: 'value' },
          to: { node: truncation, port: 'psi' },
        },
      },
    ])
    expect(added.ok).toBe(true)
    const other = await picture(editor)
    expect(editor.dispatch({ type: 'node/mode', nodes: [number], mode: 'muted' }).ok).toBe(true)
    expect(await picture(editor)).toEqual(await picture(open()))
    expect(await picture(editor)).not.toEqual(other)
  })

  test('is named by the node that needs it', () => {
    const editor = open([ofType('style/affine'), 'muted'])
    expect(editor.inference.diagnostics().map(({ code }) => code)).toEqual(['graph/input-muted'])
  })

  test('is named even where nothing came from it before', () => {
    const affine = ofType('style/affine')
    const editor = open()
    // Bypassed, an affine has nothing to hand on.
    editor.dispatch({ type: 'node/mode', nodes: [nodeId(affine)], mode: 'bypassed' })
    editor.dispatch({ type: 'node/mode', nodes: [nodeId(affine)], mode: 'muted' })
    expect(editor.inference.diagnostics()).toEqual(inferAll(editor.document, allNodes).diagnostics())
    expect(editor.inference.diagnostics().map(({ code }) => code)).toContain('graph/input-muted')
  })

  test.each(['muted', 'bypassed'] as const)('that is a %s latent draws nothing in a live run', (mode) => {
    const z = ofType('input/latent')
    const { document } = open([z, mode])
    for (const run of ['live', 'export'] as const) {
      const compiled = compile(document, allNodes, store, { mode: run })
      expect(compiled.ok ? [] : compiled.error.map(({ code }) => code)).toContain(
        mode === 'muted' ? 'graph/input-muted' : 'graph/nothing-to-bypass',
      )
    }
  })

  test('gives nothing when it is asked for itself', async () => {
    const output = ofType('output/image')
    const engine = createNodeEngine({ registry: allNodes, store, threads: 1 })
    const muted = open([output, 'muted']).document
    const asked = await engine.run({
      document: muted,
      outputs: [{ node: nodeId(output), port: 'image' }],
    })
    await engine.release()
    expect(asked.ok ? [] : asked.error.map(({ code }) => code)).toEqual(['compile/muted'])
  })
})

test('modes, colours and faces are one undo step each, and undone exactly', () => {
  const editor = open()
  const node = nodeId(ofType('norm/adain'))
  editor.dispatch({ type: 'node/mode', nodes: [node], mode: 'muted' })
  editor.dispatch({ type: 'node/color', nodes: [node], color: 'teal' })
  editor.dispatch({ type: 'node/pin', node, params: ['eps'] })
  expect(editor.document.nodes.get(node)).toMatchObject({ mode: 'muted', color: 'teal', pinned: ['eps'] })
  expect(editor.undoLabel).toMatch(/^Change the face of /)
  while (editor.undo());
  expect(editor.document).toEqual(document)
})

test.each([
  [{ type: 'node/pin', node: 'z', params: ['nothing'] }, 'document/unknown-param'],
  [{ type: 'node/pin', node: 'z', params: ['seed', 'seed'] }, 'document/pinned-twice'],
  [{ type: 'node/color', nodes: ['z'], color: 'url(#x)' }, 'document/bad-color'],
  [{ type: 'node/mode', nodes: ['z', 'gone'], mode: null }, 'document/no-such-node'],
] as const)('%j is refused', (command, code) => {
  const result = open().dispatch(command as never)
  expect(result.ok ? null : result.error.code).toBe(code)
})
