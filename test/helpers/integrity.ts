import { isId } from '../../core/base/ids'
import { formatPort, type Document } from '../../core/doc/document'
import { findCycleIn } from '../../core/doc/find-cycle'
import { findLinkProblem, findNodeProblem, findParamProblem } from '../../core/doc/record-problems'
import type { Registry } from '../../core/nodedef/registry'

/** What no command may ever leave behind, as sentences; none when the document is sound. */
export function integrityProblems({ nodes, links, project }: Document, registry: Registry): string[] {
  const problems: string[] = []
  for (const [id, node] of nodes) {
    if (id !== node.id) problems.push(`${node.id} is filed under ${id}`)
    const problem = findNodeProblem(node)
    if (problem) problems.push(problem.message)
    const definition = registry.get(node.type)
    for (const [key, value] of Object.entries(node.params)) {
      const wrong = definition && findParamProblem(definition, key, value)
      if (wrong) problems.push(`${id}: ${wrong.message}`)
    }
  }
  const inputs = new Set<string>()
  for (const [id, link] of links) {
    if (id !== link.id || !isId(id)) problems.push(`the wire ${link.id} is filed under ${id}`)
    const problem = findLinkProblem(link, (node) => nodes.get(node), registry)
    if (problem) problems.push(problem.message)
    if (inputs.has(formatPort(link.to))) problems.push(`${formatPort(link.to)} has two wires`)
    inputs.add(formatPort(link.to))
  }
  const cycle = findCycleIn({ nodes, links, project })
  if (cycle) problems.push(`a loop: ${cycle.map((link) => link.id).join(', ')}`)
  return problems
}
