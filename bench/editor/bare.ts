/** litegraph.js as it comes, with the editor's graph: plain nodes with the same ports, wires, sizes and places. */
import * as core from 'litegraph.js/build/litegraph.core.js'
import { cameraPath, nextFrame, timeFrames, untilShown, wheelFactor, type Shown } from './frames'
import type { PlainGraph, Stage } from './plain-graph'

/** What only the benchmark uses of the library; the window's own declarations leave it out. */
interface Bare {
  readonly LiteGraph: {
    MAX_NUMBER_OF_NODES: number
    registerNodeType(type: string, node: new () => core.LGraphNode): void
  }
  readonly LGraph: new () => core.LGraph & { configure(data: unknown): void }
}

declare global {
  interface Window {
    bare: {
      prepare(graph: PlainGraph, stage: Stage): void
      open(): Promise<Shown>
      frames(): Promise<readonly number[]>
    }
  }
}

const { LiteGraph, LGraph } = core as unknown as Bare
LiteGraph.MAX_NUMBER_OF_NODES = Number.POSITIVE_INFINITY
LiteGraph.registerNodeType('bench/plain', class extends core.LGraphNode {})

const canvas = document.createElement('canvas')
document.body.append(canvas)
const graph = new LGraph()
const view = new core.LGraphCanvas(canvas, graph, { skip_render: true, skip_events: true })
let text = ''
let fitted = { scale: 1, x: 0, y: 0 }

function showAll(): void {
  view.ds.scale = fitted.scale
  view.ds.offset = [fitted.x, fitted.y]
}

window.bare = {
  prepare(plain, { left, top, width, height, camera }) {
    text = JSON.stringify(plain)
    fitted = camera
    canvas.width = view.bgcanvas.width = width
    canvas.height = view.bgcanvas.height = height
    canvas.style.cssText = `position: absolute; left: ${left}px; top: ${top}px`
    view.ds.min_scale = 0.01
  },
  async open() {
    graph.clear()
    view.draw(true, true)
    await nextFrame()
    // The library keeps what it is given.
    const data: unknown = JSON.parse(text)
    return untilShown(() => {
      graph.configure(data)
      showAll()
      view.draw(true, true)
    })
  },
  frames() {
    showAll()
    return timeFrames(cameraPath(), (step) => {
      if ('wheel' in step) {
        view.ds.changeScale(view.ds.scale * wheelFactor(step.wheel), [canvas.width / 2, canvas.height / 2])
      } else {
        view.ds.offset[0] += step.dx / view.ds.scale
        view.ds.offset[1] += step.dy / view.ds.scale
      }
      view.draw(true, true)
    })
  },
}
