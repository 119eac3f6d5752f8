import { useRef, useState } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import { formatPort, type NodeRecord } from '../../core/doc/document'
import { formatDims } from '../../core/tensor/wire-type'
import { useWorkspace } from '../app/workspace'
import { portOffset } from '../canvas/layout'

/**
 * The graph as a list, for screen readers, keyboards and tests: what the canvas shows, in words. Its items lead to
 * the nodes; `data-` attributes tell where the ports are, in graph units, and how the camera stands.
 */
export function GraphOutline() {
  const { store, view, selection } = useWorkspace()
  const [active, setActive] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const { nodes } = store.document.value
  const camera = view.value?.camera.value
  const records = [...nodes.values()]
  const current = Math.min(active, records.length - 1)

  function choose(node: NodeId): void {
    selection.selectNodes([node])
    view.value?.reveal(node)
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key]
    const record = step === undefined ? undefined : records[current + step]
    if (step === undefined || !record) return
    event.preventDefault()
    setActive(current + step)
    choose(record.id)
    list.current?.querySelectorAll('button')[current + step]?.focus()
  }

  return (
    <ul
      class="outline"
      aria-label="Graph outline"
      ref={list}
      data-graph-keys
      data-scale={camera?.scale}
      data-x={camera?.x}
      data-y={camera?.y}
      onKeyDown={onKeyDown}
    >
      {records.map((record, index) => (
        <OutlineItem
          key={record.id}
          record={record}
          isTabStop={index === current}
          choose={() => {
            setActive(index)
            choose(record.id)
          }}
        />
      ))}
    </ul>
  )
}

interface ItemProps {
  readonly record: NodeRecord
  readonly isTabStop: boolean
  readonly choose: () => void
}

function OutlineItem({ record, isTabStop, choose }: ItemProps) {
  const { editor, store, selection } = useWorkspace()
  const definition = editor.registry.get(record.type)
  const facts = store.facts(record.id)
  const title = record.title ?? definition?.title ?? record.type
  const sources = [...editor.inference.topology.incoming(record.id)].map(
    ([port, link]) => `${port} from ${formatPort(link.from)}`,
  )
  const shapes = [...(facts?.outputs ?? [])].map(([port, type]) => `${port} ${formatDims(type.dims)}`)
  return (
    <li
      data-node={record.id}
      data-type={record.type}
      data-x={record.position.x}
      data-y={record.position.y}
      data-inputs={portPlaces(Object.keys(definition?.inputs ?? {}), true)}
      data-outputs={portPlaces(Object.keys(definition?.outputs ?? {}), false)}
    >
      <button
        type="button"
        tabIndex={isTabStop ? 0 : -1}
        aria-pressed={selection.current.value.nodes.has(record.id)}
        onClick={choose}
      >
        {[`${title} (${record.id})`, ...sources, ...shapes].join(', ')}
      </button>
    </li>
  )
}

/** `{"x":[0,50]}`: where each port lies from the node's corner. */
function portPlaces(names: readonly string[], isInput: boolean): string {
  return JSON.stringify(
    Object.fromEntries(
      names.map((name, slot) => {
        const { x, y } = portOffset(isInput, slot)
        return [name, [x, y]]
      }),
    ),
  )
}
