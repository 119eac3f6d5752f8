import { basename } from 'node:path'
import { sha256Hex } from '../core/base/hash'
import { nodeId } from '../core/base/ids'
import { fail, ok, type Result } from '../core/base/result'
import { error, type Diagnostic } from '../core/diagnostic/diagnostic'
import type { Command } from '../core/doc/commands/index'
import type { Document, NodeRecord, PortRef } from '../core/doc/document'
import { createEditor } from '../core/doc/editor'
import { expand, portInRun } from '../core/doc/expand'
import { readPng } from '../core/image/png'
import type { ParamSpec, ParamValue } from '../core/nodedef/params'
import type { Tensor } from '../core/tensor/tensor'
import { readNpy } from '../core/weights/npy'
import type { MutableTensorStore } from '../core/weights/tensor-store'
import { UsageError } from './command'
import { inFile } from '../core/file/problems'
import { readInput } from './files'
import { registry, typesOf } from './registry'

export const SETTING_OPTIONS = { set: { multiple: true } } as const

/** Applies `--set NODE.PARAM=VALUE`, checked like an edit in the window. */
export async function applySettings(
  document: Document,
  store: MutableTensorStore,
  settings: readonly string[],
): Promise<Result<Document, readonly Diagnostic[]>> {
  const editor = createEditor(document, registry)
  for (const setting of settings) {
    const { node, name, value } = splitAssignment(setting, '--set NODE.PARAM=VALUE')
    const spec = paramSpec(editor.document, node, name)
    if (!spec.ok) return spec
    const parsed = await parseValue(spec.value, value, store)
    if (!parsed.ok) return parsed
    const command: Command = { type: 'param/set', node: nodeId(node), key: name, value: parsed.value }
    const result = editor.dispatch(command)
    if (!result.ok) return fail([result.error])
  }
  return ok(editor.document)
}

/** Reads `--feed NODE.PORT=FILE.npy`. A node with a single output needs no port: `--feed z=z.npy`. */
export async function readFeeds(
  document: Document,
  feeds: readonly string[],
): Promise<Result<Map<string, Tensor>, readonly Diagnostic[]>> {
  const tensors = new Map<string, Tensor>()
  for (const feed of feeds) {
    const equals = feed.indexOf('=')
    if (equals < 1) throw new UsageError(`${feed} is not of the form --feed NODE.PORT=FILE.npy`)
    const port = resolvePort(document, feed.slice(0, equals))
    if (!port.ok) return port
    const path = feed.slice(equals + 1)
    const bytes = await readInput(path)
    if (!bytes.ok) return bytes
    const tensor = readNpy(bytes.value)
    if (!tensor.ok) return fail(inFile(path, tensor.error))
    tensors.set(`${port.value.node}.${port.value.port}`, tensor.value)
  }
  return ok(tensors)
}

/**
 * `image` or `mapping.w`: a node's port, or its only (first) output. `r8:conv1` is a node inside the block `r8`. The answer
 * is named as in a run.
 */
export function resolvePort(document: Document, text: string): Result<PortRef, readonly Diagnostic[]> {
  const types = typesOf(document)
  const inside = expand(document).nodes
  const find = (id: string): NodeRecord | undefined =>
    document.nodes.get(nodeId(id)) ?? inside.get(nodeId(id))
  const whole = find(text)
  if (whole) {
    const first = Object.keys(types.get(whole.type)?.outputs ?? {})[0]
    if (first !== undefined) return ok(portInRun(document, { node: whole.id, port: first }))
  }
  const dot = text.lastIndexOf('.')
  const node = find(text.slice(0, Math.max(dot, 0)))
  if (!node)
    return fail([
      error(
        'cli/no-such-node',
        { kind: 'graph' },
        `There is no node ${dot > 0 && !whole ? text.slice(0, dot) : text}.`,
        '`styleloom info` lists the nodes.',
      ),
    ])
  const port = text.slice(dot + 1)
  const known = Object.keys(types.get(node.type)?.outputs ?? {})
  if (known.includes(port)) return ok(portInRun(document, { node: node.id, port }))
  return fail([
    error(
      'cli/no-such-port',
      { kind: 'node', node: node.id },
      `${node.id} has no output ${port}.`,
      `Its outputs: ${known.join(', ') || 'none'}.`,
    ),
  ])
}

function splitAssignment(text: string, form: string): { node: string; name: string; value: string } {
  const equals = text.indexOf('=')
  const dot = text.lastIndexOf('.', equals < 0 ? text.length : equals)
  if (equals < 0 || dot < 1 || dot > equals) throw new UsageError(`${text} is not of the form ${form}`)
  return { node: text.slice(0, dot), name: text.slice(dot + 1, equals), value: text.slice(equals + 1) }
}

function paramSpec(document: Document, node: string, key: string): Result<ParamSpec, readonly Diagnostic[]> {
  const record = document.nodes.get(nodeId(node))
  if (!record)
    return fail([
      error(
        'cli/no-such-node',
        { kind: 'graph' },
        `There is no node ${node}.`,
        '`styleloom info` lists the nodes.',
      ),
    ])
  const params = typesOf(document).get(record.type)?.params ?? {}
  const spec = Object.hasOwn(params, key) ? params[key] : undefined
  if (spec) return ok(spec)
  return fail([
    error(
      'document/unknown-param',
      { kind: 'node', node: record.id, param: key },
      `${node} has no parameter ${key}.`,
      `Its parameters: ${Object.keys(params).join(', ') || 'none'}.`,
    ),
  ])
}

async function parseValue(
  spec: ParamSpec,
  text: string,
  store: MutableTensorStore,
): Promise<Result<ParamValue, readonly Diagnostic[]>> {
  switch (spec.kind) {
    case 'int':
    case 'float':
    case 'seed':
      return ok(text.trim() === '' ? NaN : Number(text))
    case 'bool':
      return text === 'true' || text === 'false' ? ok(text === 'true') : ok(text)
    case 'choice':
    case 'text':
      return ok(text)
    case 'picture': {
      const png = await readInput(text)
      if (!png.ok) return png
      const image = readPng(png.value)
      if (!image.ok) return fail(inFile(text, image.error))
      const sha256 = sha256Hex(png.value)
      store.putPicture(sha256, png.value)
      return ok({ sha256, width: image.value.width, height: image.value.height, name: basename(text) })
    }
  }
}
