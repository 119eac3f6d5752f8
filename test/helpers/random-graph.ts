/**
 * Seeded random edits and graphs over the real node types: mostly sensible ones, with some that are refused, and with
 * names and texts that trip up careless code.
 */
import { assertNever, required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import { linkId, nodeId, type LinkId, type NodeId } from '../../core/base/ids'
import { createRandom, type Random } from '../../core/base/random'
import { COMMAND_TYPES, type Command } from '../../core/doc/commands/index'
import {
  emptyDocument,
  NODE_COLORS,
  NODE_MODES,
  type Document,
  type LinkRecord,
  type NodeRecord,
  type PortRef,
} from '../../core/doc/document'
import { createEditor, type Editor } from '../../core/doc/editor'
import { newLinkId } from '../../core/doc/new-id'
import { writePng } from '../../core/image/png'
import { checkConnection } from '../../core/infer/check-connection'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { MAX_SEED, type ParamSpec, type ParamValue, type PictureRef } from '../../core/nodedef/params'
import { createRegistry, type Registry } from '../../core/nodedef/registry'
import { elementCount, tensor, tensorBytes } from '../../core/tensor/tensor'
import { createTensorStore, type MutableTensorStore } from '../../core/weights/tensor-store'
import { nodeDefinitions } from '../../nodes/index.gen'
import { below, chance, pick } from './pick'
import { randomBlockCommand, type EditedGraph } from './random-blocks'

export const allNodes: Registry = createRegistry(nodeDefinitions)

const IDS = [
  'conv',
  'z',
  '64x64/Conv1',
  'a.b',
  'constructor',
  'toString',
  '0',
  '17',
  'Noise-1',
  'n_0/x.y',
  'hasOwnProperty',
]
const TEXTS = [
  '',
  'Layer 1',
  '__proto__',
  '<img src=x onerror=alert(1)>',
  'ä ö 漢字 🎨',
  '"quoted" \\ and\nbroken',
  '\uD83D',
  'x'.repeat(200),
  '\u2028\u0000',
]
const PAIRS_TRIED = 30

type RandomType = Exclude<Command['type'], 'weights/replace'>
/** All but the one that comes only with what it belongs to: nested-blocks.test.ts has random ones. */
export const RANDOM_TYPES = COMMAND_TYPES.filter((type): type is RandomType => type !== 'weights/replace')

/** A random command for this moment. Values that it names are put into the store. */
export function randomCommand(editor: EditedGraph, store: MutableTensorStore, random: Random): Command {
  const { document } = editor
  const type = document.nodes.size < 3 ? 'node/add' : pick(WEIGHTED_TYPES, random)
  const anyNode = (): NodeId => pick([...document.nodes.keys()], random)
  switch (type) {
    case 'node/add':
      return randomAddition(editor, store, random)
    case 'node/remove':
      return {
        type,
        nodes: chance(random, 0.9) ? [anyNode()] : [anyNode(), anyNode()],
        ...(chance(random, 0.3) && document.links.size > 0 ? { links: [anyLink(document, random)] } : {}),
      }
    case 'node/move':
      return { type, moves: [{ node: anyNode(), x: below(random, 2000) - 1000, y: random.normal() * 500 }] }
    case 'node/rename':
      return { type, node: anyNode(), title: chance(random, 0.3) ? null : pick(TEXTS, random) }
    case 'param/set':
      return randomSetting(editor, store, random)
    case 'node/mode':
      return { type, nodes: [anyNode()], mode: pick([null, null, ...NODE_MODES], random) }
    case 'node/color':
      return { type, nodes: [anyNode()], color: pick([null, ...NODE_COLORS], random) }
    case 'node/pin':
      return randomPins(editor, random)
    case 'link/connect':
      return { type, link: randomLink(editor, random) }
    case 'link/disconnect':
      return { type, links: [document.links.size === 0 ? linkId('l0') : anyLink(document, random)] }
    case 'weights/bind':
      return randomBinding(editor, store, random)
    case 'block/add':
    case 'block/edit':
    case 'block/describe':
    case 'block/promote':
    case 'block/remove':
    case 'block/relink':
      return randomBlockCommand(type, editor, random, (inner) => randomCommand(inner, store, random))
    case 'weights/reseed':
      return { type, node: anyNode(), seed: below(random, MAX_SEED) }
    case 'project/edit':
      return {
        type,
        change: chance(random, 0.5) ? { name: pick(TEXTS, random) } : { description: pick(TEXTS, random) },
      }
    default:
      return assertNever(type)
  }
}

/** Building is more frequent than tearing down, so that graphs grow. */
const WEIGHTED_TYPES: readonly RandomType[] = [
  ...RANDOM_TYPES,
  ...new Array<RandomType>(4).fill('node/add'),
  ...new Array<RandomType>(10).fill('link/connect'),
  ...new Array<RandomType>(4).fill('param/set'),
  ...new Array<RandomType>(4).fill('weights/bind'),
  ...new Array<RandomType>(3).fill('block/edit'),
  ...new Array<RandomType>(2).fill('block/relink'),
]

/** A graph that came about by `steps` random commands; refused ones count. */
export function randomGraph(
  seed: number,
  steps: number,
): { readonly editor: Editor; readonly document: Document; readonly store: MutableTensorStore } {
  const random = createRandom(seed, steps)
  const store = createTensorStore()
  const editor = createEditor(emptyDocument(pick(TEXTS, random)), allNodes)
  for (let i = 0; i < steps; i++) editor.dispatch(randomCommand(editor, store, random))
  return { editor, document: editor.document, store }
}

function randomPins({ document, registry }: EditedGraph, random: Random): Command {
  const node = pick([...document.nodes.values()], random)
  const keys = Object.keys(registry.get(node.type)?.params ?? {})
  const params = keys.filter(() => chance(random, 0.5))
  return { type: 'node/pin', node: node.id, params: chance(random, 0.1) ? [...params, 'nothing'] : params }
}

function anyLink(document: Document, random: Random): LinkId {
  return pick([...document.links.keys()], random)
}

function randomAddition(editor: EditedGraph, store: MutableTensorStore, random: Random): Command {
  const { document } = editor
  const nodes: NodeRecord[] = []
  const taken = new Set<string>(document.nodes.keys())
  for (let count = chance(random, 0.7) ? 1 : 2 + below(random, 2); count > 0; count--) {
    const node = randomNode(pick(editor.registry.all, random), taken, store, random)
    taken.add(node.id)
    nodes.push(node)
  }
  const links: LinkRecord[] = []
  for (const [i, node] of nodes.slice(1).entries()) {
    const outputs = outputsOf(required(nodes[i], 'the node before'), editor.registry)
    const inputs = inputsOf(node, editor.registry)
    if (inputs.length === 0 || outputs.length === 0) continue
    links.push({
      id: linkId(`p${document.links.size}.${i}`),
      from: pick(outputs, random),
      to: pick(inputs, random),
    })
  }
  return { type: 'node/add', nodes, ...(links.length > 0 ? { links } : {}) }
}

function randomNode(
  definition: NodeDefinition,
  taken: ReadonlySet<string>,
  store: MutableTensorStore,
  random: Random,
): NodeRecord {
  const stem = pick(IDS, random)
  let id = stem
  for (let number = 2; taken.has(id); number++) id = `${stem}${number}`
  const params: Record<string, ParamValue> = {}
  for (const [key, spec] of Object.entries(definition.params)) {
    if (chance(random, 0.3)) params[key] = randomParam(spec, store, random)
  }
  return {
    id: nodeId(id),
    type: definition.type,
    version: definition.version,
    position: { x: below(random, 1000), y: below(random, 1000) },
    params,
    ...(chance(random, 0.2) ? { title: pick(TEXTS, random) } : {}),
    ...(chance(random, 0.2) ? { weightSeed: below(random, MAX_SEED) } : {}),
  }
}

function randomSetting(
  { document, registry }: EditedGraph,
  store: MutableTensorStore,
  random: Random,
): Command {
  const node = pick([...document.nodes.values()], random)
  const params = Object.entries(registry.get(node.type)?.params ?? {})
  if (params.length === 0 || chance(random, 0.05)) {
    return { type: 'param/set', node: node.id, key: pick(['__proto__', 'toString', ''], random), value: 1 }
  }
  const [key, spec] = pick(params, random)
  if (chance(random, 0.15)) return { type: 'param/set', node: node.id, key }
  return { type: 'param/set', node: node.id, key, value: randomParam(spec, store, random) }
}

/** A value that fits, at times the default or one at the edge of what is allowed. */
export function randomParam(spec: ParamSpec, store: MutableTensorStore, random: Random): ParamValue {
  if (chance(random, 0.3)) return spec.default
  switch (spec.kind) {
    case 'int':
      return chance(random, 0.2)
        ? pick([spec.min, spec.max], random)
        : Math.min(spec.max, spec.min + below(random, 8))
    case 'float':
      return chance(random, 0.2)
        ? pick([spec.min, spec.max], random)
        : spec.min + random.uniform() * (spec.max - spec.min)
    case 'seed':
      return below(random, MAX_SEED)
    case 'bool':
      return chance(random, 0.5)
    case 'choice':
      return pick(Object.keys(spec.options), random)
    case 'text':
      return pick(TEXTS, random).slice(0, spec.maxLength)
    case 'picture':
      return randomPicture(store, random)
    default:
      return assertNever(spec)
  }
}

/** One of a few small pictures, so that some are used twice. */
function randomPicture(store: MutableTensorStore, random: Random): PictureRef {
  const width = 1 + below(random, 3)
  const height = 1 + below(random, 3)
  const png = writePng({ width, height, data: new Uint8Array(width * height * 4).fill(255) })
  const sha256 = sha256Hex(png)
  store.putPicture(sha256, png)
  return { sha256, width, height, name: pick(TEXTS, random).slice(0, 255) }
}

function randomLink(editor: EditedGraph, random: Random): LinkRecord {
  const { document, inference, registry } = editor
  const nodes = [...document.nodes.values()]
  const id = chance(random, 0.05) ? linkId('l1') : newLinkId(document.links)
  let link: LinkRecord = {
    id,
    from: { node: nodeId('nobody'), port: 'x' },
    to: { node: nodeId('z'), port: 'y' },
  }
  for (let tries = 0; tries < PAIRS_TRIED; tries++) {
    const inputs = inputsOf(pick(nodes, random), registry)
    const outputs = outputsOf(pick(nodes, random), registry)
    if (inputs.length === 0 || outputs.length === 0) continue
    link = { id, from: pick(outputs, random), to: pick(inputs, random) }
    if (checkConnection(document, registry, inference, link.from, link.to) === null) break
  }
  return link
}

function inputsOf({ id, type }: NodeRecord, registry: Registry): PortRef[] {
  return Object.keys(registry.get(type)?.inputs ?? {}).map((port) => ({ node: id, port }))
}

function outputsOf({ id, type }: NodeRecord, registry: Registry): PortRef[] {
  return Object.keys(registry.get(type)?.outputs ?? {}).map((port) => ({ node: id, port }))
}

/** Loads or resets one weight of a node that has small ones; the values are at times those of another weight. */
function randomBinding(editor: EditedGraph, store: MutableTensorStore, random: Random): Command {
  const candidates = [...editor.document.nodes.keys()].flatMap((node) =>
    Object.entries(editor.inference.node(node)?.weights ?? {}).flatMap(([name, spec]) => {
      const dims = spec.dims.map((dim) => (typeof dim === 'number' ? dim : 2))
      return elementCount(dims) > 5000 ? [] : [{ node, name, dims }]
    }),
  )
  if (candidates.length === 0) {
    const node = pick([...editor.document.nodes.keys()], random)
    return { type: 'weights/bind', node, weights: { stranger: null } }
  }
  const { node, name, dims } = pick(candidates, random)
  if (chance(random, 0.15)) return { type: 'weights/bind', node, weights: { [name]: null } }
  const value = pick([0, 1, random.normal()], random)
  const values = tensor(dims, new Float32Array(elementCount(dims)).fill(value))
  const sha256 = sha256Hex(tensorBytes(values))
  store.putTensor(sha256, values)
  return { type: 'weights/bind', node, weights: { [name]: { sha256, dims } } }
}
