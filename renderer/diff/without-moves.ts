import type { DocumentComparison, GraphComparison, NodeChange } from '../../core/doc/compare'

/** A comparison without the places of nodes, and how many nodes had nothing but been moved or were moved as well. */
export function withoutMoves(comparison: DocumentComparison): {
  readonly comparison: DocumentComparison
  readonly moves: number
} {
  let moves = 0
  function inGraph<Graph extends GraphComparison>(graph: Graph): Graph {
    const nodes = graph.nodes.flatMap((change): NodeChange[] => {
      const fields = change.fields.filter(({ field }) => field !== 'place')
      if (fields.length === change.fields.length) return [change]
      moves++
      return fields.length === 0 ? [] : [{ ...change, fields }]
    })
    return { ...graph, nodes }
  }
  const blocks = comparison.blocks
    .map(inGraph)
    .filter(
      ({ kind, fields, nodes, wires }) =>
        kind !== 'changed' || fields.length + nodes.length + wires.length > 0,
    )
  return { comparison: { ...inGraph(comparison), blocks }, moves }
}
