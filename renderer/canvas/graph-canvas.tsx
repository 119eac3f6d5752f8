import { useEffect, useRef } from 'preact/hooks'
import { useComputed, useSignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import { AnnotationEditor, isEditedInPlace } from '../annotations/annotation-editor'
import { isPlain } from '../actions/keys'
import { copyAddress } from '../annotations/copy-address'
import { withFrameContent } from '../annotations/frame-selection'
import { putReroute } from '../annotations/reroute'
import { useWorkspace } from '../app/workspace'
import { beginParamGesture } from '../edit/param-gesture'
import { FindPanel } from '../find/find-panel'
import { StartPanel } from '../gallery/start-panel'
import { HeatLegend } from '../heat/heat-legend'
import { dragNodeOver, dropNode, endNodeDrag } from '../palette/node-drop'
import { worstByNode } from '../state/problems'
import { hasRoomForMap, MAP_HEIGHT, MAP_MARGIN, MAP_WIDTH } from '../minimap/map'
import { Minimap } from '../minimap/minimap'
import { words } from '../text/words'
import { CanvasSigns } from './canvas-signs'
import { mountGraphView } from './graph-view'
import { Breadcrumbs } from '../scope/breadcrumbs'
import { PinnedEditor } from './pinned-editor'
import type { PinnedParam } from './pinned-input'
import { PortTip } from './port-tip'

const NUDGE = 10
const NOTHING: ReadonlySet<NodeId> = new Set()
/** Arrow keys that follow each other faster than this are undone together. */
const BURST_MS = 1000

/** The canvas in the page: mounts the view, takes drops from the palette and keys that move what is selected. */
export function GraphCanvas() {
  const workspace = useWorkspace()
  const element = useRef<HTMLCanvasElement>(null)
  const opened = useSignal<PinnedParam | null>(null)
  /** The frame that is renamed, or the note that is written, in its place. */
  const annotated = useSignal<NodeId | null>(null)
  const nudged = useRef<{ at: number; burst: number; nodes: ReadonlySet<NodeId>; of: ReadonlySet<NodeId> }>({
    at: -Infinity,
    burst: 0,
    nodes: NOTHING,
    of: NOTHING,
  })
  const { scope } = workspace
  const badges = useComputed(() =>
    scope.seenMap(worstByNode(workspace.problems.value), (one, other) => (one === 'error' ? one : other)),
  )
  const shownPictures = useComputed(() => scope.seenMap(workspace.pictures.value))
  const nodeHeats = useComputed(() => workspace.heat.overlay.value?.nodes ?? null)

  useEffect(() => {
    if (!element.current) return
    const { editor, selection, theme, editAll, nodeSearch, contextMenu, inspected } = workspace
    const { canvasView, lock } = workspace
    const view = mountGraphView(element.current, {
      editor,
      selection: selection.current,
      pictures: shownPictures,
      heat: nodeHeats,
      inspected: inspected.byNode,
      diff: workspace.diff.marks,
      badges,
      wires: canvasView.wires,
      isLocked: lock.isLocked,
      pinned: {
        begin: ({ node, key }) => beginParamGesture(workspace, node, key),
        open: (param) => (opened.value = param),
      },
      wheel: workspace.wheel.choice,
      theme: theme.inUse,
      select: (selected) => selection.set(selected),
      edit: (label, commands, at) => void editAll(label, commands, at),
      refuse: (diagnostic, wire, at) => workspace.refuseWire(diagnostic, wire, at),
      askForNode(at, wire) {
        if (lock.isLocked.peek()) lock.tell()
        else nodeSearch.value = { at, wire }
      },
      askForMenu: (at) => (contextMenu.value = at),
      lockedOut: () => lock.tell(),
      coveredCorner: (size) =>
        canvasView.hasMinimap.peek() && hasRoomForMap(size)
          ? { width: MAP_WIDTH + 2 * MAP_MARGIN, height: MAP_HEIGHT + 2 * MAP_MARGIN }
          : null,
      openWire: (link, at) => putReroute(workspace, link, at),
      followAddress: (address) => void copyAddress(address, workspace).catch(reportError),
      openNode(node) {
        if (isEditedInPlace(workspace, node)) annotated.value = node
        else if (!workspace.editor.enter(node)) workspace.renameAsked.value = true
      },
    })
    workspace.view.value = view
    return () => {
      workspace.view.value = null
      view.dispose()
    }
  }, [workspace])

  function nudge(event: KeyboardEvent): void {
    if (!isPlain(event)) return
    const [dx, dy] = ARROWS[event.key] ?? [0, 0]
    const { nodes: selected } = workspace.selection.current.value
    const [first] = selected
    if (event.key === 'Enter' && selected.size === 1 && first !== undefined) {
      if (!isEditedInPlace(workspace, first)) return
      event.preventDefault()
      annotated.value = first
      return
    }
    if ((dx === 0 && dy === 0) || selected.size === 0) return
    const isGoingOn = event.timeStamp - nudged.current.at < BURST_MS
    const isSame = isGoingOn && nudged.current.of === selected
    // A frame on its way takes along what was in it at first, and nothing that it comes across.
    const nodes = isSame ? nudged.current.nodes : withFrameContent(workspace, selected)
    event.preventDefault()
    const by = event.shiftKey ? NUDGE * 5 : NUDGE
    const moves = [...nodes].flatMap((id) => {
      const position = workspace.editor.document.nodes.get(id)?.position
      return position ? [{ node: id, x: position.x + dx * by, y: position.y + dy * by }] : []
    })
    const burst = nudged.current.burst + (isGoingOn ? 0 : 1)
    nudged.current = { at: event.timeStamp, burst, nodes, of: selected }
    workspace.edit({ type: 'node/move', moves }, { gesture: `nudge ${nudged.current.burst}` })
  }

  return (
    <div class="canvas-area">
      <canvas
        ref={element}
        class="graph-canvas"
        tabIndex={0}
        role="application"
        aria-label={words.canvas.label}
        data-graph-keys
        data-testid="graph-canvas"
        onKeyDown={nudge}
        onDragOver={(event) => dragNodeOver(event, workspace)}
        onDragLeave={() => endNodeDrag(workspace)}
        onDrop={(event) => dropNode(event, workspace)}
      />
      <PinnedEditor opened={opened} />
      <AnnotationEditor opened={annotated} />
      <PortTip />
      <Minimap badges={badges} />
      <Breadcrumbs />
      <CanvasSigns />
      <FindPanel />
      <HeatLegend />
      {workspace.store.document.value.nodes.size === 0 &&
        (scope.path.value.length > 0 ? (
          <p class="canvas-hint">{words.canvas.addHint}</p>
        ) : (
          // Not while what fills the canvas is on its way.
          workspace.session.busy.value === null && <StartPanel />
        ))}
    </div>
  )
}

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
