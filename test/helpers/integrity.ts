import { isId } from '../../core/base/ids'
import { graphOf } from '../../core/doc/block'
import { findBlockProblem, findTooLarge } from '../../core/doc/block-problems'
import { formatPort, type Document } from '../../core/doc/document'
import { findCycleIn } from '../../core/doc/find-cycle'
import { findLinkProblem, findNodeProblem, findParamProblem } from '../../core/doc/record-problems'
import { withBlocks } from '../../core/infer/block-registry'
import type { Registry } from '../../core/nodedef/registry'

/** What no command may ever leave behind, as sentences; none when the document is sound. */
export function integrityProblems(document: Document, base: Registry): string[] {
  const { blocks } = document
  const registry = withBlocks(base, blocks)
  const problems = graphProblems(document, registry)
  for (const [id, block] of blocks) {
    if (id !== block.id) problems.push(`${block.id} is filed under ${id}`)
    const problem = findBlockProblem(block, blocks, registry)
    if (problem) problems.push(problem.message)
    problems.push(...graphProblems(graphOf(block, document), registry).map((text) => `${id}: ${text}`))
  }
  const tooLarge = findTooLarge(document.nodes.values(), blocks)
  return tooLarge ? [...problems, tooLarge.message] : problems
}

function graphProblems(document: Document, registry: Registry): string[] {
  const { nodes, links } = document
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
  const cycle = findCycleIn(document)
  if (cycle) problems.push(`a loop: ${cycle.map((link) => link.id).join(', ')}`)
  return problems
}
