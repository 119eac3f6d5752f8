import { batch, computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import type { LinkId, NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Command } from '../../core/doc/commands/index'
import type { NodeRecord, PortRef } from '../../core/doc/document'
import type { Editor } from '../../core/doc/editor'
import { checkConnection } from '../../core/infer/check-connection'
import type { RefusedWire } from '../../core/infer/repairs'
import { words } from '../text/words'
import { addressOn } from '../annotations/draw-note'
import { boxOf } from '../annotations/draw-frame'
import { createResizeInput } from '../annotations/resize-input'
import { limitsOf, resizeCommands } from '../annotations/resize-commands'
import { withResize } from '../annotations/with-resize'
import type { WireLook } from '../state/canvas-view'
import type { WheelChoice } from '../state/wheel'
import { withShelf } from '../blocks/shelf'
import { findSplice, spliceCommands, type Splice } from '../edit/splice'
import { centreCamera, fitClear, seenBox, type Camera, type Size } from './camera'
import { readCanvasTheme } from './canvas-theme'
import type { HeatMark } from './draw-heat'
import type { DiffMark } from '../diff/diff-marks'
import { pathOf } from './draw-wires'
import { followSize } from './follow-size'
import { createGlide } from './glide'
import { createGraphProjection } from './graph-projection'
import { rewireCommands } from './gestures'
import type { Box } from './layout'
import type { LooseWire, Selected } from './canvas-listener'
import { LoomCanvas } from './loom-canvas'
import { linkAt, nodeAt } from './hit-test'
import { createPinnedInput, type PinnedListener, type PinnedParam } from './pinned-input'
import { listenToPointer, middleOf, type PointerListener } from './pointer-input'
import { spliceAim } from './splice-aim'
import type { PortSpot } from './wire-drag'
import { pointOn, type Point } from './wire-path'

/** What the canvas shows and whom it tells. Signals are followed; listeners are told. */
export interface GraphViewContext {
  readonly editor: Editor
  readonly selection: ReadonlySignal<Selected>
  readonly pictures: ReadonlySignal<ReadonlyMap<NodeId, CanvasImageSource>>
  /** Null while no heat lies over the graph. */
  readonly heat: ReadonlySignal<ReadonlyMap<NodeId, HeatMark> | null>
  readonly inspected: ReadonlySignal<ReadonlyMap<NodeId, ReadonlySet<string>>>
  /** Null while graphs are not compared. */
  readonly diff: ReadonlySignal<ReadonlyMap<NodeId, DiffMark> | null>
  readonly badges: ReadonlySignal<ReadonlyMap<NodeId, Diagnostic['severity']>>
  readonly wires: ReadonlySignal<WireLook>
  readonly isLocked: ReadonlySignal<boolean>
  readonly pinned: PinnedListener
  readonly wheel: ReadonlySignal<WheelChoice>
  /** Changes when the colours do. */
  readonly theme: ReadonlySignal<unknown>
  select(selected: Selected): void
  /** Runs commands as one undo step; refusals are shown at `at`, in page coordinates. */
  edit(label: string, commands: readonly Command[], at: Point | null): void
  refuse(diagnostic: Diagnostic, wire: RefusedWire, at: Point): void
  askForNode(at: Point, wire: LooseWire | null): void
  askForMenu(at: Point): void
  openNode(node: NodeId): void
  /** A double click on a wire, `at` in the graph's coordinates. */
  openWire(link: LinkId, at: Point): void
  /** A click on a link in a note. */
  followAddress(address: string): void
  /** How much of the lower right corner of a canvas of this size is covered. */
  coveredCorner(canvas: Size): Size | null
  /** A gesture was held back because the graph is locked. */
  lockedOut(): void
}

/** The mounted canvas, for the rest of the window. Points in the graph's coordinates unless said otherwise. */
export interface GraphView {
  readonly camera: ReadonlySignal<Camera>
  /** The canvas in CSS pixels. A new value whenever it was measured again. */
  readonly size: ReadonlySignal<Size>
  /** The part of the graph that is seen. */
  readonly seen: ReadonlySignal<Box>
  /** The port under the pointer and where the pointer is, in page coordinates. */
  readonly hover: ReadonlySignal<{
    readonly port: PortRef
    readonly isInput: boolean
    readonly at: Point
  } | null>
  fit(): void
  /** Shows what this camera sees, at once. */
  showCamera(camera: Camera): void
  /** Glides to where these nodes fill the canvas. */
  zoomTo(nodes: Iterable<NodeId>): void
  /** Brings a point to the middle and leaves the zoom as it is. */
  lookAt(point: Point): void
  zoomBy(factor: number): void
  /** Brings a node to the middle, without changing the zoom unless it is too small to read. */
  reveal(node: NodeId): void
  /** How a new node dropped there, in page coordinates, would be put into the wire below; null without one. */
  spliceAt(node: NodeRecord, clientX: number, clientY: number): Splice | null
  /** Sets that wire off, while a new node is dragged; null ends it. */
  showSplice(link: LinkId | null): void
  /** Where a parameter stands on its node's face; null while it does not. */
  pinnedBox(param: PinnedParam): Box | null
  /** The places and sizes of nodes. */
  boxesOf(nodes: Iterable<NodeId>): ReadonlyMap<NodeId, Box>
  /** The middle of a wire; null for one that is not drawn. */
  middleOfWire(link: LinkId): Point | null
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
  const size = signal({ width: 1, height: 1 })
  const seen = computed(() => seenBox(camera.value, size.value.width, size.value.height))
  const hover = signal<{ port: PortRef; isInput: boolean; at: Point } | null>(null)

  const view = new LoomCanvas(canvas, projection, readCanvasTheme(canvas), {
    check: (from, to) => checkConnection(editor.document, editor.registry, editor.inference, from, to),
    moved: (moves) => context.edit(words.canvas.moveStep, [{ type: 'node/move', moves }], null),
    splices: (ids, link) => findSplice(editor, recordsOf(ids), link) !== null,
    spliced(moves, link) {
      const nodes = recordsOf(moves.map(({ node }) => node))
      const splice = findSplice(editor, nodes, link)
      const move: Command = { type: 'node/move', moves }
      context.edit(words.canvas.insertStep, [move, ...(splice ? spliceCommands(editor, splice) : [])], null)
    },
    connected: (from, to, detached, at) =>
      context.edit(
        detached === null ? words.canvas.connectStep : words.canvas.moveWireStep,
        rewireCommands(editor, from, to, detached),
        at,
      ),
    disconnected: (link) =>
      context.edit(words.canvas.disconnectStep, [{ type: 'link/disconnect', links: [link] }], null),
    refused: (diagnostic, wire, at) => context.refuse(diagnostic, wire, at),
    droppedOnGround: (wire, at) => context.askForNode(at, wire),
    selected: (selected) => context.select(selected),
    hovered(spot, at) {
      const next = spot && hoverOf(spot, at)
      if (next?.port.node !== hover.peek()?.port.node || next?.port.port !== hover.peek()?.port.port)
        hover.value = next
    },
    cameraMoved: (moved) => (camera.value = moved),
    lockedOut: () => context.lockedOut(),
    clicked(node, at) {
      const address = addressOn(node, at, view.theme)
      if (address !== null) context.followAddress(address)
    },
  })
  const glideTo = createGlide(view)

  const pointerListener: PointerListener = {
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
    wireOpened(at) {
      const place = view.toGraph(at.x, at.y)
      const link = linkAt(view, place)
      if (link) context.openWire(link.linkId, place)
    },
  }
  const resizeInput = createResizeInput(view, {
    limits: ({ nodeId }) => limitsOf(editor, nodeId),
    resized: ({ nodeId }, box) =>
      context.edit(words.annotations.resizeStep, resizeCommands(editor, nodeId, box), null),
    pressed: ({ nodeId }) => context.select({ nodes: new Set([nodeId]), links: new Set() }),
    lockedOut: () => context.lockedOut(),
  })
  const stopPointer = listenToPointer(
    view,
    pointerListener,
    withResize(createPinnedInput(view, context.pinned), resizeInput),
    context.wheel,
  )

  function recordsOf(ids: Iterable<NodeId>): readonly NodeRecord[] {
    return [...ids].flatMap((id) => editor.document.nodes.get(id) ?? [])
  }

  function boxesOf(ids: Iterable<NodeId>): ReadonlyMap<NodeId, Box> {
    return new Map(
      [...ids].flatMap((id): [NodeId, Box][] => {
        const node = projection.nodes.get(id)
        return node ? [[id, boxOf(node)]] : []
      }),
    )
  }

  function fitted(boxes: readonly Box[]): Camera | null {
    const { width, height } = view
    return fitClear(boxes, width, height, context.coveredCorner({ width, height }))
  }

  function fit(): void {
    view.camera = fitted([...projection.nodes.values()].map(boxOf)) ?? { scale: 1, x: 0, y: 0 }
  }

  const stopEditor = editor.subscribe((change) => {
    projection.follow(change, view)
    // What the pointer holds may be gone.
    if (view.isBusy) view.cancelGesture()
    if (change.replaced) fit()
    view.showSelection(context.selection.peek())
    if (change.replaced) view.setDirty(true, true)
  })
  const stopEffects = [
    effect(() => view.showSelection(context.selection.value)),
    effect(() => {
      view.showPictures(context.pictures.value)
    }),
    effect(() => {
      view.heat = context.heat.value
      view.setDirty(true, false)
    }),
    effect(() => {
      view.diff = context.diff.value
      view.setDirty(true, false)
    }),
    effect(() => {
      view.inspected = context.inspected.value
      view.setDirty(true, true)
    }),
    effect(() => {
      projection.setBadges(context.badges.value, view)
    }),
    effect(() => {
      view.wires = context.wires.value
      view.setDirty(true, true)
    }),
    effect(() => {
      if (context.isLocked.value) view.cancelGesture()
      view.isLocked = context.isLocked.value
    }),
    effect(() => {
      void context.theme.value
      view.theme = readCanvasTheme(canvas)
      view.setDirty(true, true)
    }),
  ]
  const stopSize = followSize(canvas, (onScreen) => {
    const isFirst = camera.peek().scale === 1 && camera.peek().x === 0 && camera.peek().y === 0
    view.resize(onScreen)
    size.value = { width: view.width, height: view.height }
    if (isFirst) fit()
  })

  return {
    camera,
    size,
    seen,
    hover,
    fit,
    showCamera(camera) {
      view.camera = camera
    },
    zoomTo(ids) {
      const camera = fitted([...boxesOf(ids).values()])
      if (camera) glideTo(camera)
    },
    lookAt({ x, y }) {
      view.camera = centreCamera({ x, y, width: 0, height: 0 }, view.width, view.height, view.camera.scale)
    },
    zoomBy: (factor) => view.zoomAt(factor, view.width / 2, view.height / 2),
    reveal(id) {
      const node = projection.nodes.get(id)
      if (!node) return
      const scale = Math.max(view.camera.scale, READABLE_SCALE)
      view.camera = centreCamera(boxOf(node), view.width, view.height, scale)
    },
    showSplice(id) {
      const link = (id !== null && projection.links.get(id)) || null
      if (link === view.splicing) return
      view.splicing = link
      view.setDirty(true, true)
    },
    spliceAt(node, clientX, clientY) {
      let found: Splice | null = null
      spliceAim(
        view,
        view.toGraph(clientX, clientY),
        (link) => (found = findSplice(withShelf(editor), [node], link)) !== null,
      )
      return found
    },
    pinnedBox({ node: id, key }) {
      const node = projection.nodes.get(id)
      const box = node?.layout.pinned[node.face.pinned.findIndex((param) => param.key === key)]
      return node && box ? { ...box, x: (node.pos[0] ?? 0) + box.x, y: (node.pos[1] ?? 0) + box.y } : null
    },
    boxesOf,
    middleOfWire(id) {
      const link = projection.links.get(id)
      return link?.isDrawn ? pointOn(pathOf(link), 0.5) : null
    },
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
