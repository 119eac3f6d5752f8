import { computed, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import { formatPlace, type Diagnostic } from '../../core/diagnostic/diagnostic'

/** Everything that is wrong with the graph, from its types and from its last run: errors first, each once. */
export function collectProblems(
  ...sources: readonly ReadonlySignal<readonly Diagnostic[]>[]
): ReadonlySignal<readonly Diagnostic[]> {
  return computed(() => {
    const unique = new Map<string, Diagnostic>()
    for (const source of sources) {
      for (const diagnostic of source.value) {
        const key = `${diagnostic.code} ${formatPlace(diagnostic.place)} ${diagnostic.message}`
        if (!unique.has(key)) unique.set(key, diagnostic)
      }
    }
    const all = [...unique.values()]
    return [
      ...all.filter((diagnostic) => diagnostic.severity === 'error'),
      ...all.filter((diagnostic) => diagnostic.severity === 'warning'),
    ]
  })
}

/** The worst of each node's problems. */
export function worstByNode(problems: readonly Diagnostic[]): ReadonlyMap<NodeId, Diagnostic['severity']> {
  const worst = new Map<NodeId, Diagnostic['severity']>()
  for (const { place, severity } of problems) {
    if (place.kind !== 'node') continue
    if (severity === 'error' || !worst.has(place.node)) worst.set(place.node, severity)
  }
  return worst
}
