import type { NodeId } from '../../core/base/ids'
import type { ParamGesture } from '../edit/param-gesture'
import { dragNumber, type HeldNumber } from '../widgets/number-drag'
import { scaleOf } from '../widgets/numeric-spec'
import { nodeAt } from './hit-test'
import { DETAIL_SCALE } from './layout'
import type { LoomCanvas } from './loom-canvas'
import type { LoomNode } from './loom-node'
import type { PinnedFace } from './pinned-face'
import type { Point } from './wire-path'

/** A parameter on a node's face. */
export interface PinnedParam {
  readonly node: NodeId
  readonly key: string
}

export interface PinnedListener {
  begin(param: PinnedParam): ParamGesture
  /** A click on what is neither dragged nor switched: it is to be edited where it stands. */
  open(param: PinnedParam): void
}

/** What the pointer does to the parameters on the nodes' faces: numbers are dragged, switches switched, the rest opened. */
export interface PinnedInput {
  /** True when the press is on a pinned parameter; all of the pointer belongs to it until it is let go. */
  press(event: PointerEvent): boolean
  readonly isHeld: boolean
  isAt(clientX: number, clientY: number): boolean
  /** Shows what a press there would do. */
  point(event: PointerEvent): void
  giveUp(): void
}

const CLICK_REACH = 8

export function createPinnedInput(view: LoomCanvas, listener: PinnedListener): PinnedInput {
  let held: HeldNumber | null = null

  function at(clientX: number, clientY: number): Hit | null {
    return pinnedAt(view, view.toGraph(clientX, clientY))
  }

  function click({ node, param }: Hit): void {
    const place = { node: node.nodeId, key: param.key }
    if (param.spec.kind === 'bool') listener.begin(place).set(param.value !== true)
    else listener.open(place)
  }

  return {
    get isHeld() {
      return held !== null
    },
    press(event) {
      if (event.button !== 0 || view.pans) return false
      const hit = at(event.clientX, event.clientY)
      if (!hit) return false
      const { node, param } = hit
      const scale = scaleOf(param.spec)
      if (!scale || typeof param.value !== 'number') {
        held = awaitClick(view.canvas, event, {
          clicked: () => click(hit),
          ended: () => (held = null),
        })
        return true
      }
      held = dragNumber(view.canvas, event, {
        scale,
        start: param.value,
        begin() {
          const gesture = listener.begin({ node: node.nodeId, key: param.key })
          return { set: (value) => gesture.set(value) === null, giveUp: () => gesture.giveUp() }
        },
        clicked: () => click(hit),
        ended: () => (held = null),
      })
      return true
    },
    isAt: (clientX, clientY) => at(clientX, clientY) !== null,
    point(event) {
      if (event.buttons !== 0) return
      const hit = at(event.clientX, event.clientY)
      if (hit) view.canvas.style.cursor = scaleOf(hit.param.spec) ? 'ew-resize' : 'pointer'
    },
    giveUp() {
      held?.giveUp()
    },
  }
}

/** A press on what is not dragged: it counts where it is let go without having moved away. */
function awaitClick(
  canvas: HTMLCanvasElement,
  press: PointerEvent,
  { clicked, ended }: { clicked(): void; ended(): void },
): HeldNumber {
  const stop = new AbortController()
  const { signal } = stop
  function end(): void {
    stop.abort()
    ended()
  }
  canvas.addEventListener(
    'pointerup',
    (release) => {
      const way = Math.hypot(release.clientX - press.clientX, release.clientY - press.clientY)
      end()
      if (way <= CLICK_REACH) clicked()
    },
    { signal },
  )
  canvas.addEventListener('pointercancel', end, { signal })
  return { giveUp: end }
}

interface Hit {
  readonly node: LoomNode
  readonly param: PinnedFace
}

/** Nothing is hit that is too small to be drawn. */
function pinnedAt(view: LoomCanvas, point: Point): Hit | null {
  if (view.ds.scale < DETAIL_SCALE) return null
  const node = nodeAt(view, point)
  if (!node) return null
  const x = point.x - (node.pos[0] ?? 0)
  const y = point.y - (node.pos[1] ?? 0)
  const index = node.layout.pinned.findIndex(
    (box) => x >= box.x && x <= box.x + box.width && y >= box.y && y <= box.y + box.height,
  )
  const param = node.face.pinned[index]
  return param ? { node, param } : null
}
