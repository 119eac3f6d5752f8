import type { LinkId, NodeId } from '../../core/base/ids'
import type { WireLook } from '../state/canvas-view'
import { takeAlong, type Carried } from '../annotations/carried'
import { dotOutput, isOnDot } from '../annotations/dot'
import { boxOf } from '../annotations/draw-frame'
import { contains } from '../annotations/frame-geometry'
import type { CanvasListener } from './canvas-listener'
import type { CanvasTheme } from './canvas-theme'
import { LARGEST_SCALE, SMALLEST_SCALE, type Camera } from './camera'
import { copyBack, paintBack, paintFront, paintPart } from './draw-canvas'
import type { HeatMark } from './draw-heat'
import type { DiffMark } from '../diff/diff-marks'
import type { GraphProjection } from './graph-projection'
import type { ScreenSize } from './follow-size'
import { linkAt, nodeAt, portAt } from './hit-test'
import type { LGraphNode } from './litegraph'
import { LoomNode, type LoomLink } from './loom-node'
import { ShownCanvas } from './shown-canvas'
import { beginWireDrag, type PortSpot, type WireDrag } from './wire-drag'
import { spliceAim } from './splice-aim'
import { aimOf, dropWire, wireOn, type Aim } from './wire-drop'
import type { Point } from './wire-path'

const NO_LINKS: ReadonlySet<LinkId> = new Set()

/**
 * litegraph's canvas with our looks: it moves the camera, drags nodes, bands and wires; what a gesture comes to is
 * told to the listener, and nothing changes here until the document has.
 */
export class LoomCanvas extends ShownCanvas {
  theme: CanvasTheme
  /** Null while no heat lies over the graph. */
  heat: ReadonlyMap<NodeId, HeatMark> | null = null
  /** How nodes differ from those compared with; null while graphs are not compared. */
  diff: ReadonlyMap<NodeId, DiffMark> | null = null
  /** Outputs whose values are looked into. */
  inspected: ReadonlyMap<NodeId, ReadonlySet<string>> = new Map()
  wire: WireDrag | null = null
  /** Where the wire in hand would go. */
  aim: Aim | null = null
  /** The wire that would take in the nodes in hand. */
  splicing: LoomLink | null = null
  wires: WireLook = 'all'
  /** While true, nodes stay where they are and no wire is drawn. */
  isLocked = false
  /** While true, dragging with the main button moves the camera wherever it starts. */
  pans = false
  /** How far a press may wander and still be a click, in CSS pixels: fingers and pens are less steady than mice. */
  slop = 3
  /** The pointer is a finger. */
  isCoarse = false
  readonly #listener: CanvasListener
  /** The background canvas holds the ground and the wires as they are now. */
  #isBackAside = false
  #downAt: Point = { x: 0, y: 0 }
  #clicked: LoomNode | null = null
  /** What goes along with the frames in hand. */
  #carried: Carried | null = null
  /** The pointer went down on a node or port of a locked graph; once it moves, the user is told why nothing follows. */
  #heldBack: 'no' | 'quietly' | 'told' = 'no'
  #shownCamera: Camera = { scale: 0, x: 0, y: 0 }

  constructor(
    canvas: HTMLCanvasElement,
    projection: GraphProjection,
    theme: CanvasTheme,
    listener: CanvasListener,
  ) {
    super(canvas, projection)
    this.theme = theme
    this.#listener = listener
    this.ds.min_scale = SMALLEST_SCALE
    this.ds.max_scale = LARGEST_SCALE
  }

  get width(): number {
    return this.canvas.width / this.pixelRatio
  }
  get height(): number {
    return this.canvas.height / this.pixelRatio
  }

  /** Both canvases hold every device pixel, so that they stay crisp. */
  resize({ width, height, ratio }: ScreenSize): void {
    this.pixelRatio = ratio
    this.canvas.width = this.bgcanvas.width = Math.max(1, width)
    this.canvas.height = this.bgcanvas.height = Math.max(1, height)
    // Sizing a canvas empties it: draw now, not a frame later.
    this.draw(true, true)
  }

