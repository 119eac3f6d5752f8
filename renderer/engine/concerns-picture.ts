import type { DocumentDiff } from '../../core/doc/diff'

/** Moving and renaming nodes changes no picture. */
export function concernsPicture({ nodes, links, blocks }: DocumentDiff): boolean {
  if (nodes.added.size + nodes.removed.size + links.added.size + links.removed.size + links.updated.size > 0)
    return true
  // A definition that nothing stands for yet changes no picture, but nobody waits for a run that finds everything known.
  if (blocks.updated.size > 0) return true
  return [...nodes.updated.values()].some(
    ({ from, to }) =>
      from.params !== to.params ||
      from.weights !== to.weights ||
      from.weightSeed !== to.weightSeed ||
      from.innerSeeds !== to.innerSeeds ||
      from.type !== to.type ||
      from.mode !== to.mode,
  )
}
