import type { ReadonlySignal } from '@preact/signals'
import type { WheelChoice } from '../state/wheel'
import { listenToCanvasKeys } from './canvas-keys'
import { linkAt, nodeAt, portAt } from './hit-test'
import type { LoomCanvas } from './loom-canvas'
import { pushed } from './pinch'
import type { PinnedInput } from './pinned-input'
import { createTouchInput, TOUCH_SLOP } from './touch-input'
import { looksLikeTrackpad, wheelAct, type Turn } from './wheel-act'
import type { Point } from './wire-path'

export interface PointerListener {
  /** Double click on the ground, the space bar or Tab: `at` in page coordinates. */
  searchAsked(at: Point): void
  menuAsked(at: Point): void
  nodeOpened(at: Point): void
  wireOpened(at: Point): void
}

/** How far a press may wander and still be a click, in CSS pixels. */
const SLOP: Readonly<Record<string, number>> = { touch: TOUCH_SLOP, pen: 6 }
const MOUSE_SLOP = 3
/** Below this, ports lie so close that a finger covers several. */
const PORT_SCALE = 0.35
/** Turns of the wheel that follow each other faster than this are of one hand. */
const SAME_TURN_MS = 250

/**
 * Hands the canvas' pointer, wheel and touch events to the parameters on the nodes' faces, and else to litegraph. Returns
 * a function that stops.
 */
export function listenToPointer(
  view: LoomCanvas,
  listener: PointerListener,
  pinned: PinnedInput,
  wheel: ReadonlySignal<WheelChoice>,
): () => void {
  const { canvas } = view
  const stop = new AbortController()
  let last: Point | null = null
  let hasPanned = false
  /** The menu of a pen's barrel button stands open already. */
  let hasBarrelMenu = false
  let turned = { at: -Infinity, isTrackpad: false }

  function on<Type extends keyof HTMLElementEventMap>(
    type: Type,
    handle: (event: HTMLElementEventMap[Type]) => void,
    options: AddEventListenerOptions = {},
  ): void {
    canvas.addEventListener(type, handle, { ...options, signal: stop.signal })
  }

  function press(event: PointerEvent): void {
    if (pinned.press(event)) return
    hasPanned ||= view.pans
    view.processMouseDown(event)
    view.requestDraw()
  }

  function move(event: PointerEvent): void {
    if (pinned.isHeld) return
    view.processMouseMove(event)
    pinned.point(event)
    view.requestDraw()
  }

  function release(event: PointerEvent): void {
    if (pinned.isHeld) return
    view.processMouseUp(event)
    view.requestDraw()
  }

  function cancel(): void {
    pinned.giveUp()
    view.cancelGesture()
  }

  const touch = createTouchInput<PointerEvent>({
    press: (event) => press(atPort(view, event)),
    move,
    release,
    cancel,
    pinch({ dx, dy, factor, middle }) {
      const box = canvas.getBoundingClientRect()
      view.camera = pushed(view.camera, dx, dy)
      view.zoomAt(factor, middle.x - box.left, middle.y - box.top)
    },
    longPress: (event) => listener.menuAsked(pointOf(event)),
  })

  on('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId)
    hasBarrelMenu = false
    view.slop = SLOP[event.pointerType] ?? MOUSE_SLOP
    view.isCoarse = event.pointerType === 'touch'
    if (event.pointerType === 'touch') {
      touch.down(event)
      return
    }
    // The hand that holds a pen rests on the screen.
    if (event.pointerType === 'pen') touch.reject()
    if (event.pointerType === 'pen' && event.button === 2) {
      hasBarrelMenu = true
      listener.menuAsked(pointOf(event))
      return
    }
    press(event)
  })
  on('pointermove', (event) => {
    last = pointOf(event)
    if (event.pointerType === 'touch') touch.move(event)
    else move(event)
  })
  on('pointerup', (event) => {
    if (event.pointerType === 'touch') touch.up(event)
    else {
      if (event.pointerType === 'pen') touch.accept()
      if (!hasBarrelMenu) release(event)
    }
  })
  on('pointercancel', (event) => {
    if (event.pointerType === 'touch') touch.lost(event)
    else {
      touch.accept()
      cancel()
    }
  })
  on('wheel', (event) => {
    event.preventDefault()
    const turn = turnOf(event)
    const isSameHand = event.timeStamp - turned.at < SAME_TURN_MS
    turned = { at: event.timeStamp, isTrackpad: isSameHand ? turned.isTrackpad : looksLikeTrackpad(turn) }
    const act = wheelAct(turn, wheel.peek(), turned.isTrackpad)
    const box = canvas.getBoundingClientRect()
    if (act.kind === 'zoom') view.zoomAt(act.factor, event.clientX - box.left, event.clientY - box.top)
    else view.camera = pushed(view.camera, -act.dx, -act.dy)
  })
  on('dblclick', (event) => {
    if (pinned.isAt(event.clientX, event.clientY)) return
    const at = view.toGraph(event.clientX, event.clientY)
    if (nodeAt(view, at)) listener.nodeOpened(pointOf(event))
    else if (linkAt(view, at)) listener.wireOpened(pointOf(event))
    else listener.searchAsked(pointOf(event))
  })
  on('contextmenu', (event) => {
    event.preventDefault()
    // A finger's long press is told by the touches; a barrel button was told when it was pressed.
    const source = 'pointerType' in event ? event.pointerType : 'mouse'
    const isTold = hasBarrelMenu || source === 'touch'
    hasBarrelMenu = false
    // A key's menu is about what is selected, wherever that lies.
    if (!isTold) listener.menuAsked(source === '' ? (view.selectedPlace() ?? pointOf(event)) : pointOf(event))
  })
  on('pointerleave', () => {
    last = null
  })
  listenToCanvasKeys(
    view,
    {
      search: () => listener.searchAsked(last ?? middleOf(canvas)),
      beginPan: () => (hasPanned = false),
      hasPanned: () => hasPanned,
    },
    stop.signal,
  )

  return () => {
    stop.abort()
    touch.dispose()
    view.stopDrawing()
  }
}

/** A finger beside a port means the port, where ports are large enough to be meant. */
function atPort(view: LoomCanvas, event: PointerEvent): PointerEvent {
  const spot = view.ds.scale < PORT_SCALE ? null : portAt(view, view.toGraph(event.clientX, event.clientY))
  if (!spot) return event
  const [x = 0, y = 0] = spot.node.getConnectionPos(spot.isInput, spot.slot)
  const { clientX, clientY } = view.toPage({ x, y })
  const { pointerId, pointerType, button, buttons } = event
  return new PointerEvent(event.type, {
    pointerId,
    pointerType,
    button,
    buttons,
    clientX,
    clientY,
    isPrimary: true,
  })
}

/** `wheelDeltaY` is in no standard, and in every browser but some. */
function turnOf(event: WheelEvent & { readonly wheelDeltaY?: number }): Turn {
  const { deltaX, deltaY, deltaMode, ctrlKey, shiftKey, wheelDeltaY } = event
  const turn = { deltaX, deltaY, deltaMode, ctrlKey, shiftKey }
  return wheelDeltaY === undefined ? turn : { ...turn, wheelDeltaY }
}

function pointOf(event: MouseEvent): Point {
  return { x: event.clientX, y: event.clientY }
}

export function middleOf(element: Element): Point {
  const box = element.getBoundingClientRect()
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
}
