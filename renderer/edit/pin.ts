import type { Command } from '../../core/doc/commands/index'
import type { NodeRecord } from '../../core/doc/document'
import type { NodeDefinition } from '../../core/nodedef/define-node'

/** Puts a parameter on the node's face, last, or takes it off. Names that the node type no longer has go with it. */
export function pinCommand(record: NodeRecord, definition: NodeDefinition, key: string): Command {
  const pinned = (record.pinned ?? []).filter((name) => Object.hasOwn(definition.params, name))
  const params = pinned.includes(key) ? pinned.filter((name) => name !== key) : [...pinned, key]
  return { type: 'node/pin', node: record.id, params }
}
