/**
 * The rules that records keep wherever they come from: commands and files ask the same questions and get the same
 * sentences, each for its own place.
 */
import { isId, isSha256, type NodeId } from '../base/ids'
import { clipName, quote } from '../base/quote'
import type { NodeDefinition } from '../nodedef/define-node'
import { MAX_SEED, paramProblem } from '../nodedef/params'
import type { Registry } from '../nodedef/registry'
import { countValues } from '../weights/stored-shape'
import {
  formatPort,
  NODE_COLORS,
  NODE_MODES,
  type LinkRecord,
  type NodeRecord,
  type WeightRef,
} from './document'

export interface RecordProblem {
  readonly code: string
  /** One sentence. */
  readonly message: string
  readonly nextStep?: string
}

/** The longest texts a document holds, in UTF-16 units. */
export const TEXT_LIMITS = { title: 200, projectName: 200, projectDescription: 10_000 } as const

/** What no node record may hold, whatever its type; parameters and types are other questions. */
export function findNodeProblem(node: NodeRecord): RecordProblem | null {
  const { id, position, title = '', weights = {}, weightSeed = 0, mode, color, pinned = [] } = node
  if (!isId(id)) {
    return {
      code: 'document/bad-id',
      message: `${quote(id)} is no node id: use letters, digits and _ . - /.`,
    }
  }
  if (!Number.isFinite(position.x) || !Number.isFinite(position.y)) {
    return { code: 'document/bad-position', message: `The place of ${id} is not a pair of numbers.` }
  }
  if (title.length > TEXT_LIMITS.title) {
    return {
      code: 'document/title-too-long',
      message: `A node title has at most ${TEXT_LIMITS.title} characters.`,
    }
  }
  if (mode !== undefined && !NODE_MODES.includes(mode)) {
    return { code: 'document/bad-mode', message: `A node is ${NODE_MODES.join(' or ')}, or neither.` }
  }
  if (color !== undefined && !NODE_COLORS.includes(color)) {
    return { code: 'document/bad-color', message: `A node's colour is one of ${NODE_COLORS.join(', ')}.` }
  }
  if (new Set(pinned).size !== pinned.length) {
    return { code: 'document/pinned-twice', message: `A parameter of ${id} stands on its face twice.` }
  }
  return findSeedProblem(weightSeed) ?? findWeightsProblem(weights)
}

export function findSeedProblem(seed: number): RecordProblem | null {
  if (Number.isInteger(seed) && seed >= 0 && seed <= MAX_SEED) return null
  return { code: 'document/bad-seed', message: `A seed is a whole number between 0 and ${MAX_SEED}.` }
}

/** Every reference must name its values by a hash and give them a shape; null stands for no reference. */
export function findWeightsProblem(
  weights: Readonly<Record<string, WeightRef | null>>,
): RecordProblem | null {
  for (const [name, ref] of Object.entries(weights)) {
    if (ref === null || (isSha256(ref.sha256) && countValues(ref.dims).ok)) continue
    return {
      code: 'weights/bad-reference',
      message: `The weight ${clipName(name)} needs a SHA-256 and a shape of at most 8 whole numbers.`,
    }
  }
  return null
}

/** Why a node of this type cannot have `value` for its parameter `key`; undefined stands for the default. */
export function findParamProblem(
  definition: NodeDefinition,
  key: string,
  value: unknown,
): RecordProblem | null {
  const spec = Object.hasOwn(definition.params, key) ? definition.params[key] : undefined
  if (!spec) {
    const known = Object.keys(definition.params).join(', ') || 'none'
    return {
      code: 'document/unknown-param',
      message: `${definition.title} has no parameter ${clipName(key)}.`,
      nextStep: `Its parameters: ${known}.`,
    }
  }
  const problem = value === undefined ? null : paramProblem(spec, value)
  if (problem === null) return null
  return { code: 'document/bad-param', message: `${definition.title}: ${spec.label ?? key} ${problem}.` }
}

/** Which end of a wire leads nowhere. Ports of node types that the registry does not know cannot be checked. */
export function findLinkProblem(
  link: Pick<LinkRecord, 'from' | 'to'>,
  node: (id: NodeId) => NodeRecord | undefined,
  registry: Registry,
): (RecordProblem & { readonly end: 'from' | 'to' }) | null {
  for (const end of ['from', 'to'] as const) {
    const port = link[end]
    const record = node(port.node)
    if (!record) {
      return {
        end,
        code: 'document/dangling-link',
        message: `The wire from ${formatPort(link.from)} to ${formatPort(link.to)} needs a node ${quote(port.node)}, which is not there.`,
      }
    }
    const definition = registry.get(record.type)
    if (!definition) continue
    const ports = end === 'from' ? definition.outputs : definition.inputs
    if (Object.hasOwn(ports, port.port)) continue
    const words = end === 'from' ? 'output' : 'input'
    return {
      end,
      code: 'document/no-such-port',
      message: `${definition.title} (${port.node}) has no ${words} ${clipName(port.port)}.`,
      nextStep: `Its ${words}s: ${Object.keys(ports).join(', ') || 'none'}.`,
    }
  }
  return null
}
