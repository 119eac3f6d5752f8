/** The whole window over the benchmark's graph: canvas, panels, inspector, outline, and an engine that never runs. */
import { h, render } from 'preact'
import { assert, required } from '../../core/base/assert'
import { fail } from '../../core/base/result'
import { documentFromData, documentToData, type DocumentData } from '../../core/contract/engine-types'
import { linkId } from '../../core/base/ids'
import { diffDocuments, reverseDiff } from '../../core/doc/diff'
import { emptyDocument, type Document, type NodeRecord } from '../../core/doc/document'
import { createEditor } from '../../core/doc/editor'
import { inferAll, type Inference } from '../../core/infer/inference'
import { createRegistry } from '../../core/nodedef/registry'
import { nodeDefinitions } from '../../nodes/index.gen'
import { App } from '../../renderer/app/app'
import { createWorkspace } from '../../renderer/app/workspace'
import { createGraphProjection } from '../../renderer/canvas/graph-projection'
import { addCommands, newNode } from '../../renderer/edit/add-node'
import { createLive } from '../../renderer/engine/live'
import { listenToKeys } from '../../renderer/actions/keyboard'
import '../../renderer/styles/index.css'
import { fakeClock } from '../../test/live/fake-clock'
import { fakeEngine } from '../../test/live/fake-engine'
import { fakeHost } from '../../test/window/fakes'
import { cameraPath, nextFrame, timeFrames, untilShown, type Shown } from './frames'
import { benchGraph, NODES, WIRES } from './graph'
import { plainGraph, type PlainGraph, type Stage } from './plain-graph'

declare global {
  interface Window {
    ours: {
      describe(): Promise<{ readonly graph: PlainGraph; readonly stage: Stage }>
      clear(): Promise<void>
      /** Until the graph is shown; after `clear`. */
      open(): Promise<Shown>
      frames(): Promise<readonly number[]>
      /** Selects a node of a type in the middle of the graph and brings it to the middle of the canvas. */
      select(type: string): Promise<void>
      /** Until a new node is shown. */
      addNode(): Promise<Shown>
      /** Until one step in the middle of dragging the selected node's first slider is shown. */
      dragSlider(): Promise<Shown>
      undo(): Promise<void>
      /** Milliseconds of inference: the whole graph, after a number, after one more node and its wire. */
      infer(): { readonly full: number; readonly number: number; readonly node: number }
    }
  }
}

const graph = benchGraph()
assert(graph.nodes.size === NODES && graph.links.size === WIRES, 'the graph has its size')
const registry = createRegistry(nodeDefinitions)
assert(
  inferAll(graph, registry)
    .diagnostics()
    .every(({ severity }) => severity !== 'error'),
  'every shape of the graph fits',
)
const editor = createEditor(emptyDocument(), registry)
const live = createLive(editor, { start: startIdle, clock: fakeClock(), reportBug: reportError })
const workspace = createWorkspace(editor, live, fakeHost(), window)
listenToKeys(window, workspace)
render(h(App, { workspace }), required(document.getElementById('app'), 'the element #app'))

/** Takes each document as it is sent, and answers at once that nothing came of it. */
function startIdle(): ReturnType<typeof fakeEngine> {
  const engine = fakeEngine()
  return {
    ...engine,
    client: {
      ...engine.client,
      render(update) {
        structuredClone(update)
        return Promise.resolve(fail([]))
      },
    },
  }
}

function canvas(): HTMLCanvasElement {
  return required(document.querySelector<HTMLCanvasElement>('.graph-canvas'), 'the canvas')
}

/** A node in the middle of the graph, to work on. */
function middleNode(type: string): NodeRecord {
  const all = [...graph.nodes.values()].filter((node) => node.type === type)
  return required(all[Math.floor(all.length / 2)], type)
}

/** When what was begun before is done with. */
async function quiet(): Promise<void> {
  await nextFrame()
  await nextFrame()
  await new Promise((resolve) => requestIdleCallback(resolve))
}

async function select(type: string): Promise<void> {
  const { id } = middleNode(type)
  workspace.selection.selectNodes([id])
  workspace.view.value?.reveal(id)
  await quiet()
}

let data: DocumentData

async function clear(): Promise<void> {
  editor.replace(emptyDocument())
  data = structuredClone(documentToData(graph))
  await quiet()
}

