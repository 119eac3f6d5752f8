import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { required } from '../../core/base/assert'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import { useWorkspace, type NodeSearch as Request } from '../app/workspace'
import { addCommands, definitionsFor, newNode } from '../edit/add-node'
import { HEADER_HEIGHT, NODE_WIDTH } from '../canvas/layout'
import { categoryTitle } from '../palette/categories'
import { findNodes } from '../palette/find-nodes'
import { SearchList } from '../ui/search-list'

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

  return (
    <div
      class="search-popup node-search"
      role="dialog"
      aria-label="Add a node"
      ref={box}
      onFocusOut={(event) => {
        const { relatedTarget } = event
        if (relatedTarget instanceof Node && box.current?.contains(relatedTarget)) return
        nodeSearch.value = null
      }}
    >
      <SearchList
        id="node-search"
        label="Search node types"
        listLabel="Node types that fit"
        placeholder={request.wire ? 'Add and connect a node' : 'Add a node'}
        empty="Nothing fits."
        query={query}
        items={found}
        active={Math.min(active, found.length - 1)}
        keyOf={({ type }) => type}
        field={field}
        closesOnTab
        row={({ type, title }) => (
          <>
            <span class={`category-mark small category-${categoryOf(type)}`} aria-hidden="true" />
            <span class="option-title">{title}</span>
            <span class="option-category">{categoryTitle(categoryOf(type))}</span>
          </>
        )}
        onQuery={(next) => {
          setQuery(next)
          setActive(0)
        }}
        onMove={(step) => setActive((index) => Math.max(0, Math.min(index + step, found.length - 1)))}
        onPoint={setActive}
        onEnter={() => chosen && add(chosen)}
        onPick={(index) => add(required(found[index], 'the picked type'))}
        onClose={close}
      />
      {chosen && <p class="search-summary">{chosen.summary}</p>}
    </div>
  )
}
