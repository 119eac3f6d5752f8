import { computed, effect, signal, type ReadonlySignal } from '@preact/signals'
import { required } from '../../core/base/assert'
import type { NodeId } from '../../core/base/ids'
import type { Diagnostic } from '../../core/diagnostic/diagnostic'
import type { Document } from '../../core/doc/document'
import type { Camera } from '../canvas/camera'
import { readCanvasTheme } from '../canvas/canvas-theme'
import type { GraphView } from '../canvas/graph-view'
import { boundsOf } from '../canvas/layout'
import type { Selection } from '../state/selection'
import { whenIdle } from '../ui/when-idle'
import { drawMap } from './draw-map'
import { looksSame, type MapPicture } from './map-picture'
import { frameOnMap, MAP_HEIGHT, MAP_WIDTH, mapCamera } from './map'

export interface MapSources {
  readonly graph: GraphView
  readonly document: ReadonlySignal<Document>
  readonly selection: ReadonlySignal<Selection>
  readonly badges: ReadonlySignal<ReadonlyMap<NodeId, Diagnostic['severity']>>
  /** Changes when the colours do. */
  readonly theme: ReadonlySignal<unknown>
}

export interface ShownMap {
  /** How the graph lies on the map; null until it was drawn. */
  readonly map: ReadonlySignal<Camera | null>
  dispose(): void
}

/**
 * Keeps a minimap true: the graph is drawn again, when there is time for it, when it or what is told of it looks different;
 * while the camera moves, only the frame's element does.
 */
export function showMap(canvas: HTMLCanvasElement, frame: HTMLElement, sources: MapSources): ShownMap {
  const { graph } = sources
  const map = signal<Camera | null>(null)
  const theme = computed(() => {
    void sources.theme.value
    return readCanvasTheme(canvas)
  })

  let drawn: MapPicture | null = null

  function draw(): void {
    const now = {
      document: sources.document.peek(),
      selected: sources.selection.peek().nodes,
      badges: sources.badges.peek(),
      theme: theme.peek(),
      pixelRatio: window.devicePixelRatio,
    }
    if (drawn && looksSame(drawn, now, graph.boxesOf)) {
      drawn = { ...now, boxes: drawn.boxes }
      return
    }
    const boxes = graph.boxesOf(now.document.nodes.keys())
    const bounds = boundsOf(boxes.values())
    if (!bounds) return
    drawn = { ...now, boxes }
    const width = Math.round(MAP_WIDTH * now.pixelRatio)
    const height = Math.round(MAP_HEIGHT * now.pixelRatio)
    if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height })
    const camera = mapCamera(bounds)
    drawMap(required(canvas.getContext('2d'), "the minimap's context"), drawn, camera)
    const known = map.peek()
    if (known?.scale !== camera.scale || known.x !== camera.x || known.y !== camera.y) map.value = camera
  }

  const drawing = whenIdle(draw)
  const stops = [
    effect(() => {
      void sources.document.value
      void sources.selection.value
      void sources.badges.value
      void theme.value
      // Measured again: the screen's pixels may be others.
      void graph.size.value
      drawing.ask()
    }),
    effect(() => {
      if (map.value === null) return
      const { x, y, width, height } = frameOnMap(graph.seen.value, map.value)
      frame.style.transform = `translate(${x}px, ${y}px)`
      frame.style.width = `${width}px`
      frame.style.height = `${height}px`
    }),
  ]
  return {
    map,
    dispose() {
      for (const stop of stops) stop()
      drawing.stop()
    },
  }
}
