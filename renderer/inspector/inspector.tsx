import { formatPort } from '../../core/doc/document'
import { formatDims } from '../../core/tensor/wire-type'
import { runAction } from '../actions/actions'
import { useWorkspace } from '../app/workspace'
import { BlockInspector } from '../scope/block-inspector'
import { words } from '../text/words'
import { useAfterFrame } from '../ui/use-after-frame'
import { CostSection } from './cost-section'
import { GraphInspector } from './graph-inspector'
import { ArrangeButtons, LookSection } from './look-section'
import { NodeInspector } from './node-inspector'

/**
 * What is selected decides what can be looked at: a node, several things, or the graph. Another node's inspector is built
 * when the canvas has shown that the node is selected.
 */
export function Inspector() {
  const { store, selection, scope } = useWorkspace()
  const shown = useAfterFrame(selection.current).value
  const present = store.document.value.nodes
  // What was taken away is not shown for that one frame.
  const { nodes, links } = [...shown.nodes].every((id) => present.has(id)) ? shown : selection.current.value
  const [node] = nodes
  if (nodes.size === 1 && links.size === 0 && node !== undefined) {
    const record = present.get(node)
    if (record) return <NodeInspector key={node} record={record} />
  }
  if (nodes.size + links.size > 0) return <SelectionInspector />
  const block = scope.block.value
  return block ? <BlockInspector block={block} /> : <GraphInspector />
}

function SelectionInspector() {
  const workspace = useWorkspace()
  const { nodes, links } = workspace.selection.current.value
  return (
    <section class="inspector" aria-label={words.inspector.panel}>
      <h3>{words.inspector.selected(nodes.size, links.size)}</h3>
      <ul class="selected-wires">
        {[...links].map((id) => {
          const link = workspace.store.document.value.links.get(id)
          if (!link) return null
          const type = workspace.editor.inference.typeOf(link.from)
          return (
            <li key={id}>
              {formatPort(link.from)} → {formatPort(link.to)}
              {type && <code>{formatDims(type.dims)}</code>}
            </li>
          )
        })}
      </ul>
      {nodes.size > 0 && <LookSection nodes={[...nodes]} />}
      {nodes.size > 1 && <ArrangeButtons />}
      {nodes.size > 0 && <CostSection nodes={[...nodes]} />}
      <div class="button-row">
        {nodes.size > 0 && (
          <button type="button" class="button" onClick={() => runAction('edit.duplicate', workspace)}>
            {words.inspector.duplicate}
          </button>
        )}
        <button type="button" class="button" onClick={() => runAction('edit.delete', workspace)}>
          {words.inspector.delete}
        </button>
      </div>
    </section>
  )
}
