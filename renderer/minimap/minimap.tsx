import { useComputed, type ReadonlySignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import { isPlain } from '../actions/keys'
import { useWorkspace } from '../app/workspace'
import type { GraphView } from '../canvas/graph-view'
import { wheelFactor } from '../canvas/wheel-act'
import type { Point } from '../canvas/wire-path'
import { words } from '../text/words'
import { fromMap, hasRoomForMap, MAP_HEIGHT, MAP_MARGIN, MAP_WIDTH } from './map'
import { showMap, type ShownMap } from './show-map'

type Badges = ReadonlySignal<ReadonlyMap<NodeId, Diagnostic['severity']>>

interface Props {
  /** Nodes with problems, and the worst of each. */
  readonly badges: Badges
}

/** The share of the seen part by which an arrow key moves the camera. */
const STEP = 1 / 8
const LARGE_STEP = 1 / 2
const ZOOM_STEP = 1.25

/** The whole graph in the corner of the canvas, and the camera's frame in it. */
export function Minimap({ badges }: Props) {
  const { view, canvasView, store } = useWorkspace()
  const isEmpty = useComputed(() => store.document.value.nodes.size === 0)
  const hasRoom = useComputed(() => view.value !== null && hasRoomForMap(view.value.size.value))
  const graph = view.value
  if (!graph || !canvasView.hasMinimap.value || isEmpty.value || !hasRoom.value) return null
  return <OpenMap graph={graph} badges={badges} />
}

function OpenMap({ graph, badges }: Props & { readonly graph: GraphView }) {
  const workspace = useWorkspace()
  const canvas = useRef<HTMLCanvasElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  const shown = useRef<ShownMap | null>(null)
  /** Where the pointer holds the frame, from its middle, in the graph's units. */
  const grip = useRef<Point | null>(null)

  useEffect(() => {
    if (!canvas.current || !frame.current) return
    const { store, selection, theme } = workspace
    const map = showMap(canvas.current, frame.current, {
      graph,
      document: store.document,
      selection: selection.current,
      badges,
      theme: theme.inUse,
    })
    shown.current = map
    return () => map.dispose()
  }, [workspace, graph, badges])

  function pointOf({ currentTarget, clientX, clientY }: PointerOn): Point | null {
    const box = currentTarget.getBoundingClientRect()
    const map = shown.current?.map.peek()
    return map ? fromMap({ x: clientX - box.left, y: clientY - box.top }, map) : null
  }

  function hold(event: PointerOn): void {
    const at = pointOf(event)
    if (event.button !== 0 || !at) return
    event.currentTarget.setPointerCapture(event.pointerId)
    const { x, y, width, height } = graph.seen.peek()
    const isInside = at.x >= x && at.x <= x + width && at.y >= y && at.y <= y + height
    // Taken by its inside the frame does not jump; elsewhere it comes to the pointer.
    grip.current = isInside ? { x: at.x - x - width / 2, y: at.y - y - height / 2 } : { x: 0, y: 0 }
    move(event)
  }

  function move(event: PointerOn): void {
    const at = pointOf(event)
    if (grip.current && at) graph.lookAt({ x: at.x - grip.current.x, y: at.y - grip.current.y })
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (!isPlain(event)) return
    const { x, y, width, height } = graph.seen.peek()
    const [dx, dy] = ARROWS[event.key] ?? [0, 0]
    const by = event.shiftKey ? LARGE_STEP : STEP
    if (dx !== 0 || dy !== 0)
      graph.lookAt({ x: x + width * (0.5 + dx * by), y: y + height * (0.5 + dy * by) })
    else if (event.key === '+' || event.key === '=') graph.zoomBy(ZOOM_STEP)
    else if (event.key === '-') graph.zoomBy(1 / ZOOM_STEP)
    else if (event.key === 'Escape') graph.focus()
    else return
    event.preventDefault()
  }

  return (
    <div
      class="minimap"
      role="application"
      aria-label={words.view.minimap}
      tabIndex={0}
      data-testid="minimap"
      style={{
        right: `${MAP_MARGIN}px`,
        bottom: `${MAP_MARGIN}px`,
        width: `${MAP_WIDTH}px`,
        height: `${MAP_HEIGHT}px`,
      }}
      onPointerDown={hold}
      onPointerMove={move}
      onPointerUp={() => (grip.current = null)}
      onPointerCancel={() => (grip.current = null)}
      onKeyDown={onKeyDown}
      onWheel={(event) => {
        event.preventDefault()
        graph.zoomBy(wheelFactor(event))
      }}
    >
      <canvas ref={canvas} aria-hidden="true" />
      <div class="minimap-frame" ref={frame} data-testid="minimap-frame" />
    </div>
  )
}

type PointerOn = PointerEvent & { readonly currentTarget: HTMLDivElement }

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}
