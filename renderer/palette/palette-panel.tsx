import { Search } from 'lucide-preact'
import { useComputed } from '@preact/signals'
import { useMemo, useState } from 'preact/hooks'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import { useWorkspace } from '../app/workspace'
import { NODE_WIDTH } from '../canvas/layout'
import { blockOrigin } from '../blocks/block-origin'
import { placeNode } from '../blocks/place-node'
import { shelfOf } from '../blocks/shelf'
import { newNode } from '../edit/add-node'
import { groupByCategory } from './categories'
import { firstParagraph } from '../text/first-paragraph'
import { words } from '../text/words'
import { putNodeType } from './drag-type'
import { findNodes } from './find-nodes'

/** Every node type, by category: a click adds one in the middle of the canvas, a drag puts it where it is dropped. */
export function PalettePanel() {
  const { editor, store } = useWorkspace()
  // The types on offer change with the graph's blocks, not with every edit.
  const blocks = useComputed(() => store.document.value.blocks).value
  const { registry } = useMemo(() => shelfOf(editor), [blocks])
  const [query, setQuery] = useState('')
  const found = findNodes(registry.all, query)
  return (
    <nav class="palette" aria-label={words.palette.title}>
      <label class="search-box">
        <Search size={15} aria-hidden="true" />
        <input
          type="search"
          placeholder={words.palette.filter}
          aria-label={words.palette.filter}
          value={query}
          onInput={(event) => setQuery(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Escape') setQuery('')
          }}
        />
      </label>
      <div class="palette-list">
        {query.trim() === ''
          ? groupByCategory(found).map(({ id, title, nodes }) => (
              <section key={id} class="palette-group">
                <h3>
                  <span class={`category-mark category-${id}`} aria-hidden="true" />
                  {title}
                </h3>
                {id === 'block' ? <BlockLists blocks={nodes} /> : <TypeList types={nodes} />}
              </section>
            ))
          : found.length > 0 && <TypeList types={found} showsOrigin />}
        {found.length === 0 && <p class="empty">{words.palette.empty(query)}</p>}
      </div>
    </nav>
  )
}

/** The graph's own blocks, which change for every node that stands for them, apart from those of the program. */
function BlockLists({ blocks }: { readonly blocks: readonly NodeDefinition[] }) {
  const { editor } = useWorkspace()
  return (
    <>
      {[words.blocks.inGraph, words.blocks.builtIn].map((origin) => {
        const types = blocks.filter(({ type }) => blockOrigin(editor, type) === origin)
        return (
          types.length > 0 && (
            <div key={origin} role="group" aria-label={words.blocks.group(origin)}>
              <p class="palette-origin">{origin}</p>
              <TypeList types={types} />
            </div>
          )
        )
      })}
    </>
  )
}

function TypeList({
  types,
  showsOrigin = false,
}: {
  readonly types: readonly NodeDefinition[]
  readonly showsOrigin?: boolean
}) {
  const { editor } = useWorkspace()
  return (
    <ul>
      {types.map((definition) => (
        <PaletteItem
          key={definition.type}
          definition={definition}
          origin={showsOrigin ? blockOrigin(editor, definition.type) : null}
        />
      ))}
    </ul>
  )
}

interface ItemProps {
  readonly definition: NodeDefinition
  /** Where a block comes from, for a list that mixes them. */
  readonly origin: string | null
}

function PaletteItem({ definition, origin }: ItemProps) {
  const workspace = useWorkspace()
  const { editor, view } = workspace

  function add(): void {
    const centre = view.value?.centre() ?? { x: 0, y: 0 }
    const taken = new Set(
      [...editor.document.nodes.values()].map(({ position }) => `${position.x},${position.y}`),
    )
    let x = Math.round(centre.x - NODE_WIDTH / 2)
    let y = Math.round(centre.y - 60)
    for (; taken.has(`${x},${y}`); x += 24) y += 24
    const node = newNode(editor, definition, { x, y })
    placeNode(workspace, definition, node)
  }

  return (
    <li>
      <button
        type="button"
        class="palette-item"
        draggable
        data-tip={firstParagraph(definition.summary)}
        data-type={definition.type}
        onClick={add}
        onDragStart={(event) => {
          if (!event.dataTransfer) return
          putNodeType(event.dataTransfer, definition.type)
          event.dataTransfer.effectAllowed = 'copy'
        }}
      >
        <span class={`category-mark small category-${categoryOf(definition.type)}`} aria-hidden="true" />
        {definition.title}
        {origin !== null && <span class="block-origin">{origin}</span>}
      </button>
    </li>
  )
}
