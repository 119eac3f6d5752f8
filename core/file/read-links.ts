import { isId, linkId, nodeId, type LinkId, type NodeId } from '../base/ids'
import { clipName, quote } from '../base/quote'
import { formatPort, type Document, type LinkRecord, type NodeRecord, type PortRef } from '../doc/document'
import { describeCycle, findCycleIn } from '../doc/find-cycle'
import { findLinkProblem } from '../doc/record-problems'
import type { Registry } from '../nodedef/registry'
import { checkShape } from './check-shape'
import { isPortName, linkSchema, type JsonObject } from './format'
import type { Problems } from './problems'

/** Every wire: both ends are there, and no input has two. Wires at nodes that could not be read are passed over. */
export function readLinks(
  json: JsonObject,
  nodes: ReadonlyMap<NodeId, NodeRecord>,
  isBroken: (node: NodeId) => boolean,
  registry: Registry,
  problems: Problems,
  table = 'links',
): ReadonlyMap<LinkId, LinkRecord> {
  const links = new Map<LinkId, LinkRecord>()
  const onInput = new Map<string, LinkId>()
  for (const [id, value] of Object.entries(json)) {
    const path = `${table}/${clipName(id)}`
    const link = readLink(id, value, path, problems)
    if (!link || isBroken(link.from.node) || isBroken(link.to.node)) continue
    const problem = findLinkProblem(link, (node) => nodes.get(node), registry)
    if (problem) {
      problems.error(problem.code, `${path}/${problem.end}`, problem.message, problem.nextStep)
      continue
    }
    const input = formatPort(link.to)
    const other = onInput.get(input)
    if (other !== undefined) {
      const message = `The input ${input} has two wires, ${other} and ${id}; it takes one.`
      problems.error('document/input-taken', `${path}/to`, message, 'Remove one of them.')
      continue
    }
    onInput.set(input, link.id)
    links.set(link.id, link)
  }
  return links
}

/** The wires of `document` must not lead in a circle. */
export function checkForCycle(document: Document, problems: Problems, table = 'links'): void {
  const cycle = findCycleIn(document)
  const [first] = cycle ?? []
  if (!cycle || !first) return
  problems.error(
    'graph/cycle',
    `${table}/${first.id}`,
    `These wires form a loop: ${describeCycle(cycle)}.`,
    'Remove one wire of the loop.',
  )
}

function readLink(id: string, value: unknown, path: string, problems: Problems): LinkRecord | undefined {
  if (!isId(id)) {
    problems.error('document/bad-id', path, `${quote(id)} is no wire id: use letters, digits and _ . - /.`)
    return undefined
  }
  const json = checkShape(linkSchema, value, path, problems)
  if (!json) return undefined
  const from = readPort(json.from, `${path}/from`, problems)
  const to = readPort(json.to, `${path}/to`, problems)
  return from && to && { id: linkId(id), from, to }
}

/** `64x64/Conv1.x`: the port is what stands behind the last dot. */
function readPort(text: string, path: string, problems: Problems): PortRef | undefined {
  const dot = text.lastIndexOf('.')
  const node = text.slice(0, Math.max(0, dot))
  const port = text.slice(dot + 1)
  if (isId(node) && isPortName(port)) return { node: nodeId(node), port }
  problems.error('file/bad-port', path, `${quote(text)} is no port: write NODE.PORT.`)
  return undefined
}
