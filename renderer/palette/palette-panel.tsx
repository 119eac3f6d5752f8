import { Search } from 'lucide-preact'
import { useState } from 'preact/hooks'
import type { NodeDefinition } from '../../core/nodedef/define-node'
import { categoryOf } from '../../core/nodedef/registry'
import { useWorkspace } from '../app/workspace'
import { NODE_WIDTH } from '../canvas/layout'
import { addCommands, newNode } from '../edit/add-node'
import { groupByCategory } from './categories'
import { putNodeType } from './drag-type'
import { findNodes } from './find-nodes'

/** Every node type, by category: a click adds one in the middle of the canvas, a drag puts it where it is dropped. */
export function PalettePanel() {
  const { editor } = useWorkspace()
  const [query, setQuery] = useState('')
  const found = findNodes(editor.registry.all, query)
  return (
    <nav class="palette" aria-label="Node types">
      <label class="search-box">
        <Search size={15} aria-hidden="true" />
        <input
          type="search"
          placeholder="Filter nodes"
          aria-label="Filter nodes"
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
                <ul>
                  {nodes.map((definition) => (
                    <PaletteItem key={definition.type} definition={definition} />
                  ))}
                </ul>
              </section>
            ))
          : found.length > 0 && (
              <ul>
                {found.map((definition) => (
                  <PaletteItem key={definition.type} definition={definition} />
                ))}
              </ul>
            )}
        {found.length === 0 && <p class="empty">No node type fits “{query}”.</p>}
      </div>
    </nav>
  )
}

function PaletteItem({ definition }: { readonly definition: NodeDefinition }) {
  const { editor, editAll, selection, recentTypes, view } = useWorkspace()

  function add(): void {
    const centre = view.value?.centre() ?? { x: 0, y: 0 }
    const taken = new Set(
      [...editor.document.nodes.values()].map(({ position }) => `${position.x},${position.y}`),
    )
    let x = Math.round(centre.x - NODE_WIDTH / 2)
    let y = Math.round(centre.y - 60)
    for (; taken.has(`${x},${y}`); x += 24) y += 24
    const node = newNode(editor, definition, { x, y })
    if (!editAll(`Add ${definition.title}`, addCommands(editor, definition, node, null)).ok) return
    recentTypes.noteUse(definition.type)
    selection.selectNodes([node.id])
  }

  return (
    <li>
      <button
        type="button"
        class="palette-item"
        draggable
        data-tip={definition.summary}
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
      </button>
    </li>
  )
}
