import { assert } from '../base/assert'
import type { NodeDefinition } from './define-node'

/** The node types a program knows. Core never imports them: it is handed a registry. */
export interface Registry {
  get(type: string): NodeDefinition | undefined
  /** Sorted by type. */
  readonly all: readonly NodeDefinition[]
  /** The registry that a document's blocks were added to. */
  readonly base?: Registry
}

export function createRegistry(definitions: readonly NodeDefinition[]): Registry {
  const byType = new Map<string, NodeDefinition>()
  for (const definition of definitions) {
    assert(!byType.has(definition.type), `two node types are called ${definition.type}`)
    byType.set(definition.type, definition)
  }
  const all = [...byType.values()].sort((a, b) => (a.type < b.type ? -1 : 1))
  return { get: (type) => byType.get(type), all }
}

/** The folder a node type lives in, `conv` for `conv/conv2d`: its category in palette and catalogue. */
export function categoryOf(type: string): string {
  return type.slice(0, Math.max(0, type.indexOf('/')))
}
