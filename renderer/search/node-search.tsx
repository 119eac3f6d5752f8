import { Link2Off } from 'lucide-preact'
import { useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks'
import { required } from '../../core/base/assert'
import { categoryOf } from '../../core/nodedef/registry'
import { useWorkspace, type NodeSearch as Request } from '../app/workspace'
import { blockOrigin } from '../blocks/block-origin'
import { placeNode } from '../blocks/place-node'
import { newNode } from '../edit/add-node'
import { HEADER_HEIGHT, NODE_WIDTH } from '../canvas/layout'
import { categoryTitle } from '../palette/categories'
import { words } from '../text/words'
import { SearchList } from '../ui/search-list'
import { offersFor, searchOffers, type Offer } from './found-types'
import { NodePreview } from './node-preview'

const GAP = 8

/** The search for a node to add, at the pointer. After a wire was dropped it offers only what the wire fits. */
export function NodeSearch() {
  const { nodeSearch } = useWorkspace()
  const request = nodeSearch.value
  return request && <OpenSearch key={`${request.at.x},${request.at.y}`} request={request} />
}

function OpenSearch({ request }: { readonly request: Request }) {
  const workspace = useWorkspace()
  const { editor, nodeSearch, recentTypes, view } = workspace
  const [query, setQuery] = useState('')
  const [active, setActive] = useState(0)
  const box = useRef<HTMLDivElement>(null)
  const field = useRef<HTMLInputElement>(null)
  const offers = useMemo(() => offersFor(editor, request.wire, recentTypes.types.peek()), [request])
  const found = searchOffers(offers, query)
  const chosen = found[Math.min(active, found.length - 1)]
  const say = words.search

  useLayoutEffect(() => {
    field.current?.focus()
    const { width = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {}
    if (!box.current) return
    box.current.style.left = `${Math.max(GAP, Math.min(request.at.x, window.innerWidth - width - GAP))}px`
    box.current.style.top = `${Math.max(GAP, Math.min(request.at.y, window.innerHeight - height - GAP))}px`
  }, [request])

  function close(): void {
    nodeSearch.value = null
    if (request.back) request.back()
    else view.value?.focus()
  }

  function add({ definition }: Offer): void {
    const place = view.value?.toGraph(request.at.x, request.at.y) ?? { x: 0, y: 0 }
    // The port that takes the wire comes to lie where the wire was dropped.
    const left = request.wire?.isInput ? NODE_WIDTH : request.wire ? 0 : NODE_WIDTH / 2
    const node = newNode(editor, definition, { x: place.x - left, y: place.y - HEADER_HEIGHT })
    placeNode(workspace, definition, node, { wire: request.wire, at: request.at })
    close()
  }

  return (
    <div
      class="search-popup node-search"
      role="dialog"
      aria-label={say.title}
      ref={box}
      onKeyDownCapture={(event) => {
        if (event.key !== 'Tab') return
        // From the canvas the browser's own Tab goes on to what comes next, or back.
        event.stopPropagation()
        close()
      }}
      onFocusOut={(event) => {
        const { relatedTarget } = event
        if (relatedTarget instanceof Node && box.current?.contains(relatedTarget)) return
        nodeSearch.value = null
      }}
    >
      <div class="search-column">
        <SearchList
          id="node-search"
          label={say.field}
          listLabel={say.list}
          placeholder={request.wire ? say.placeholderForWire : say.placeholder}
          empty={say.empty}
          query={query}
          items={found}
          active={Math.min(active, found.length - 1)}
          keyOf={({ definition }) => definition.type}
          field={field}
          row={(offer) => <OfferRow offer={offer} isEmptyQuery={query.trim() === ''} />}
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
      </div>
      {chosen && (
        <NodePreview
          definition={chosen.definition}
          port={chosen.port}
          isInput={request.wire?.isInput !== true}
        />
      )}
    </div>
  )
}

function OfferRow({ offer, isEmptyQuery }: { readonly offer: Offer; readonly isEmptyQuery: boolean }) {
  const { definition, isRecent, isExact } = offer
  const { editor } = useWorkspace()
  const category = categoryOf(definition.type)
  const origin = blockOrigin(editor, definition.type)
  return (
    <>
      <span class={`category-mark small category-${category}`} aria-hidden="true" />
      <span class="option-title">{definition.title}</span>
      <span class="option-category">
        {!isExact && <Link2Off size={12} aria-hidden="true" />}
        {!isExact
          ? words.search.loose
          : isRecent && isEmptyQuery
            ? words.search.recent
            : (origin ?? categoryTitle(category))}
      </span>
    </>
  )
}
