import { useEffect, useRef } from 'preact/hooks'
import { useComputed } from '@preact/signals'
import { useWorkspace } from '../app/workspace'
import { newNode, addCommands } from '../edit/add-node'
import { spliceCommands } from '../edit/splice'
import { FindPanel } from '../find/find-panel'
import { NODE_DRAG_TYPE } from '../palette/drag-type'
import { worstByNode } from '../state/problems'
import { mountGraphView } from './graph-view'
import { HEADER_HEIGHT, NODE_WIDTH } from './layout'
import { PortTip } from './port-tip'

const NUDGE = 10

/** The canvas in the page: mounts the view, takes drops from the palette and keys that move what is selected. */
export function GraphCanvas() {
  const workspace = useWorkspace()
  const element = useRef<HTMLCanvasElement>(null)
  const badges = useComputed(() => worstByNode(workspace.problems.value))

  useEffect(() => {
    if (!element.current) return
    const { editor, selection, pictures, theme, editAll, nodeSearch, contextMenu, account, inspected } =
      workspace
    const view = mountGraphView(element.current, {
      editor,
      selection: selection.current,
      pictures,
      notes: account.notesShown,
      inspected: inspected.byNode,
      badges,
      theme: theme.inUse,
      select: (selected) => selection.set(selected),
      edit: (label, commands, at) => void editAll(label, commands, at),
      refuse: (diagnostic, wire, at) => workspace.refuseWire(diagnostic, wire, at),
      askForNode: (at, wire) => (nodeSearch.value = { at, wire }),
      askForMenu: (at) => (contextMenu.value = at),
      openNode() {
        workspace.renameAsked.value = true
      },
    })
    workspace.view.value = view
    return () => {
      workspace.view.value = null
      view.dispose()
    }
  }, [workspace])

  function dropNode(event: DragEvent): void {
    const definition = workspace.editor.registry.get(event.dataTransfer?.getData(NODE_DRAG_TYPE) ?? '')
    const place = workspace.view.value?.toGraph(event.clientX, event.clientY)
    if (!definition || !place) return
    event.preventDefault()
    const node = newNode(workspace.editor, definition, {
      x: place.x - NODE_WIDTH / 2,
      y: place.y - HEADER_HEIGHT / 2,
    })
    const splice = workspace.view.value?.spliceAt(node, event.clientX, event.clientY)
    const commands = [
      ...addCommands(workspace.editor, definition, node, null),
      ...(splice ? spliceCommands(workspace.editor, node.id, splice) : []),
    ]
    if (workspace.editAll(`Add ${definition.title}`, commands).ok) workspace.selection.selectNodes([node.id])
  }

  function nudge(event: KeyboardEvent): void {
    const [dx, dy] = ARROWS[event.key] ?? [0, 0]
    const { nodes } = workspace.selection.current.value
    if ((dx === 0 && dy === 0) || nodes.size === 0) return
    event.preventDefault()
    const by = event.shiftKey ? NUDGE * 5 : NUDGE
    const moves = [...nodes].flatMap((id) => {
      const position = workspace.editor.document.nodes.get(id)?.position
      return position ? [{ node: id, x: position.x + dx * by, y: position.y + dy * by }] : []
    })
    workspace.edit({ type: 'node/move', moves }, { gesture: 'nudge' })
  }

  return (
    <div class="canvas-area">
      <canvas
        ref={element}
        class="graph-canvas"
        tabIndex={0}
        role="application"
        aria-label="Graph canvas. The same graph is listed in the outline."
        data-graph-keys
        data-testid="graph-canvas"
        onKeyDown={nudge}
        onDragOver={(event) => {
          if (event.dataTransfer?.types.includes(NODE_DRAG_TYPE)) event.preventDefault()
        }}
        onDrop={dropNode}
      />
      <PortTip />
      <FindPanel />
      {workspace.store.document.value.nodes.size === 0 && (
        <p class="canvas-hint">
          Double click to add a node, or drag one from the left.
          <br />
          File ▸ Open Example shows a finished graph.
        </p>
      )}
    </div>
  )
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
