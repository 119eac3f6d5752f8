/** What commands say of nodes, in labels and refusals. */
import type { NodeId } from '../../base/ids'
import { error, type Diagnostic } from '../../diagnostic/diagnostic'
import type { Document } from '../document'

export function firstMissing(nodes: readonly NodeId[], document: Document): Diagnostic | null {
  const lost = nodes.find((node) => !document.nodes.has(node))
  return lost === undefined ? null : refuse('document/no-such-node', lost, `There is no node ${lost}.`)
}

export function refuse(code: string, node: NodeId, message: string): Diagnostic {
  return error(code, { kind: 'node', node }, message)
}

/** The node's title, else its id. */
export function nameOf(document: Document, node: NodeId | undefined): string {
  return (node && (document.nodes.get(node)?.title ?? node)) ?? 'node'
}

/** One node by its name, several by their number. */
export function namesOf(document: Document, nodes: readonly NodeId[]): string {
  return nodes.length === 1 ? nameOf(document, nodes[0]) : plural(nodes.length, 'node')
}

export function plural(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`
}
