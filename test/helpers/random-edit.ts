import { required } from '../../core/base/assert'
import { sha256Hex } from '../../core/base/hash'
import type { NodeId } from '../../core/base/ids'
import type { Random } from '../../core/base/random'
import { inferForRun } from '../../core/compile/live-types'
import { splitOutputs } from '../../core/compile/split-outputs'
import type { Command } from '../../core/doc/commands/index'
import type { LinkRecord, NodeRecord, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { newLinkId, newNodeId } from '../../core/doc/new-id'
import { checkConnection } from '../../core/infer/check-connection'
import type { ParamSpec, ParamValue, ParamValues } from '../../core/nodedef/params'
import { tensorBytes } from '../../core/tensor/tensor'
import type { MutableTensorStore } from '../../core/weights/tensor-store'
import { below, chance, pick } from './pick'
import { randomWeight, type RandomGenerator } from './random-generator'

/** Random edits of a random generator, as people make them: most keep it running, and undo and redo are among them. */

/** Larger values are sound as well, but only make graphs slow. */
const MOST: Readonly<Record<string, number>> = {
  batch: 3,
  filters: 9,
  channels: 9,
  layers: 8,
  width: 9,
  dim: 9,
  height: 12,
  kernel: 5,
  factor: 3,
}
const LARGEST_SIDE = 40

/** Edits once; says what it did. At most a share of `broken` edits may leave a graph with an output that cannot run. */
export function randomEdit({ editor, store }: RandomGenerator, random: Random, broken = 0.1): string {
  // Out of a graph that does not run the way leads back.
  if (!isSound(editor) && chance(random, 0.7) && editor.undo()) return 'undo'
  for (;;) {
    const before = editor.document
    const what = tryEdit(editor, store, random)
    if (what === null || editor.document === before) continue
    if (isSmall(editor) && (chance(random, broken) || isSound(editor))) return what
    if (what === 'undo') editor.redo()
    else editor.undo()
  }
}

/** Every output can run. */
export function isSound({ document, registry }: Editor): boolean {
  const { sound, diagnostics } = splitOutputs(document, registry, inferForRun(document, registry, 'live'))
  return sound.length > 0 && diagnostics.length === 0
}

function isSmall({ document, inference }: Editor): boolean {
  return [...document.nodes.keys()].every((id) =>
    [...(inference.node(id)?.outputs.values() ?? [])].every(({ dims }) =>
      dims.slice(2).every((dim) => typeof dim !== 'number' || dim <= LARGEST_SIDE),
    ),
  )
}

/** What it did, or null when there was nothing to do it to. */
function tryEdit(editor: Editor, store: MutableTensorStore, random: Random): string | null {
  const what = random.uniform()
  if (what < 0.12) return editor.undo() ? 'undo' : null
  if (what < 0.18) return editor.redo() ? 'redo' : null
  const commands = pick(EDITS, random)(editor, random, store)
  if (!commands || !editor.dispatchAll('edit', commands).ok) return null
  return JSON.stringify(commands)
}

type Edit = (editor: Editor, random: Random, store: MutableTensorStore) => readonly Command[] | null

/** Dragging is what people do most. */
const EDITS: readonly Edit[] = [
  setParam,
  setParam,
  setParam,
  setLive,
  setLive,
  setLive,
  setBatch,
  reseed,
  reseed,
  loadWeight,
  reconnect,
  reconnect,
  insert,
  insert,
  bypass,
  addOutput,
  remove,
  disconnect,
  move,
]

function anyNode({ document }: Editor, random: Random): NodeRecord {
  return pick([...document.nodes.values()], random)
}

function setParam(editor: Editor, random: Random): readonly Command[] | null {
  return setting(editor, random, () => true)
}

/** Seeds and live parameters: what compiles nothing. */
function setLive(editor: Editor, random: Random): readonly Command[] | null {
  return setting(editor, random, (spec) => spec.kind === 'seed' || ('live' in spec && spec.live === true))
}

function setting(
  editor: Editor,
  random: Random,
  wanted: (spec: ParamSpec) => boolean,
): readonly Command[] | null {
  const settings = [...editor.document.nodes.values()].flatMap(({ id, type }) =>
    Object.entries(editor.registry.get(type)?.params ?? {})
      .filter(([, spec]) => wanted(spec))
      .map(([key, spec]) => ({ node: id, key, spec })),
  )
  if (settings.length === 0) return null
  const { node, key, spec } = pick(settings, random)
  const value = randomValue(key, spec, random)
  return value === undefined ? null : [{ type: 'param/set', node, key, value }]
}

function randomValue(key: string, spec: ParamSpec, random: Random): ParamValue | undefined {
  switch (spec.kind) {
    case 'int':
      return spec.min + below(random, Math.min(spec.max, MOST[key] ?? 6) - spec.min + 1)
    case 'float': {
      // Small steps for what is small by nature (eps), slider-like ones for the rest.
      const high = spec.max <= 0.1 ? spec.max : Math.min(spec.max, 2)
      const low = Math.max(spec.min, spec.max <= 0.1 ? 1e-5 : -1)
      return pick([spec.default, low, high, low + random.uniform() * (high - low)], random)
    }
    case 'seed':
      return below(random, 5)
    case 'bool':
      return chance(random, 0.5)
    case 'choice':
      return pick(Object.keys(spec.options), random)
    default:
      return undefined
  }
}

/** Of all latents at once: two batches rarely go together. */
function setBatch({ document }: Editor, random: Random): readonly Command[] {
  const latents = [...document.nodes.values()].filter(({ type }) => type === 'input/latent')
  const value = 1 + below(random, 3)
  return latents.map(({ id }) => ({ type: 'param/set', node: id, key: 'batch', value }))
}

function reseed(editor: Editor, random: Random): readonly Command[] {
  return [{ type: 'weights/reseed', node: anyNode(editor, random).id, seed: below(random, 3) }]
}

/** Loads one weight of a node, or takes it back. */
function loadWeight(editor: Editor, random: Random, store: MutableTensorStore): readonly Command[] | null {
  const node = anyNode(editor, random)
  const entries = Object.entries(editor.inference.node(node.id)?.weights ?? {})
  if (entries.length === 0) return null
  const [name, spec] = pick(entries, random)
  if (node.weights?.[name] && chance(random, 0.4))
    return [{ type: 'weights/bind', node: node.id, weights: { [name]: null } }]
  if (!spec.dims.every((dim) => typeof dim === 'number')) return null
  const value = randomWeight(name, spec, random)
  const sha256 = sha256Hex(tensorBytes(value))
  store.putTensor(sha256, value)
  return [{ type: 'weights/bind', node: node.id, weights: { [name]: { sha256, dims: value.dims } } }]
}

/** Puts another source of the same kind on an input: other styles, another skip, another noise image. */
function reconnect({ document, inference, registry }: Editor, random: Random): readonly Command[] | null {
  const link = anyLink(document.links.values(), random)
  if (!link) return null
  const kind = inference.typeOf(link.from)?.kind
  const sources = [...document.nodes.values()].flatMap(({ id, type }) =>
    Object.keys(registry.get(type)?.outputs ?? {}).map((port): PortRef => ({ node: id, port })),
  )
  const fitting = sources.filter(
    (from) =>
      from.node !== link.from.node &&
      inference.typeOf(from)?.kind === kind &&
      checkConnection(document, registry, inference, from, link.to) === null,
  )
  if (fitting.length === 0) return null
  const id = newLinkId(document.links)
  return [{ type: 'link/connect', link: { id, from: pick(fitting, random), to: link.to } }]
}

const INSERTABLE: readonly (readonly [string, ParamValues])[] = [
  ['activation/leaky-relu', {}],
  ['activation/tanh', {}],
  ['arithmetic/bias', {}],
  ['conv/blur', {}],
  ['norm/instance', { affine: true }],
  ['norm/layer', {}],
  ['norm/pixel', { eps: 0.1 }],
  ['conv/conv2d', { filters: 3 }],
]

/** A node into a wire that carries a map. */
function insert({ document, inference, registry }: Editor, random: Random): readonly Command[] | null {
  const maps = [...document.links.values()].filter(({ from }) => inference.typeOf(from)?.kind === 'features')
  const link = anyLink(maps, random)
  if (!link) return null
  const [type, params] = pick(INSERTABLE, random)
  const id = newNodeId(document.nodes, type)
  const node = { id, type, version: registry.get(type)?.version ?? 1, position: { x: 0, y: 0 }, params }
  const into = { id: newLinkId(document.links), from: link.from, to: { node: id, port: 'x' } }
  const outOf = {
    id: newLinkId(new Set([...document.links.keys(), into.id])),
    from: { node: id, port: 'y' },
    to: link.to,
  }
  return [
    { type: 'node/add', nodes: [node], links: [into] },
    { type: 'link/connect', link: outOf },
  ]
}

/** Takes a node out and leads what came to its `x` to all that listened to it. */
function bypass({ document }: Editor, random: Random): readonly Command[] | null {
  const links = [...document.links.values()]
  const isInner = (node: NodeId): boolean => links.some(({ from }) => from.node === node)
  const into = anyLink(
    links.filter(({ to }) => to.port === 'x' && isInner(to.node)),
    random,
  )
  if (!into) return null
  const taken = new Set(document.links.keys())
  const commands: Command[] = []
  for (const { from, to } of links) {
    if (from.node !== into.to.node) continue
    const id = newLinkId(taken)
    taken.add(id)
    commands.push({ type: 'link/connect', link: { id, from: into.from, to } })
  }
  return [...commands, { type: 'node/remove', nodes: [into.to.node] }]
}

/** A picture of some map, through a conv of its own. */
function addOutput({ document, inference, registry }: Editor, random: Random): readonly Command[] | null {
  const maps = [...document.nodes.keys()].flatMap((node) =>
    [...(inference.node(node)?.outputs ?? [])]
      .filter(([, type]) => type.kind === 'features')
      .map(([port]): PortRef => ({ node, port })),
  )
  if (maps.length === 0) return null
  const rgb = newNodeId(document.nodes, 'conv/to-rgb')
  const image = newNodeId(document.nodes, 'output/image')
  const record = (id: NodeId, type: string): NodeRecord => ({
    id,
    type,
    version: required(registry.get(type), type).version,
    position: { x: 0, y: 0 },
    params: {},
  })
  const first = newLinkId(document.links)
  const second = newLinkId(new Set([...document.links.keys(), first]))
  return [
    {
      type: 'node/add',
      nodes: [record(rgb, 'conv/to-rgb'), record(image, 'output/image')],
      links: [
        { id: first, from: pick(maps, random), to: { node: rgb, port: 'x' } },
        { id: second, from: { node: rgb, port: 'image' }, to: { node: image, port: 'x' } },
      ],
    },
  ]
}

function remove(editor: Editor, random: Random): readonly Command[] {
  return [{ type: 'node/remove', nodes: [anyNode(editor, random).id] }]
}

function disconnect({ document }: Editor, random: Random): readonly Command[] | null {
  const link = anyLink(document.links.values(), random)
  return link ? [{ type: 'link/disconnect', links: [link.id] }] : null
}

function move(editor: Editor, random: Random): readonly Command[] {
  const { id } = anyNode(editor, random)
  return [{ type: 'node/move', moves: [{ node: id, x: below(random, 900), y: below(random, 900) }] }]
}

function anyLink(links: Iterable<LinkRecord>, random: Random): LinkRecord | undefined {
  const all = [...links]
  return all.length === 0 ? undefined : pick(all, random)
}