  toGraph(clientX: number, clientY: number): Point {
    const box = this.canvas.getBoundingClientRect()
    const { scale, x, y } = this.camera
    return { x: (clientX - box.left) / scale - x, y: (clientY - box.top) / scale - y }
  }

  toPage(point: Point): { readonly clientX: number; readonly clientY: number } {
    const box = this.canvas.getBoundingClientRect()
    const { scale, x, y } = this.camera
    return { clientX: box.left + (point.x + x) * scale, clientY: box.top + (point.y + y) * scale }
  }

  override processMouseDown(event: MouseEvent): boolean | undefined {
    this.#downAt = { x: event.clientX, y: event.clientY }
    this.#clicked = null
    if (this.pans && event.button === 0) {
      this.dragging_canvas = true
      this.last_mouse = [event.clientX, event.clientY]
      return undefined
    }
    const result = super.processMouseDown(event)
    this.setDirty(true, true)
    if (event.button !== 0) return result
    const at = this.toGraph(event.clientX, event.clientY)
    const node = nodeAt(this, at)
    if (this.connecting_node && node && isOnDot(node, at, this.ds.scale, this.isCoarse)) {
      // All of a dot is its ports to litegraph.
      this.#letGoOfWire()
      this.node_dragged = node
      this.processNodeSelected(node, event)
    }
    this.#heldBack = this.isLocked && (this.node_dragged ?? this.connecting_node) ? 'quietly' : 'no'
    if (this.#heldBack !== 'no') {
      this.node_dragged = null
      this.#letGoOfWire()
    } else if (this.connecting_node) this.#takeWire(at)
    else if (this.dragging_rectangle && node) {
      // litegraph begins a band even on a node: there, a modifier key means "this one too".
      this.dragging_rectangle = null
      this.processNodeSelected(node, event)
    } else if (this.dragging_canvas && (event.shiftKey || event.metaKey)) {
      this.dragging_canvas = false
      this.dragging_rectangle = new Float32Array([at.x, at.y, 1, 1])
    }
    this.#carried = this.node_dragged && takeAlong(this.projection, Object.values(this.selected_nodes))
    return result
  }

