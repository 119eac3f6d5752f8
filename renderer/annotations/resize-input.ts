import { nodeAt, portAt } from '../canvas/hit-test'
import type { Box } from '../canvas/layout'
import type { LoomCanvas } from '../canvas/loom-canvas'
import type { LoomNode } from '../canvas/loom-node'
import type { Point } from '../canvas/wire-path'
import { boxOf } from './draw-frame'
import { cursorOf, gripAt, resized, type Grip, type SizeLimits } from './resize-geometry'

export interface ResizeListener {
  limits(node: LoomNode): SizeLimits | null
  /** The border was let go where it makes this box. */
  resized(node: LoomNode, box: Box): void
  /** A press on a border that did not move it. */
  pressed(node: LoomNode): void
  lockedOut(): void
}

/** What the pointer does to the borders of frames and notes. */
export interface ResizeInput {
  /** True when the press is on a border; all of the pointer belongs to it until it is let go. */
  press(event: PointerEvent): boolean
  readonly isHeld: boolean
  /** Shows what a press there would do. */
  point(event: PointerEvent): void
  giveUp(): void
}

export function createResizeInput(view: LoomCanvas, listener: ResizeListener): ResizeInput {
  let held: { giveUp(): void } | null = null

  /** A held border follows the pointer; Escape and a lost pointer put it back. */
  function hold(press: PointerEvent, node: LoomNode, grip: Grip, limits: SizeLimits): void {
    const start = boxOf(node)
    const stop = new AbortController()
    const { signal } = stop
    let box: Box | null = null

    function end(): void {
      stop.abort()
      held = null
    }

    function show({ x, y, width, height }: Box): void {
      node.pos = [x, y]
      node.showArea(width, height)
      view.setDirty(true, true)
    }

    function giveUp(): void {
      end()
      show(start)
    }

    function follow(event: PointerEvent): void {
      const way = { x: event.clientX - press.clientX, y: event.clientY - press.clientY }
      if (box === null && Math.hypot(way.x, way.y) <= view.slop) return
      box = resized(start, grip, way.x / view.ds.scale, way.y / view.ds.scale, limits)
      show(box)
    }

    view.canvas.addEventListener('pointermove', follow, { signal })
    view.canvas.addEventListener(
      'pointerup',
      (event) => {
        follow(event)
        end()
        if (box === null) listener.pressed(node)
        else {
          // The document says where it is; it may refuse.
          show(start)
          listener.resized(node, box)
        }
      },
      { signal },
    )
    view.canvas.addEventListener('pointercancel', giveUp, { signal })
    window.addEventListener(
      'keydown',
      (event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        giveUp()
      },
      { signal, capture: true },
    )
    held = { giveUp }
  }

  return {
    get isHeld() {
      return held !== null
    },
    press(event) {
      if (event.button !== 0 || view.pans || event.shiftKey || event.ctrlKey || event.metaKey) return false
      const found = gripUnder(view, view.toGraph(event.clientX, event.clientY))
      const limits = found && listener.limits(found.node)
      if (!found || !limits) return false
      view.canvas.focus()
      if (view.isLocked) {
        listener.pressed(found.node)
        listener.lockedOut()
        return true
      }
      hold(event, found.node, found.grip, limits)
      return true
    },
    point(event) {
      if (event.buttons !== 0 || view.isLocked) return
      const found = gripUnder(view, view.toGraph(event.clientX, event.clientY))
      if (found) view.canvas.style.cursor = cursorOf(found.grip)
    },
    giveUp: () => held?.giveUp(),
  }
}

/** Only of what lies uppermost there. A border reaches a little beyond what it is of. */
function gripUnder(view: LoomCanvas, at: Point): { readonly node: LoomNode; readonly grip: Grip } | null {
  const node = nodeAt(view, at)
  if (!node?.face.area || portAt(view, at)) return null
  const grip = gripAt(boxOf(node), at.x, at.y, view.ds.scale)
  return grip && { node, grip }
}