// Pointers of the test's own making cannot be captured.
HTMLElement.prototype.setPointerCapture = () => undefined

window.ours = {
  async describe() {
    await clear()
    await window.ours.open()
    const { left, top, width, height } = canvas().getBoundingClientRect()
    return {
      graph: plainGraph(createGraphProjection(editor)),
      stage: { left, top, width, height, camera: required(workspace.view.value, 'the view').camera.value },
    }
  },
  open: () => untilShown(() => editor.replace(documentFromData(data))),
  async frames() {
    workspace.selection.selectNodes([])
    workspace.view.value?.fit()
    await nextFrame()
    const target = canvas()
    const box = target.getBoundingClientRect()
    const middle = { x: box.left + box.width / 2, y: box.top + box.height / 2 }
    let at = middle
    const point = (type: string, buttons: number): void => {
      const init = {
        clientX: at.x,
        clientY: at.y,
        button: buttons === 0 && type === 'pointermove' ? -1 : 0,
        buttons,
      }
      target.dispatchEvent(
        new PointerEvent(type, { ...init, bubbles: true, pointerType: 'mouse', isPrimary: true }),
      )
    }
    target.dispatchEvent(new KeyboardEvent('keydown', { key: ' ', bubbles: true }))
    point('pointerdown', 1)
    const times = await timeFrames(cameraPath(), (step) => {
      if ('wheel' in step) {
        target.dispatchEvent(
          new WheelEvent('wheel', {
            deltaY: step.wheel,
            clientX: middle.x,
            clientY: middle.y,
            cancelable: true,
          }),
        )
      } else {
        at = { x: at.x + step.dx, y: at.y + step.dy }
        point('pointermove', 1)
      }
    })
    point('pointerup', 0)
    target.dispatchEvent(new KeyboardEvent('keyup', { key: ' ', bubbles: true }))
    return times
  },
  clear,
  select,
  addNode() {
    const definition = required(registry.get('conv/conv2d'), 'the conv')
    return untilShown(() => {
      const node = newNode(editor, definition, required(workspace.view.value, 'the view').centre())
      workspace.editAll('Add', addCommands(editor, definition, node, null))
      workspace.selection.selectNodes([node.id])
    })
  },
  async dragSlider() {
    const selector = '.inspector input[type="range"]'
    const slider = required(document.querySelector<HTMLInputElement>(selector), 'the slider')
    function step(): void {
      const before = editor.document
      slider.dispatchEvent(new Event('input', { bubbles: true }))
      assert(editor.document !== before, 'the slider changes the graph')
    }
    const start = Number(slider.value)
    slider.value = String((start + 137) % 1000)
    // The first step of a drag makes the graph an unsaved one that can be undone; those that follow are what a drag is.
    step()
    await quiet()
    slider.value = String((start + 274) % 1000)
    return untilShown(step)
  },
  async undo() {
    editor.undo()
    await quiet()
  },
  infer() {
    let inference = inferAll(graph, registry)
    const full = took(() => (inference = inferAll(graph, registry)))
    const noise = middleNode('noise/inject')
    const amount = { ...noise, params: { ...noise.params, amount: 0.123 } }
    const map = middleNode('norm/adain')
    const conv = newNode(editor, required(registry.get('conv/conv2d'), 'the conv'), { x: 0, y: 0 })
    const wire = {
      id: linkId('new-wire'),
      from: { node: map.id, port: 'y' },
      to: { node: conv.id, port: 'x' },
    }
    const dragged = { ...graph, nodes: new Map(graph.nodes).set(noise.id, amount) }
    const grown = {
      ...graph,
      nodes: new Map(graph.nodes).set(conv.id, conv),
      links: new Map(graph.links).set(wire.id, wire),
    }
    return { full, number: toAndFro(inference, dragged), node: toAndFro(inference, grown) }
  },
}

function took(work: () => void): number {
  const start = performance.now()
  work()
  return performance.now() - start
}

/** Milliseconds of one edit: to `other` and back, so often that the clock can tell. */
function toAndFro(inference: Inference, other: Document): number {
  const there = diffDocuments(graph, other)
  const back = reverseDiff(there)
  const times = 20
  const total = took(() => {
    for (let time = 0; time < times; time++) {
      inference.update(other, there)
      inference.update(graph, back)
    }
  })
  return total / (2 * times)
}
