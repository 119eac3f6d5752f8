import type { LinkId, NodeId } from '../../core/base/ids'
import type { Camera } from './camera'
import type { Selected } from './canvas-listener'
import { partsUnder, type Part, type Screen } from './damage'
import type { GraphProjection, ProjectionChanges } from './graph-projection'
import type { Box } from './layout'
import type { LGraphNode } from './litegraph'
import { LoomNode, type LoomLink } from './loom-node'
import { QuietCanvas } from './quiet-canvas'
import { reachOfLink, reachOfNode } from './reach'

/** More boxes than this are not worth telling apart. */
const MOST_DAMAGE = 400

/**
 * What is on the canvas, and where it no longer is what it shows: an edit costs what it touches. Whatever changes the
 * looks of more than it can name calls `setDirty`, and all is drawn.
 */
export abstract class ShownCanvas extends QuietCanvas implements ProjectionChanges {
  readonly projection: GraphProjection
  pixelRatio = 1
  pictures: ReadonlyMap<NodeId, CanvasImageSource> = new Map()
  hoveredLink: LoomLink | null = null
  selectedLinks: ReadonlySet<LinkId> = new Set()
  /** The wires in view, in the order they are drawn. */
  shownLinks: LoomLink[] = []
  #damage: Box[] = []
  #frame: number | null = null

  constructor(canvas: HTMLCanvasElement, projection: GraphProjection) {
    super(canvas, projection)
    this.projection = projection
  }

  get camera(): Camera {
    return { scale: this.ds.scale, x: this.ds.offset[0], y: this.ds.offset[1] }
  }
  set camera({ scale, x, y }: Camera) {
    this.ds.scale = scale
    this.ds.offset[0] = x
    this.ds.offset[1] = y
    this.setDirty(true, true)
  }

  get screen(): Screen {
    const { camera, pixelRatio, canvas } = this
    return { camera, pixelRatio, width: canvas.width, height: canvas.height }
  }

  /** Shows a selection made elsewhere. */
  showSelection({ nodes, links }: Selected): void {
    const before = new Set<LGraphNode>(Object.values(this.selected_nodes))
    this.selected_nodes = {}
    for (const id of nodes) {
      const node = this.projection.nodes.get(id)
      if (!node) continue
      this.selected_nodes[node.id] = node
      if (!before.delete(node)) this.#select(node, true)
    }
    for (const node of before) if (node instanceof LoomNode) this.#select(node, false)
    const changed = [...this.selectedLinks, ...links].filter(
      (id) => this.selectedLinks.has(id) !== links.has(id),
    )
    // Its label goes with it, so where it was and where it is must both be drawn.
    this.#touchLinks(changed)
    this.selectedLinks = links
    this.#touchLinks(changed)
  }

  showPictures(pictures: ReadonlyMap<NodeId, CanvasImageSource>): void {
    for (const id of new Set([...this.pictures.keys(), ...pictures.keys()])) {
      const node = this.projection.nodes.get(id)
      if (node && this.pictures.get(id) !== pictures.get(id)) this.touchNode(node)
    }
    this.pictures = pictures
  }

  /** What is drawn of the node is drawn anew, where it is now: told before and after it moves, both places are. */
  touchNode(node: LoomNode): void {
    this.#touch(reachOfNode(node, this.ds.scale))
  }

  touchLink(link: LoomLink): void {
    if (!link.isDrawn || this.dirty_bgcanvas) return
    const isAsked = link === this.hoveredLink || this.selectedLinks.has(link.linkId)
    for (const box of reachOfLink(link, this.ds.scale, isAsked)) this.#touch(box)
  }

  /** A node or wire that was not there before is drawn last, as it is when all is drawn. */
  added(item: LoomNode | LoomLink): void {
    if (item instanceof LoomNode) this.visible_nodes.push(item)
    else if (item.isDrawn) this.shownLinks.push(item)
  }

  removed(item: LoomNode | LoomLink): void {
    // Another wire may come back under its id, and the pointer does not lie on that one yet.
    if (item === this.hoveredLink) this.hoveredLink = null
    // The lists are made anew when all is drawn.
    if (this.dirty_bgcanvas) return
    if (item instanceof LoomNode) this.visible_nodes = this.visible_nodes.filter((node) => node !== item)
    else this.shownLinks = this.shownLinks.filter((link) => link !== item)
  }

  /** What was out of view may have come into it, somewhere among what lies there. */
  moved(node: LoomNode): void {
    if (this.dirty_bgcanvas) return
    const isListed =
      this.visible_nodes.includes(node) &&
      [...this.projection.linksOf(node)].every((link) => this.shownLinks.includes(link))
    if (!isListed) this.setDirty(true, true)
  }

  override setDirty(foreground: boolean, background: boolean): void {
    super.setDirty(foreground, background)
    this.requestDraw()
  }

  /** Draws in the next frame what is dirty by then. Nothing is drawn while nothing happens. */
  requestDraw(): void {
    this.#frame ??= requestAnimationFrame(() => {
      this.#frame = null
      this.draw()
    })
  }

  stopDrawing(): void {
    if (this.#frame !== null) cancelAnimationFrame(this.#frame)
    this.#frame = null
  }

  /** What is to be drawn anew, once. Where that is most of the canvas, all of it is dirty instead. */
  protected takeDamage(): readonly Part[] {
    const parts = partsUnder(this.#damage, this.screen)
    this.#damage = []
    if (parts === null) this.dirty_bgcanvas = true
    return parts ?? []
  }

  #select(node: LoomNode, isSelected: boolean): void {
    node.is_selected = isSelected
    this.touchNode(node)
    for (const link of this.projection.linksOf(node)) this.touchLink(link)
  }

  #touchLinks(ids: readonly LinkId[]): void {
    for (const id of ids) {
      const link = this.projection.links.get(id)
      if (link) this.touchLink(link)
    }
  }

  #touch(box: Box): void {
    if (this.dirty_bgcanvas) return
    this.#damage.push(box)
    if (this.#damage.length > MOST_DAMAGE) this.setDirty(true, true)
    else this.requestDraw()
  }
}
