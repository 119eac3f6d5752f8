import { required } from '../core/base/assert'
import { linkId, nodeId } from '../core/base/ids'
import { sha256Hex } from '../core/base/hash'
import { weightSeedOf } from '../core/doc/weight-seed'
import type { Command } from '../core/doc/commands/index'
import { parsePort, type WeightRef } from '../core/doc/document'
import { createEditor, type Editor } from '../core/doc/editor'
import { defaultArchitecture } from '../core/import/stylegan1-architecture'
import { buildStylegan1 } from '../core/import/stylegan1-graph'
import type { Registry } from '../core/nodedef/registry'
import { elementCount, tensor, tensorBytes } from '../core/tensor/tensor'
import { createTensorStore, type MutableTensorStore } from '../core/weights/tensor-store'
import { initialValues } from '../core/weights/weight-init'

/** Pixels of the generator's picture. */
export const RESOLUTION = 256

/**
 * The full-size 256 px generator as a checkpoint would bring it: 26.1 million loaded weights, and a second latent
 * with a style mix, so that the styles of chosen layers can change on their own.
 */
export function openGenerator(
  registry: Registry,
  resolution: number,
  fusedFrom: number,
): { editor: Editor; store: MutableTensorStore } {
  const store = createTensorStore()
  const project = { name: 'bench', description: '' }
  const document = buildStylegan1(defaultArchitecture(resolution), new Map(), store, { project, fusedFrom })
  const editor = createEditor(document, registry)
  const layers = 2 * Math.log2(resolution) - 2

  const commands: Command[] = []
  for (const node of document.nodes.values()) {
    const refs: Record<string, WeightRef> = {}
    for (const [name, { dims, init }] of Object.entries(editor.inference.node(node.id)?.weights ?? {})) {
      const known = dims.filter((dim) => typeof dim === 'number')
      const kind =
        init.kind === 'zeros' && name !== 'average' ? ({ kind: 'normal', std: 0.1 } as const) : init
      const value = tensor(known, initialValues(kind, elementCount(known), weightSeedOf(node), name))
      const sha256 = sha256Hex(tensorBytes(value))
      store.putTensor(sha256, value)
      refs[name] = { sha256, dims: known }
    }
    if (Object.keys(refs).length > 0) commands.push({ type: 'weights/bind', node: node.id, weights: refs })
  }
  const result = editor.dispatchAll('load weights', commands)
  if (!result.ok) throw new Error(result.error.message)

  const copy = (id: string): Command => ({
    type: 'node/add',
    nodes: [{ ...required(editor.document.nodes.get(nodeId(id)), id), id: nodeId(`${id}2`) }],
  })
  const mixed = editor.dispatchAll('mix', [
    copy('z'),
    copy('z_norm'),
    copy('mapping'),
    {
      type: 'node/add',
      nodes: [
        {
          id: nodeId('mix'),
          type: 'mapping/style-mix',
          version: 1,
          position: { x: 0, y: 0 },
          params: { range: 'custom', first: layers - 1, last: layers - 1, layers },
        },
      ],
    },
    wire('z2.z', 'z_norm2.x'),
    wire('z_norm2.y', 'mapping2.z'),
    wire('mapping.w', 'mix.a'),
    wire('mapping2.w', 'mix.b'),
    wire('mix.w', 'truncation.w'),
  ])
  if (!mixed.ok) throw new Error(mixed.error.message)
  return { editor, store }
}

export function set(editor: Editor, node: string, key: string, value: number | string): void {
  const result = editor.dispatch({ type: 'param/set', node: nodeId(node), key, value })
  if (!result.ok) throw new Error(result.error.message)
}

/** Splices an instance norm in behind a node. */
export function insertNorm(editor: Editor, behind: string, before: string, port: string): void {
  const result = editor.dispatchAll('insert a norm', [
    {
      type: 'node/add',
      nodes: [
        { id: nodeId('inserted'), type: 'norm/instance', version: 1, position: { x: 0, y: 0 }, params: {} },
      ],
    },
    wire(behind, 'inserted.x'),
    wire('inserted.y', `${before}.${port}`),
  ])
  if (!result.ok) throw new Error(result.error.message)
}

function wire(from: string, to: string): Command {
  return {
    type: 'link/connect',
    link: { id: linkId(`bench-${to}`), from: parsePort(from), to: parsePort(to) },
  }
}
