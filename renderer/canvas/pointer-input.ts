import { linkAt, nodeAt } from './hit-test'
import type { LoomCanvas } from './loom-canvas'
import type { Point } from './wire-path'

export interface PointerListener {
  /** Double click on the ground, or the space bar: `at` in page coordinates. */
  searchAsked(at: Point): void
  menuAsked(at: Point): void
  nodeOpened(at: Point): void
}

const WHEEL_SPEED = 0.0016
/** A trackpad's pinch arrives as a wheel with Ctrl and small steps. */
const PINCH_SPEED = 0.01
const LINE_HEIGHT = 16

/** Hands the canvas' pointer, wheel and touch events to litegraph. Returns a function that stops. */
export function listenToPointer(view: LoomCanvas, listener: PointerListener): () => void {
  const { canvas } = view
  const stop = new AbortController()
  const touches = new Map<number, Point>()
  let last: Point | null = null
  let hasPanned = false

  function on<Type extends keyof HTMLElementEventMap>(
    type: Type,
    handle: (event: HTMLElementEventMap[Type]) => void,
    options: AddEventListenerOptions = {},
  ): void {
    canvas.addEventListener(type, handle, { ...options, signal: stop.signal })
  }

  function pinch(event: PointerEvent): void {
    const before = [...touches.values()]
    touches.set(event.pointerId, pointOf(event))
    const after = [...touches.values()]
    const [a, b] = before
    const [c, d] = after
    if (!a || !b || !c || !d) return
    const box = canvas.getBoundingClientRect()
    const middle = { x: (c.x + d.x) / 2, y: (c.y + d.y) / 2 }
    const { camera } = view
    view.camera = {
      ...camera,
      x: camera.x + (middle.x - (a.x + b.x) / 2) / camera.scale,
      y: camera.y + (middle.y - (a.y + b.y) / 2) / camera.scale,
    }
    const factor = Math.hypot(c.x - d.x, c.y - d.y) / Math.max(1, Math.hypot(a.x - b.x, a.y - b.y))
    view.zoomAt(factor, middle.x - box.left, middle.y - box.top)
  }

  on('pointerdown', (event) => {
    canvas.setPointerCapture(event.pointerId)
    if (event.pointerType === 'touch') touches.set(event.pointerId, pointOf(event))
    if (touches.size > 1) {
      view.cancelGesture()
      return
    }
    hasPanned ||= view.pans
    view.processMouseDown(event)
    view.requestDraw()
  })
  on('pointermove', (event) => {
    last = pointOf(event)
    if (touches.size > 1) {
      pinch(event)
      return
    }
    view.processMouseMove(event)
    view.requestDraw()
  })
  on('pointerup', (event) => {
    const wasPinch = touches.size > 1
    touches.delete(event.pointerId)
    if (wasPinch) return
    view.processMouseUp(event)
    view.requestDraw()
  })
  on('pointercancel', (event) => {
    touches.delete(event.pointerId)
    view.cancelGesture()
  })
  on('wheel', (event) => {
    event.preventDefault()
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE_HEIGHT : 1
    const speed = event.ctrlKey ? PINCH_SPEED : WHEEL_SPEED
    const box = canvas.getBoundingClientRect()
    const factor = Math.exp(-event.deltaY * lines * speed)
    view.zoomAt(Math.min(2, Math.max(0.5, factor)), event.clientX - box.left, event.clientY - box.top)
  })
  on('dblclick', (event) => {
    const at = view.toGraph(event.clientX, event.clientY)
    if (nodeAt(view, at)) listener.nodeOpened(pointOf(event))
    else if (!linkAt(view, at)) listener.searchAsked(pointOf(event))
  })
  on('contextmenu', (event) => {
    event.preventDefault()
    listener.menuAsked(pointOf(event))
  })
  on('keydown', (event) => {
    if (event.key === 'Escape' && view.isBusy) {
      event.stopPropagation()
      view.cancelGesture()
    }
    if (event.key !== ' ' || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    hasPanned = false
    view.pans = true
  })
  on('keyup', (event) => {
    if (event.key !== ' ' || !view.pans) return
    view.pans = false
    if (!hasPanned) listener.searchAsked(last ?? middleOf(canvas))
  })
  on('blur', () => {
    view.pans = false
  })
  on('pointerleave', () => {
    last = null
  })

  return () => {
    stop.abort()
    view.stopDrawing()
  }
}

function pointOf(event: MouseEvent): Point {
  return { x: event.clientX, y: event.clientY }
}

export function middleOf(element: Element): Point {
  const box = element.getBoundingClientRect()
  return { x: box.left + box.width / 2, y: box.top + box.height / 2 }
}
