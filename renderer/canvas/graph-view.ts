import { batch, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Command } from '../../core/doc/commands/index'
import type { NodeRecord, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { checkConnection } from '../../core/infer/check-connection'
import type { RefusedWire } from '../../core/infer/repairs'
import { findSplice, spliceCommands, type Splice } from '../edit/splice'
import { centreCamera, fitCamera, type Camera } from './camera'
import { readCanvasTheme } from './canvas-theme'
import type { AccountNote } from './draw-account'
import { createGraphProjection } from './graph-projection'
import { rewireCommands } from './gestures'
import { boundsOf, type Box } from './layout'
import type { LooseWire, Selected } from './canvas-listener'
import { LoomCanvas } from './loom-canvas'
import { linkAt, nodeAt } from './hit-test'
import type { LoomNode } from './loom-node'
import { listenToPointer, middleOf } from './pointer-input'
import { spliceAim } from './splice-aim'
import type { PortSpot } from './wire-drag'
import type { Point } from './wire-path'

/** What the canvas shows and whom it tells. Signals are followed; listeners are told. */
export interface GraphViewContext {
  readonly editor: Editor
  readonly selection: ReadonlySignal<Selected>
  readonly pictures: ReadonlySignal<ReadonlyMap<NodeId, CanvasImageSource>>
  readonly notes: ReadonlySignal<ReadonlyMap<NodeId, AccountNote>>
  readonly inspected: ReadonlySignal<ReadonlyMap<NodeId, ReadonlySet<string>>>
  readonly badges: ReadonlySignal<ReadonlyMap<NodeId, Diagnostic['severity']>>
  /** Changes when the colours do. */
  readonly theme: ReadonlySignal<unknown>
  select(selected: Selected): void
  /** Runs commands as one undo step; refusals are shown at `at`, in page coordinates. */
  edit(label: string, commands: readonly Command[], at: Point | null): void
  refuse(diagnostic: Diagnostic, wire: RefusedWire, at: Point): void
  askForNode(at: Point, wire: LooseWire | null): void
  askForMenu(at: Point): void
  openNode(node: NodeId): void
}

/** The mounted canvas, for the rest of the window. Points in the graph's coordinates unless said otherwise. */
export interface GraphView {
  readonly camera: ReadonlySignal<Camera>
  /** The port under the pointer and where the pointer is, in page coordinates. */
  readonly hover: ReadonlySignal<{
    readonly port: PortRef
    readonly isInput: boolean
    readonly at: Point
  } | null>
  fit(): void
  zoomBy(factor: number): void
  /** Brings a node to the middle, without changing the zoom unless it is too small to read. */
  reveal(node: NodeId): void
  /** How a new node dropped there, in page coordinates, would be put into the wire below; null without one. */
  spliceAt(node: NodeRecord, clientX: number, clientY: number): Splice | null
  /** The places and sizes of nodes. */
  boxesOf(nodes: Iterable<NodeId>): ReadonlyMap<NodeId, Box>
  /** The middle of what is seen. */
  centre(): Point
  toGraph(clientX: number, clientY: number): Point
  /** The middle of the canvas, in page coordinates. */
  middle(): Point
  focus(): void
  dispose(): void
}

const READABLE_SCALE = 0.6

export function mountGraphView(canvas: HTMLCanvasElement, context: GraphViewContext): GraphView {
  const { editor } = context
  const projection = createGraphProjection(editor)
  const camera = signal<Camera>({ scale: 1, x: 0, y: 0 })
  const hover = signal<{ port: PortRef; isInput: boolean; at: Point } | null>(null)

  const view = new LoomCanvas(canvas, projection, readCanvasTheme(canvas), {
    check: (from, to) => checkConnection(editor.document, editor.registry, editor.inference, from, to),
    moved: (moves) => context.edit('Move', [{ type: 'node/move', moves }], null),
    splices(id, link) {
      const node = editor.document.nodes.get(id)
      return node !== undefined && findSplice(editor, node, link) !== null
    },
    spliced(id, link, { x, y }) {
      const node = editor.document.nodes.get(id)
      const splice = node && findSplice(editor, node, link)
      const move: Command = { type: 'node/move', moves: [{ node: id, x, y }] }
      context.edit('Insert into a wire', [move, ...(splice ? spliceCommands(editor, id, splice) : [])], null)
    },
    connected: (from, to, detached, at) =>
      context.edit(
        detached === null ? 'Connect' : 'Move a wire',
        rewireCommands(editor, from, to, detached),
        at,
      ),
    disconnected: (link) =>
      context.edit('Disconnect a wire', [{ type: 'link/disconnect', links: [link] }], null),
    refused: (diagnostic, wire, at) => context.refuse(diagnostic, wire, at),
    droppedOnGround: (wire, at) => context.askForNode(at, wire),
    selected: (selected) => context.select(selected),
    hovered(spot, at) {
      const next = spot && hoverOf(spot, at)
      if (next?.port.node !== hover.peek()?.port.node || next?.port.port !== hover.peek()?.port.port)
        hover.value = next
    },
    cameraMoved: (moved) => (camera.value = moved),
  })

  const stopPointer = listenToPointer(view, {
    searchAsked: (at) => context.askForNode(at, null),
    menuAsked(at) {
      const place = view.toGraph(at.x, at.y)
      const node = nodeAt(view, place)
      const link = node ? null : linkAt(view, place)
      // A menu is about what it was opened on: the selection, when that is a part of it.
      if (!node?.is_selected) {
        context.select({
          nodes: new Set(node ? [node.nodeId] : []),
          links: new Set(link ? [link.linkId] : []),
        })
      }
      context.askForMenu(at)
    },
    nodeOpened(at) {
      const node = nodeAt(view, view.toGraph(at.x, at.y))
      if (node) context.openNode(node.nodeId)
    },
  })

  function boxOf({ pos, layout }: LoomNode): Box {
    return { x: pos[0] ?? 0, y: pos[1] ?? 0, width: layout.width, height: layout.height }
  }

  function fit(): void {
    const bounds = boundsOf([...projection.nodes.values()].map(boxOf))
    if (bounds) view.camera = fitCamera(bounds, view.width, view.height)
    else view.camera = { scale: 1, x: 0, y: 0 }
  }

  const stopEditor = editor.subscribe((change) => {
    projection.follow(change)
    // What the pointer holds may be gone.
    if (view.isBusy) view.cancelGesture()
    if (change.replaced) fit()
    view.showSelection(context.selection.peek())
    view.setDirty(true, true)
  })
  const stopEffects = [
    effect(() => view.showSelection(context.selection.value)),
    effect(() => {
      view.pictures = context.pictures.value
      view.setDirty(true, false)
    }),
    effect(() => {
      view.notes = context.notes.value
      view.setDirty(true, false)
    }),
    effect(() => {
      view.inspected = context.inspected.value
      view.setDirty(true, true)
    }),
    effect(() => {
      projection.setBadges(context.badges.value)
      view.setDirty(true, true)
    }),
    effect(() => {
      void context.theme.value
      view.theme = readCanvasTheme(canvas)
      view.setDirty(true, true)
    }),
  ]
  const stopSize = followSize(canvas, (width, height, ratio) => {
    const isFirst = camera.peek().scale === 1 && camera.peek().x === 0 && camera.peek().y === 0
    view.resize(width, height, ratio)
    if (isFirst) fit()
  })

  return {
    camera,
    hover,
    fit,
    zoomBy: (factor) => view.zoomAt(factor, view.width / 2, view.height / 2),
    reveal(id) {
      const node = projection.nodes.get(id)
      if (!node) return
      const scale = Math.max(view.camera.scale, READABLE_SCALE)
      view.camera = centreCamera(boxOf(node), view.width, view.height, scale)
    },
    spliceAt(node, clientX, clientY) {
      let found: Splice | null = null
      spliceAim(
        view,
        view.toGraph(clientX, clientY),
        (link) => (found = findSplice(editor, node, link)) !== null,
      )
      return found
    },
    boxesOf: (ids) =>
      new Map(
        [...ids].flatMap((id): [NodeId, Box][] => {
          const node = projection.nodes.get(id)
          return node ? [[id, boxOf(node)]] : []
        }),
      ),
    centre() {
      const { x, y } = middleOf(canvas)
      return view.toGraph(x, y)
    },
    toGraph: (x, y) => view.toGraph(x, y),
    middle: () => middleOf(canvas),
    focus: () => canvas.focus(),
    dispose() {
      batch(() => {
        stopPointer()
        stopEditor()
        for (const stop of stopEffects) stop()
        stopSize()
      })
    },
  }
}

function hoverOf(spot: PortSpot, at: Point): { port: PortRef; isInput: boolean; at: Point } {
  return { port: spot.node.portRef(spot.isInput, spot.slot), isInput: spot.isInput, at }
}

/** Calls back with CSS size and device pixel ratio, now and whenever either changes. */
function followSize(
  canvas: HTMLCanvasElement,
  resized: (width: number, height: number, ratio: number) => void,
): () => void {
  const parent = canvas.parentElement ?? canvas
  const measure = (): void => resized(parent.clientWidth, parent.clientHeight, window.devicePixelRatio)
  const observer = new ResizeObserver(measure)
  observer.observe(parent)
  let stopRatio = (): void => undefined
  // A media query answers only for one ratio: after each change the next one must be asked anew.
  function followRatio(): void {
    const query = matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    const changed = (): void => {
      measure()
      followRatio()
    }
    query.addEventListener('change', changed, { once: true })
    stopRatio = () => query.removeEventListener('change', changed)
  }
  followRatio()
  return () => {
    observer.disconnect()
    stopRatio()
  }
}
