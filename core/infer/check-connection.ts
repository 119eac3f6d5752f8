import { error, type Diagnostic } from '../diagnostic/diagnostic'
import type { Document, NodeRecord, PortRef } from '../doc/document'
import { reaches } from '../doc/topology'
import type { Registry } from '../nodedef/registry'
import type { WireType } from '../tensor/wire-type'
import { inferNode, portProblem } from './infer-node'
import type { Inference } from './inference'

/**
 * Why a wire from `from` to `to` is refused, or null when it fits: both ends exist, kind and rank agree,
 * no loop closes, and the receiving node's own shape rules hold as far as the dims are known.
 */
export function checkConnection(
  document: Document,
  registry: Registry,
  inference: Inference,
  from: PortRef,
  to: PortRef,
): Diagnostic | null {
  const at = { kind: 'node', node: to.node, port: to.port } as const
  const source = document.nodes.get(from.node)
  const target = document.nodes.get(to.node)
  if (!source || !target) {
    const lost = source ? to.node : from.node
    return error('document/no-such-node', { kind: 'node', node: lost }, `There is no node ${lost}.`)
  }
  const sourceDefinition = registry.get(source.type)
  const definition = registry.get(target.type)
  if (!sourceDefinition || !Object.hasOwn(sourceDefinition.outputs, from.port)) {
    return error(
      'document/no-such-port',
      { ...at, node: from.node, port: from.port },
      `${from.node} has no output ${from.port}.`,
    )
  }
  const port =
    definition && Object.hasOwn(definition.inputs, to.port) ? definition.inputs[to.port] : undefined
  if (!definition || !port) return error('document/no-such-port', at, `${to.node} has no input ${to.port}.`)
  if (from.node === to.node || reaches(inference.topology, to.node, from.node)) {
    return error(
      'graph/cycle',
      at,
      from.node === to.node
        ? `This wire would lead ${from.node} back into itself.`
        : `This wire would close a loop: ${to.node} already leads to ${from.node}.`,
      'Data can only flow forward.',
    )
  }

  const type = inference.typeOf(from)
  return type ? findRefusal(document, registry, inference, to, type) : null
}

/** Why `type` cannot enter the input `to`: the node's own word, or that of whoever listens behind a node that hands on. */
function findRefusal(
  document: Document,
  registry: Registry,
  inference: Inference,
  to: PortRef,
  type: WireType,
): Diagnostic | null {
  const target = document.nodes.get(to.node)
  const definition = target && registry.get(target.type)
  const port = definition?.inputs[to.port]
  if (!target || !definition || !port) return null
  if (definition.role === 'pass') {
    for (const link of inference.topology.outgoing(to.node)) {
      const refusal = findRefusal(document, registry, inference, link.to, type)
      if (refusal) return refusal
    }
    return null
  }
  const problem = portProblem(port, type)
  if (problem) {
    const names = `${target.title ?? definition.title} (${to.node})`
    return error(problem.code, { kind: 'node', ...to }, `${names} ${problem.message}`, problem.nextStep)
  }
  return freshProblem(target, inference.node(to.node)?.inputs ?? new Map(), to.port, type, registry)
}

/** What a node would newly complain about when its input `port` carried `type`, whatever it carries now; or null. */
export function freshProblem(
  target: NodeRecord,
  connected: ReadonlyMap<string, WireType>,
  port: string,
  type: WireType,
  registry: Registry,
): Diagnostic | null {
  const inputs = new Map(connected)
  const without = errorsOf(inferNode(target, withoutKey(inputs, port), registry).diagnostics)
  inputs.set(port, type)
  const known = new Set(without.map((d) => d.code + d.message))
  const fresh = errorsOf(inferNode(target, inputs, registry).diagnostics).find(
    (d) => !known.has(d.code + d.message),
  )
  return fresh ?? null
}

function errorsOf(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.filter((d) => d.severity === 'error')
}

function withoutKey<Value>(map: ReadonlyMap<string, Value>, key: string): Map<string, Value> {
  const copy = new Map(map)
  copy.delete(key)
  return copy
}
