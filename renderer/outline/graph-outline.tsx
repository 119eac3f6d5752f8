import { useSignalEffect } from '@preact/signals'
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import { formatPort, type NodeRecord } from '../../core/doc/document'
import type { InferredNode } from '../../core/infer/infer-node'
import { formatDims } from '../../core/tensor/wire-type'
import { useWorkspace } from '../app/workspace'
import { portOffset } from '../canvas/layout'

/** Items that are rendered in one go. */
const PART = 100

/**
 * The graph as a list, for screen readers, keyboards and tests: what the canvas shows, in words. Its items lead to
 * the nodes; `data-` attributes tell where the ports are, in graph units, and how the camera stands. An edit renders
 * the items it concerns and no others, and the camera none.
 */
export function GraphOutline() {
  const { editor, store, view, selection } = useWorkspace()
  const [active, setActive] = useState(0)
  const list = useRef<HTMLUListElement>(null)
  const items = useRef<ReadonlyMap<NodeId, RenderedItem>>(new Map())
  const parts = useRef<readonly RenderedPart[]>([])
  const [shown, setShown] = useState(PART)
  const { nodes } = store.document.value
  const selected = selection.current.value.nodes
  const records = [...nodes.values()]
  const current = Math.min(active, records.length - 1)
  items.current = renderItems()
  parts.current = renderParts()

  useEffect(() => editor.subscribe(({ replaced }) => replaced && setShown(PART)), [editor])
  // A large graph is on the screen before all of it is listed.
  useEffect(() => {
    if (shown >= records.length) return undefined
    const next = setTimeout(() => setShown(shown + PART))
    return () => clearTimeout(next)
  }, [shown, records.length])

  useSignalEffect(() => {
    const camera = view.value?.camera.value
    if (!list.current || !camera) return
    list.current.dataset['scale'] = String(camera.scale)
    list.current.dataset['x'] = String(camera.x)
    list.current.dataset['y'] = String(camera.y)
  })

  function renderItems(): ReadonlyMap<NodeId, RenderedItem> {
    return new Map(
      records.slice(0, shown).map((record, index) => {
        const facts = editor.inference.node(record.id)
        const isTabStop = index === current
        const isSelected = selected.has(record.id)
        const known = items.current.get(record.id)
        const isSame =
          known?.record === record &&
          known.facts === facts &&
          known.isTabStop === isTabStop &&
          known.isSelected === isSelected
        if (isSame) return [record.id, known]
        const props = { record, facts, isTabStop, isSelected, choose: chooseItem }
        return [record.id, { ...props, element: <OutlineItem key={record.id} {...props} /> }]
      }),
    )
  }

  function renderParts(): readonly RenderedPart[] {
    const elements = [...items.current.values()].map(({ element }) => element)
    return Array.from({ length: Math.ceil(elements.length / PART) }, (_, index) => {
      const own = elements.slice(index * PART, (index + 1) * PART)
      const known = parts.current[index]
      const isSame =
        known?.elements.length === own.length && known.elements.every((element, i) => element === own[i])
      return isSame ? known : { elements: own, element: <OutlinePart key={index} elements={own} /> }
    })
  }

  function choose(node: NodeId): void {
    selection.selectNodes([node])
    view.value?.reveal(node)
  }

  function chooseItem(node: NodeId): void {
    setActive([...editor.document.nodes.keys()].indexOf(node))
    choose(node)
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
      aria-busy={shown < records.length}
      onKeyDown={onKeyDown}
    >
      {parts.current.map(({ element }) => element)}
    </ul>
  )
}

interface ItemProps {
  readonly record: NodeRecord
  /** Others whenever a wire into the node is another. */
  readonly facts: InferredNode | undefined
  readonly isTabStop: boolean
  readonly isSelected: boolean
  readonly choose: (node: NodeId) => void
}

/** The same element again means: nothing to render. */
interface RenderedItem extends ItemProps {
  readonly element: VNode
}

interface PartProps {
  readonly elements: readonly VNode[]
}

/** Items that are passed over together when none of them has changed. */
interface RenderedPart extends PartProps {
  readonly element: VNode
}

function OutlinePart({ elements }: PartProps) {
  return <>{elements}</>
}

function OutlineItem({ record, facts, isTabStop, isSelected, choose }: ItemProps) {
  const { editor } = useWorkspace()
  const definition = editor.registry.get(record.type)
  const title = record.title ?? definition?.title ?? record.type
  const sources = [...editor.inference.topology.incoming(record.id)].map(
    ([port, link]) => `${port} from ${formatPort(link.from)}`,
  )
  const looks = [record.mode, record.color && `marked ${record.color}`].filter(Boolean)
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
        aria-pressed={isSelected}
        onClick={() => choose(record.id)}
      >
        {[`${title} (${record.id})`, ...looks, ...sources, ...shapes].join(', ')}
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
