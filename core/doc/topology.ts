import type { NodeId } from '../base/ids'
import type { DocumentDiff } from './diff'
import type { Document, LinkRecord } from './document'

/** Who feeds whom. Kept up to date edit by edit, so that a question costs what it touches, not the whole graph. */
export interface Topology {
  /** The wires into `node`, keyed by input port. */
  incoming(node: NodeId): ReadonlyMap<string, LinkRecord>
  outgoing(node: NodeId): ReadonlySet<LinkRecord>
  update(diff: DocumentDiff): void
}

const NO_INPUTS: ReadonlyMap<string, LinkRecord> = new Map()
const NO_LINKS: ReadonlySet<LinkRecord> = new Set()

export function createTopology(document: Document): Topology {
  const into = new Map<NodeId, Map<string, LinkRecord>>()
  const outOf = new Map<NodeId, Set<LinkRecord>>()

  function add(link: LinkRecord): void {
    let inputs = into.get(link.to.node)
    if (!inputs) into.set(link.to.node, (inputs = new Map<string, LinkRecord>()))
    inputs.set(link.to.port, link)
    let outputs = outOf.get(link.from.node)
    if (!outputs) outOf.set(link.from.node, (outputs = new Set<LinkRecord>()))
    outputs.add(link)
  }

  function remove(link: LinkRecord): void {
    const inputs = into.get(link.to.node)
    if (inputs?.get(link.to.port) === link) inputs.delete(link.to.port)
    outOf.get(link.from.node)?.delete(link)
  }

  for (const link of document.links.values()) add(link)
  return {
    incoming: (node) => into.get(node) ?? NO_INPUTS,
    outgoing: (node) => outOf.get(node) ?? NO_LINKS,
    update({ links }) {
      for (const link of links.removed.values()) remove(link)
      for (const { from } of links.updated.values()) remove(from)
      for (const { to } of links.updated.values()) add(to)
      for (const link of links.added.values()) add(link)
    },
  }
}

/** True when `to` can be reached from `from` along the wires, `from` itself included. */
export function reaches(topology: Topology, from: NodeId, to: NodeId): boolean {
  const seen = new Set<NodeId>([from])
  const queue = [from]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    if (node === to) return true
    for (const link of topology.outgoing(node)) {
      if (seen.has(link.to.node)) continue
      seen.add(link.to.node)
      queue.push(link.to.node)
    }
  }
  return false
}

/**
 * The nodes of `within` so that every node comes after those that feed it.
 * Nodes on a cycle (only a damaged file has one) are left out and returned apart.
 */
export function sortNodes(
  topology: Topology,
  within: ReadonlySet<NodeId>,
): { order: NodeId[]; cyclic: NodeId[] } {
  const waiting = new Map<NodeId, number>()
  for (const node of within) {
    let count = 0
    for (const link of topology.incoming(node).values()) if (within.has(link.from.node)) count++
    waiting.set(node, count)
  }
  const ready = [...within].filter((node) => waiting.get(node) === 0)
  const order: NodeId[] = []
  for (let at = 0; at < ready.length; at++) {
    const node = ready[at]
    if (node === undefined) break
    order.push(node)
    for (const link of topology.outgoing(node)) {
      const count = waiting.get(link.to.node)
      if (count === undefined) continue
      waiting.set(link.to.node, count - 1)
      if (count === 1) ready.push(link.to.node)
    }
  }
  const sorted = new Set(order)
  return { order, cyclic: [...within].filter((node) => !sorted.has(node)) }
}

/** `roots` and every node downstream of them. */
export function downstream(topology: Topology, roots: Iterable<NodeId>): Set<NodeId> {
  return walk(roots, (node) => [...topology.outgoing(node)].map((link) => link.to.node))
}

/** `roots` and every node that feeds them. */
export function upstream(topology: Topology, roots: Iterable<NodeId>): Set<NodeId> {
  return walk(roots, (node) => [...topology.incoming(node).values()].map((link) => link.from.node))
}

function walk(roots: Iterable<NodeId>, next: (node: NodeId) => NodeId[]): Set<NodeId> {
  const seen = new Set(roots)
  const queue = [...seen]
  for (let node = queue.pop(); node !== undefined; node = queue.pop()) {
    for (const other of next(node)) {
      if (seen.has(other)) continue
      seen.add(other)
      queue.push(other)
    }
  }
  return seen
}