  override processMouseMove(event: MouseEvent): boolean | undefined {
    const result = super.processMouseMove(event)
    if (this.#heldBack === 'quietly' && this.#hasMovedTo(event)) {
      this.#heldBack = 'told'
      this.#clicked = null
      this.#listener.lockedOut()
    }
    const at = this.toGraph(event.clientX, event.clientY)
    if (this.wire) {
      this.aim = aimOf(this, this.wire, at)
      this.setDirty(true, false)
    }
    if (this.node_dragged) this.#carried?.follow()
    if (this.node_dragged) this.#aimSplice(this.node_dragged, at)
    const isIdle = event.buttons === 0 && !this.wire
    const spot = isIdle || this.wire ? portAt(this, at) : null
    const link = isIdle && !spot && !nodeAt(this, at) ? linkAt(this, at) : null
    if (link !== this.hoveredLink) {
      this.hoveredLink = link
      this.setDirty(true, true)
    }
    this.#listener.hovered(isIdle ? (spot ?? dotOutput(nodeAt(this, at))) : null, {
      x: event.clientX,
      y: event.clientY,
    })
    this.canvas.style.cursor = this.#cursor(spot, link)
    return result
  }

  override processMouseUp(event: MouseEvent): boolean | undefined {
    const { wire, node_dragged: dragged, dragging_rectangle: band } = this
    const hasMoved = this.#hasMovedTo(event)
    const wasHeldBack = this.#heldBack !== 'no'
    this.#letGoOfWire()
    const result = super.processMouseUp(event)
    this.#heldBack = 'no'
    if (wire) dropWire(this, wire, { x: event.clientX, y: event.clientY }, this.#listener)
    else if (dragged) {
      this.#endNodeDrag(hasMoved)
      if (!hasMoved && dragged instanceof LoomNode)
        this.#listener.clicked(dragged, this.toGraph(event.clientX, event.clientY))
    } else if (wasHeldBack) this.#chooseClicked()
    else if (event.button === 0 && !hasMoved && !band) this.#clickGround(event)
    return result
  }

  /** Gives up what the pointer is doing; everything is where the document has it. */
  cancelGesture(): void {
    this.#letGoOfWire()
    this.splicing = null
    this.#carried = null
    this.dragging_rectangle = null
    this.dragging_canvas = false
    this.pointer_is_down = false
    if (this.node_dragged) {
      this.node_dragged = null
      this.projection.restorePositions()
    }
    this.setDirty(true, true)
  }

  get isBusy(): boolean {
    return this.wire !== null || this.node_dragged !== null || this.dragging_rectangle !== null
  }

  /** On the title of a selected node, in page coordinates. */
  selectedPlace(): Point | null {
    const node = Object.values(this.selected_nodes)[0]
    if (!node) return null
    const { clientX, clientY } = this.toPage({ x: (node.pos[0] ?? 0) + 12, y: (node.pos[1] ?? 0) + 12 })
    return { x: clientX, y: clientY }
  }

  zoomAt(factor: number, x: number, y: number): void {
    this.ds.changeScale(this.ds.scale * factor, [x, y])
    this.setDirty(true, true)
  }

  override processNodeSelected(node: LGraphNode, event: MouseEvent): void {
    if (!(node instanceof LoomNode)) return
    const chosen = this.#chosen()
    if (event.shiftKey || event.ctrlKey || event.metaKey) {
      if (!chosen.delete(node.nodeId)) chosen.add(node.nodeId)
      this.#choose(chosen)
    } else if (node.is_selected) {
      // A drag moves all that is selected; only a click without one selects this node alone.
      this.#clicked = node
    } else {
      this.#choose(new Set([node.nodeId]))
    }
  }

  override selectNodes(nodes: readonly LGraphNode[], add = false): void {
    const chosen = add ? this.#chosen() : new Set<NodeId>()
    const [x = 0, y = 0, width = 0, height = 0] = this.dragging_rectangle ?? []
    // Most of a frame is ground, where a band may begin: it takes the frames that it surrounds.
    const meant = nodes.filter(
      (node) => !this.#isFrame(node) || contains({ x, y, width, height }, boxOf(node)),
    )
    if (meant.length === 0) return
    for (const node of meant) if (node instanceof LoomNode) chosen.add(node.nodeId)
    this.#choose(chosen)
  }

  override deselectAllNodes(): void {
    // litegraph takes a quick drag that ends on the ground for a click there.
    if (this.#heldBack === 'no') this.#choose(new Set())
  }

  override draw(forceFront = false, forceBack = false): void {
    this.ds.computeVisibleArea([0, 0, this.width, this.height])
    const parts = this.takeDamage()
    if (parts.length > 0) this.#isBackAside = false
    if (this.dirty_bgcanvas || forceBack) this.#drawAll()
    else if (this.dirty_canvas || forceFront) {
      if (!this.#isBackAside) paintBack(this, this.bgcanvas)
      this.#isBackAside = true
      copyBack(this)
      this.drawFrontCanvas()
    } else for (const part of parts) paintPart(this, part)
    const { scale, x, y } = this.#shownCamera
    const now = this.camera
    if (now.scale !== scale || now.x !== x || now.y !== y) {
      this.#shownCamera = now
      this.#listener.cameraMoved(now)
    }
  }

  #drawAll(): void {
    // While the camera moves nothing is put aside: the copy would cost more than it saves.
    this.#isBackAside = false
    paintBack(this, this.canvas)
    this.drawFrontCanvas()
  }

  override drawFrontCanvas(): void {
    this.computeVisibleNodes(null, this.visible_nodes)
    paintFront(this)
    this.dirty_canvas = this.dirty_bgcanvas = false
  }

  #takeWire(at: Point): void {
    const { connecting_node: node, connecting_slot: slot } = this
    if (!(node instanceof LoomNode)) return
    const isInput = !this.connecting_output
    const port = node.ports(isInput)[slot]
    if (!port) return
    const grabbed = portAt(this, at)
    const detached = grabbed && !isInput ? wireOn(this, grabbed) : null
    this.wire = beginWireDrag({ node, isInput, slot }, port, detached, this.#listener.check)
    this.aim = aimOf(this, this.wire, at)
    this.setDirty(true, true)
  }

  #letGoOfWire(): void {
    this.wire = null
    this.aim = null
    this.connecting_node = null
    this.connecting_output = null
    this.connecting_input = null
    this.connecting_pos = null
    this.connecting_slot = -1
    this.setDirty(true, true)
  }

  #aimSplice(node: LGraphNode, at: Point): void {
    if (!(node instanceof LoomNode)) return
    const chosen = this.#chosen()
    if ([...this.projection.frames].some((frame) => frame.is_selected)) return
    const link = spliceAim(this, at, (record) => this.#listener.splices(chosen, record), node)
    if (link === this.splicing) return
    this.splicing = link
    this.setDirty(true, true)
  }

  #endNodeDrag(hasMoved: boolean): void {
    const { splicing } = this
    this.splicing = null
    if (!hasMoved) {
      this.#chooseClicked()
      this.projection.restorePositions()
      return
    }
    const moves = Object.values(this.selected_nodes).flatMap((node) => {
      if (!(node instanceof LoomNode)) return []
      return [{ node: node.nodeId, x: Math.round(node.pos[0] ?? 0), y: Math.round(node.pos[1] ?? 0) }]
    })
    moves.push(...(this.#carried?.moves() ?? []))
    if (splicing) this.#listener.spliced(moves, splicing.record)
    else if (moves.length > 0) this.#listener.moved(moves)
  }

  #isFrame(node: LGraphNode): node is LoomNode {
    return node instanceof LoomNode && node.face.form === 'frame'
  }

  /** A click on one of several selected nodes selects it alone. */
  #chooseClicked(): void {
    if (this.#clicked) this.#choose(new Set([this.#clicked.nodeId]))
  }

  #hasMovedTo({ clientX, clientY }: MouseEvent): boolean {
    return Math.hypot(clientX - this.#downAt.x, clientY - this.#downAt.y) > this.slop
  }

  #clickGround(event: MouseEvent): void {
    const at = this.toGraph(event.clientX, event.clientY)
    if (nodeAt(this, at)) return
    const link = linkAt(this, at)
    const adds = event.shiftKey || event.ctrlKey || event.metaKey
    const links = new Set(adds ? this.selectedLinks : [])
    if (link && !links.delete(link.linkId)) links.add(link.linkId)
    this.#listener.selected({ nodes: adds ? this.#chosen() : new Set(), links })
  }

  #chosen(): Set<NodeId> {
    const chosen = new Set<NodeId>()
    for (const node of this.projection.nodes.values()) if (node.is_selected) chosen.add(node.nodeId)
    return chosen
  }

  #choose(nodes: ReadonlySet<NodeId>): void {
    this.#listener.selected({ nodes, links: NO_LINKS })
  }

  #cursor(spot: PortSpot | null, link: LoomLink | null): string {
    if (this.dragging_canvas || this.pans) return 'grabbing'
    if (this.wire) return this.aim?.refusal ? 'not-allowed' : 'crosshair'
    if (spot) return this.isLocked ? 'default' : 'crosshair'
    return link ? 'pointer' : 'default'
  }
}
