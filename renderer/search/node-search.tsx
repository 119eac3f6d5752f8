import { Search } from 'lucide-preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import { useWorkspace, type NodeSearch as Request } from '../app/workspace'
import { addCommands, definitionsFor, newNode } from '../edit/add-node'
import { HEADER_HEIGHT, NODE_WIDTH } from '../canvas/layout'
import { categoryTitle } from '../palette/categories'
import { findNodes } from '../palette/find-nodes'

const GAP = 8

/** The search for a node to add, at the pointer. After a wire was dropped it offers only what the wire fits. */
export function NodeSearch() {
  const { nodeSearch } = useWorkspace()
  const request = nodeSearch.value
  return request && <OpenSearch key={`${request.at.x},${request.at.y}`} request={request} />
}

function OpenSearch({ request }: { readonly request: Request }) {
  const { editor, editAll, selection, nodeSearch, view } = useWorkspace()
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const candidates = useMemo(
    () => (request.wire ? definitionsFor(editor, request.wire) : editor.registry.all),
    [request],
  )
  const found = findNodes(candidates, query)
  const chosen = found[Math.min(active, found.length - 1)]

  useLayoutEffect(() => {
    field.current?.focus()
    const { width = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {}
    if (!box.current) return
    box.current.style.left = `${Math.max(GAP, Math.min(request.at.x, window.innerWidth - width - GAP))}px`
    box.current.style.top = `${Math.max(GAP, Math.min(request.at.y, window.innerHeight - height - GAP))}px`
  }, [request])

  useLayoutEffect(() => {
    box.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [active, query])

  function close(): void {
    nodeSearch.value = null
    view.value?.focus()
  }

  function add(definition: NodeDefinition): void {
    const place = view.value?.toGraph(request.at.x, request.at.y) ?? { x: 0, y: 0 }
    // The port that takes the wire comes to lie where the wire was dropped.
    const left = request.wire?.isInput ? NODE_WIDTH : request.wire ? 0 : NODE_WIDTH / 2
    const node = newNode(editor, definition, { x: place.x - left, y: place.y - HEADER_HEIGHT })
    const added = editAll(
      `Add ${definition.title}`,
      addCommands(editor, definition, node, request.wire),
      request.at,
    )
    if (added.ok) selection.selectNodes([node.id])
    close()
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setActive((index) => Math.min(index + 1, found.length - 1))
    else if (event.key === 'ArrowUp') setActive((index) => Math.max(index - 1, 0))
    else if (event.key === 'Enter' && chosen) add(chosen)
    else if (event.key === 'Escape' || event.key === 'Tab') close()
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  return (
    <div
      class="node-search"
      role="dialog"
      aria-label="Add a node"
      ref={box}
      onFocusOut={(event) => {
        const { relatedTarget } = event
        if (relatedTarget instanceof Node && box.current?.contains(relatedTarget)) return
        nodeSearch.value = null
      }}
    >
      <label class="search-box">
        <Search size={15} aria-hidden="true" />
        <input
          ref={field}
          type="text"
          role="combobox"
          aria-expanded="true"
          aria-controls="node-search-list"
          aria-activedescendant={chosen && optionId(chosen)}
          aria-label="Search node types"
          placeholder={request.wire ? 'Add and connect a node' : 'Add a node'}
          autocomplete="off"
          spellcheck={false}
          value={query}
          onInput={(event) => {
            setQuery(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </label>
      <ul id="node-search-list" role="listbox" aria-label="Node types that fit">
        {found.map((definition) => (
          <li
            key={definition.type}
            id={optionId(definition)}
            role="option"
            aria-selected={definition === chosen}
            onPointerMove={() => setActive(found.indexOf(definition))}
            // Keeps the focus in the field until the click is done.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => add(definition)}
          >
            <span class={`category-mark small category-${categoryOf(definition.type)}`} aria-hidden="true" />
            <span class="option-title">{definition.title}</span>
            <span class="option-category">{categoryTitle(categoryOf(definition.type))}</span>
          </li>
        ))}
        {found.length === 0 && <li class="empty">Nothing fits.</li>}
      </ul>
      {chosen && <p class="search-summary">{chosen.summary}</p>}
    </div>
  )
}

function optionId({ type }: NodeDefinition): string {
  return `node-search-${type.replace(/[^\w-]/g, '-')}`
}
