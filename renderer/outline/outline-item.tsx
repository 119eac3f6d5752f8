import { useLayoutEffect, useRef } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import type { NodeRecord } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { categoryOf } from '../../core/nodedef/registry'
import { useWorkspace } from '../app/workspace'
import { formOf, type NodeForm } from '../annotations/form'
import { portOffset } from '../canvas/layout'
import { useSpokenHeat } from '../heat/use-spoken-heat'
import type { OutlineModel } from './outline-model'
import type { Row } from './outline-rows'
import { inputWords, nodeWords, outputWords } from './row-words'

interface Props {
  readonly id: NodeId
  readonly model: OutlineModel
  /** A click on the row. */
  readonly choose: (row: Row) => void
}

/**
 * A node in the outline, and behind it its ports while it is open: one flat list, so that a row's words are its name. `data-` attributes tell where it and its ports are, in graph
 * units. It renders when its revision changes and not otherwise.
 */
export function OutlineItem({ id, model, choose }: Props) {
  const { editor } = useWorkspace()
  const heat = useSpokenHeat(id)
  void model.revision(id).value
  const record = editor.document.nodes.get(id)
  const row: Row = { node: id }
  const element = useFocus(row, model)
  if (!record) return null
  const definition = editor.registry.get(record.type)
  const { name, details } = nodeWords(editor, record)
  const isActive = model.isActive(row)
  // The place is said of the row that is read: on all of them it would change with every node that comes or goes.
  const place = isActive
    ? { 'aria-posinset': model.order.indexOf(id) + 1, 'aria-setsize': model.size.peek() }
    : {}
  return (
    <>
      <li
        ref={element}
        role="treeitem"
        aria-level={1}
        aria-expanded={model.isExpanded(id)}
        aria-selected={model.isSelected(id)}
        aria-label={[name, ...(heat === null ? [] : [heat]), ...details].join(', ')}
        {...place}
        tabIndex={isActive ? 0 : -1}
        data-node={id}
        data-type={record.type}
        data-heat={heat ?? undefined}
        data-x={record.position.x}
        data-y={record.position.y}
        data-inputs={portPlaces(Object.keys(definition?.inputs ?? {}), true, formOf(definition))}
        data-outputs={portPlaces(Object.keys(definition?.outputs ?? {}), false, formOf(definition))}
      >
        <div class="outline-row" onClick={() => choose(row)}>
          <span class={`category-mark small category-${categoryOf(record.type)}`} aria-hidden="true" />
          <span class="outline-name">{details.length > 0 ? `${name},` : name}</span>{' '}
          <span class="outline-details">{details.join(', ')}</span>
        </div>
      </li>
      {model.shownPorts(id).map((port, index, all) => (
        <PortItem
          key={`${port.port?.isInput} ${port.port?.name}`}
          row={port}
          index={index}
          count={all.length}
          model={model}
          choose={choose}
          label={portWords(editor, record, port)}
          isActive={model.isActive(port)}
        />
      ))}
    </>
  )
}

interface PortProps extends Omit<Props, 'id'> {
  readonly row: Row
  readonly index: number
  readonly count: number
  readonly label: string
  readonly isActive: boolean
}

function PortItem({ row, index, count, model, choose, label, isActive }: PortProps) {
  const element = useFocus(row, model)
  return (
    <li
      ref={element}
      role="treeitem"
      aria-level={2}
      aria-posinset={index + 1}
      aria-setsize={count}
      aria-selected={false}
      data-owner={row.node}
      tabIndex={isActive ? 0 : -1}
      data-row={`${row.port?.isInput ? 'input' : 'output'} ${row.port?.name ?? ''}`}
    >
      <div class="outline-row" onClick={() => choose(row)}>
        {label}
      </div>
    </li>
  )
}

/** Takes the focus when the model says that this row is to have it. */
function useFocus(row: Row, model: OutlineModel): { current: HTMLLIElement | null } {
  const element = useRef<HTMLLIElement>(null)
  useLayoutEffect(() => {
    if (element.current && model.takesFocus(row)) element.current.focus()
  })
  return element
}

function portWords(editor: Editor, record: NodeRecord, { port }: Row): string {
  if (!port) return ''
  return port.isInput ? inputWords(editor, record, port.name) : outputWords(editor, record, port.name)
}

/** `{"x":[0,50]}`: where each port lies from the node's corner. */
function portPlaces(names: readonly string[], isInput: boolean, form: NodeForm): string {
  return JSON.stringify(
    Object.fromEntries(
      names.map((name, slot) => {
        const { x, y } = portOffset(isInput, slot, form)
        return [name, [x, y]]
      }),
    ),
  )
}
