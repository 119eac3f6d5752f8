import { computed, signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import type { InspectedValue } from '../../core/contract/engine-types'
import { formatPort, type Document, type PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { expand } from '../../core/doc/expand'
import type { Registry } from '../../core/nodedef/registry'
import type { Live } from '../engine/live'
import type { ScopeStore } from './scope'
import type { Selection } from './selection'

/** The ports whose values are looked at: no part of the document, and gone with their port. */
export interface InspectedStore {
  /** In the run's names, wherever in blocks they lie. */
  readonly ports: ReadonlySignal<readonly PortRef[]>
  /** Those of the shown graph by node, for the canvas. */
  readonly byNode: ReadonlySignal<ReadonlyMap<NodeId, ReadonlySet<string>>>
  /** Values of the last run by `formatPort`. */
  readonly values: ReadonlySignal<ReadonlyMap<string, InspectedValue>>
  /** About a port of the shown graph. */
  has(port: PortRef): boolean
  /** Looks into all of these of the shown graph, or, when all are looked into, no longer. True when some were added. */
  toggle(ports: readonly PortRef[]): boolean
  /** Looks into these of `ports` again, as far as they are there, and into no others. */
  restore(ports: readonly PortRef[]): void
  /** No longer looks into this one of `ports`. */
  remove(port: PortRef): void
}

export function createInspectedStore(
  root: Editor,
  scope: Pick<ScopeStore, 'toRun' | 'fromRun'>,
  live: Pick<Live, 'state' | 'inspect'>,
): InspectedStore {
  const ports = signal<readonly PortRef[]>([])
  const report = computed(() => live.state.value.report)

  function set(next: readonly PortRef[]): void {
    if (next.length === 0 && ports.peek().length === 0) return
    ports.value = next
    live.inspect(next)
  }

  function exists({ node, port }: PortRef): boolean {
    const record = expand(root.document).nodes.get(node)
    return record !== undefined && root.registry.get(record.type)?.outputs[port] !== undefined
  }

  root.subscribe(({ diff: { nodes, blocks }, replaced }) => {
    const mayBeGone = nodes.removed.size + blocks.updated.size + blocks.removed.size > 0
    if (replaced) set([])
    else if (mayBeGone && !ports.peek().every(exists)) set(ports.peek().filter(exists))
  })

  return {
    ports,
    byNode: computed(() => {
      const nodes = new Map<NodeId, Set<string>>()
      for (const { node, port } of ports.value.flatMap((inspected) => scope.fromRun(inspected) ?? []))
        nodes.set(node, (nodes.get(node) ?? new Set()).add(port))
      return nodes
    }),
    values: computed(() => new Map(report.value?.inspected.map((value) => [formatPort(value.port), value]))),
    has: (port) => includes(ports.value, scope.toRun(port)),
    restore: (known) => set(known.filter(exists)),
    remove: (port) => set(ports.peek().filter((other) => !includes([port], other))),
    toggle(shown) {
      const known = ports.peek()
      const asked = shown.map(scope.toRun)
      const added = asked.filter((port) => exists(port) && !includes(known, port))
      if (added.length > 0) set([...known, ...added])
      else set(known.filter((port) => !includes(asked, port)))
      return added.length > 0
    },
  }
}

/** The ports a selection means: where its wires come from, and what its nodes give. */
export function portsOf(
  { nodes, links }: Selection,
  document: Document,
  registry: Registry,
): readonly PortRef[] {
  const all = new Map<string, PortRef>()
  for (const id of links) {
    const from = document.links.get(id)?.from
    if (from) all.set(formatPort(from), from)
  }
  for (const node of nodes) {
    const record = document.nodes.get(node)
    for (const port of Object.keys((record && registry.get(record.type)?.outputs) ?? {}))
      all.set(formatPort({ node, port }), { node, port })
  }
  return [...all.values()]
}

function includes(ports: readonly PortRef[], { node, port }: PortRef): boolean {
  return ports.some((other) => other.node === node && other.port === port)
}
