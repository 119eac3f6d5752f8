import type { NodeId } from '../../core/base/ids'
import type { LinkRecord, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { checkConnection } from '../../core/infer/check-connection'

/** A port that could stand at the other end of a wire. */
export interface Candidate {
  readonly port: PortRef
  /** Why it does not fit, in one sentence; null when it does. */
  readonly refusal: string | null
  /** The wire that a new one would take the place of; only of an input. */
  readonly replaces: LinkRecord | null
}

/**
 * Every port that a wire from `port` could lead to, best first: what fits before what does not, what is free before what
 * is taken, and the nearest in the flow before the farther. What it is connected to already is left out.
 */
export function connectCandidates(
  editor: Editor,
  port: PortRef,
  isInput: boolean,
  placeOf: (node: NodeId) => number,
): readonly Candidate[] {
  const { document, registry, inference } = editor
  const { topology } = inference
  const here = placeOf(port.node)
  const ranked: { readonly candidate: Candidate; readonly rank: readonly number[] }[] = []
  for (const record of document.nodes.values()) {
    if (record.id === port.node) continue
    const definition = registry.get(record.type)
    const used = new Set([...topology.outgoing(record.id)].map(({ from }) => from.port))
    for (const name of Object.keys((isInput ? definition?.outputs : definition?.inputs) ?? {})) {
      const other: PortRef = { node: record.id, port: name }
      const [from, to] = isInput ? [other, port] : [port, other]
      const present = topology.incoming(to.node).get(to.port)
      if (present?.from.node === from.node && present.from.port === from.port) continue
      const refusal = checkConnection(document, registry, inference, from, to)?.message ?? null
      const isTaken = isInput ? used.has(name) : present !== undefined
      const ahead = isInput ? here - placeOf(record.id) : placeOf(record.id) - here
      ranked.push({
        candidate: { port: other, refusal, replaces: isInput ? null : (present ?? null) },
        // What lies on the wrong side in the list is far away: only two strands side by side have such.
        rank: [Number(refusal !== null), Number(isTaken), Number(ahead < 0), Math.abs(ahead)],
      })
    }
  }
  return ranked.sort((a, b) => compareRanks(a.rank, b.rank)).map(({ candidate }) => candidate)
}

function compareRanks(a: readonly number[], b: readonly number[]): number {
  for (const [index, value] of a.entries()) {
    const difference = value - (b[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}
